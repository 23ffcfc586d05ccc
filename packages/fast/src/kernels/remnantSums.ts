import type { FragmentShares } from './fragmentShares.ts';
import type { MassSums } from './massSums.ts';

/**
 * Mass rates by bin q of the largest remnant, two values a bin side by side: at 2q the mass that stays in one piece, at
 * 2q + 1 the mass that becomes fragments.
 */
export type RemnantSums = Float64Array;

export function createRemnantSums(binCount: number): RemnantSums {
  return new Float64Array(2 * binCount);
}

/**
 * Writes the gains that follow from the mass rates by remnant bin, m⁻² s⁻¹ (E.010).
 *
 * @param rate Factor that is common to all mass rates.
 */
export function spreadFragments(
  sums: RemnantSums,
  rate: number,
  shares: FragmentShares,
  masses: MassSums,
  out: Float64Array,
): void {
  const { integrals, inverseTotals } = shares;
  const { inverse } = masses;
  let fromAbove = 0;
  for (let k = out.length - 1; k >= 0; k--) {
    fromAbove += sums[2 * k + 1] * inverseTotals[k];
    out[k] = rate * inverse[k] * (sums[2 * k] + integrals[k] * fromAbove);
  }
}
