import type { PairOutcomes } from '@marsdisk/core';
import type { FragmentShares } from './fragmentShares.ts';
import type { MassSums } from './massSums.ts';

/**
 * Writes the rates at which collisions put bodies into the bins, m⁻² s⁻¹ (E.010), with the masses of the pairs at hand.
 * The same numbers as those of the plain gain.
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

/** Mass rates by bin of the largest remnant; work space of the gains below. */
export interface RemnantSums {
  /** Mass that stays in one piece, per bin of that piece. */
  readonly remnants: Float64Array;
  /** Mass that becomes fragments, per bin of the largest remnant. */
  readonly fragments: Float64Array;
}

export function createRemnantSums(binCount: number): RemnantSums {
  return { remnants: new Float64Array(binCount), fragments: new Float64Array(binCount) };
}

/**
 * Writes the same gains without the tensor: a pair adds to the remnants A_q and to the fragments B_q of its remnant bin q,
 * and G_k = (A_k + b_k Σ_{q ≥ k} B_q/T_q) / m_k. One pass over the pairs instead of one per bin.
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

/**
 * Writes the gains that follow from the mass rates by remnant bin.
 *
 * @param rate Factor that is common to all mass rates.
 */
export function spreadFragments(
  work: RemnantSums,
  rate: number,
  shares: FragmentShares,
  sums: MassSums,
  out: Float64Array,
): void {
  const { remnants, fragments } = work;
  const { integrals, inverseTotals } = shares;
  const { inverse } = sums;
  let fromAbove = 0;
  for (let k = out.length - 1; k >= 0; k--) {
    fromAbove += fragments[k] * inverseTotals[k];
    out[k] = rate * inverse[k] * (remnants[k] + integrals[k] * fromAbove);
  }
}
