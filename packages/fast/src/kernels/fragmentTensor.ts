import type { PairOutcomes } from '@marsdisk/core';
import type { FragmentShares } from './fragmentShares.ts';

/**
 * Writes the fragment tensor Y from the shares of the fragments instead of their n × n weights. The same numbers as those
 * of the plain tensor; only the pairs i ≤ j are written.
 *
 * @param out n³ values; entry (k n + i) n + j is the mass fraction of pair (i, j) that ends in bin k.
 */
export function fragmentTensor(
  outcomes: PairOutcomes,
  shares: FragmentShares,
  binCount: number,
  out: Float64Array,
): void {
  const n = binCount;
  const pairCount = n * n;
  const { fraction, remainder, remnantBin, isValid } = outcomes;
  const { integrals, totals } = shares;
  out.fill(0);
  for (let i = 0; i < n; i++) {
    for (let j = i; j < n; j++) {
      const pair = i * n + j;
      if (isValid[pair] === 0) continue;
      const q = remnantBin[pair];
      out[q * pairCount + pair] = fraction[pair];
      const rest = remainder[pair];
      const total = totals[q];
      if (!(rest > 0 && total > 0)) continue;
      for (let k = 0; k <= q; k++) out[k * pairCount + pair] += rest * (integrals[k] / total);
    }
  }
}
