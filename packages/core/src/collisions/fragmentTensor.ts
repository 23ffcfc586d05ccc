import type { PairOutcomes } from './outcomes.ts';

/**
 * Writes the fragment tensor Y: entry (k n + i) n + j is the fraction of the mass of a colliding pair (i, j) that ends in
 * bin k, as largest remnant or as fragments. It adds up to 1 over k for every valid pair (collisions conserve mass,
 * nothing leaves through the bottom of the grid) and is 0 for pairs without mass.
 *
 * @param outcomes Table of pairs of n bins.
 * @param weights Fragment weights, n × n values.
 * @param binCount n.
 * @param out n³ values.
 */
export function fragmentTensor(
  outcomes: PairOutcomes,
  weights: Float64Array,
  binCount: number,
  out: Float64Array,
): void {
  const n = binCount;
  const pairCount = n * n;
  const { fraction, remainder, remnantBin, isValid } = outcomes;
  out.fill(0);
  for (let pair = 0; pair < pairCount; pair++) {
    if (isValid[pair] === 0) continue;
    const q = remnantBin[pair];
    out[q * pairCount + pair] = fraction[pair];
    const rest = remainder[pair];
    if (!(rest > 0)) continue;
    for (let k = 0; k <= q; k++) out[k * pairCount + pair] += rest * weights[q * n + k];
  }
}
