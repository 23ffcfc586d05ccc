import type { PairOutcomes } from '@marsdisk/core';
import type { FragmentShares } from './fragmentShares.ts';
import type { MassSums } from './massSums.ts';
import { type RemnantSums, spreadFragments } from './remnantSums.ts';

/**
 * Writes the rates at which collisions put bodies into the bins, m⁻² s⁻¹ (E.010), with the masses of the pairs at hand.
 * The same numbers as those of the plain gain.
 *
 * @param kernel Collision rates per area, m⁻² s⁻¹; n × n values, of which i ≤ j are read.
 * @param tensor Mass fractions; entry (k n + i) n + j.
 * @param out Gains G_k, m⁻² s⁻¹; n values.
 */
export function collisionGain(
  kernel: Float64Array,
  tensor: Float64Array,
  sums: MassSums,
  out: Float64Array,
): void {
  const { pairs, masses } = sums;
  const n = masses.length;
  for (let k = 0; k < n; k++) {
    const slab = k * n * n;
    let massRate = 0;
    for (let i = 0; i < n; i++) {
      const row = i * n;
      for (let j = i; j < n; j++) {
        const pair = row + j;
        massRate += kernel[pair] * tensor[slab + pair] * pairs[pair];
      }
    }
    out[k] = masses[k] > 0 ? massRate / masses[k] : 0;
  }
}

/**
 * Writes the same gains without the tensor: a pair adds to the remnants A_q and to the fragments B_q of its remnant bin q,
 * and G_k = (A_k + b_k Σ_{q ≥ k} B_q/T_q) / m_k. One pass over the pairs instead of one per bin.
 *
 * @param kernel Collision rates per area, m⁻² s⁻¹; n × n values, of which i ≤ j are read.
 * @param work Memory to work in.
 * @param out Gains G_k, m⁻² s⁻¹; n values.
 */
export function collisionGainByRemnant(
  kernel: Float64Array,
  outcomes: PairOutcomes,
  shares: FragmentShares,
  sums: MassSums,
  work: RemnantSums,
  out: Float64Array,
): void {
  const { fraction, remainder, remnantBin, isValid } = outcomes;
  const { pairs, masses } = sums;
  const { remnants, fragments } = work;
  const n = masses.length;
  remnants.fill(0);
  fragments.fill(0);
  for (let i = 0; i < n; i++) {
    for (let j = i; j < n; j++) {
      const pair = i * n + j;
      if (isValid[pair] === 0) continue;
      const q = remnantBin[pair];
      const massRate = kernel[pair] * pairs[pair];
      remnants[q] += massRate * fraction[pair];
      fragments[q] += massRate * remainder[pair];
    }
  }
  spreadFragments(work, 1, shares, sums, out);
}
