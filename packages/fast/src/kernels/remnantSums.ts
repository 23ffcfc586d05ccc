import type { FragmentShares } from './fragmentShares.ts';
import type { MassSums } from './massSums.ts';

/** Mass rates by bin q of the largest remnant, kg m⁻² s⁻¹, or that over a rate which all share; one value a bin. */
export interface RemnantSums {
  /** What stays in one piece. */
  readonly remnants: Float64Array;
  /** What becomes fragments. */
  readonly fragments: Float64Array;
}

/** Sums for so many bins, all 0. */
export function createRemnantSums(binCount: number): RemnantSums {
  return { remnants: new Float64Array(binCount), fragments: new Float64Array(binCount) };
}

/**
 * Writes the gains that follow from the mass rates by remnant bin, m⁻² s⁻¹ (E.010).
 *
 * @param sums Mass rates but for `rate`; with `rate` in kg m⁻² s⁻¹.
 * @param rate Factor that is common to all mass rates: 1, or s⁻¹ where `sums` come from a pair table, kg m⁻².
 * @param shares How fragments spread over the same bins.
 * @param masses Masses of the same bins, kg.
 * @param out Gains G_k, m⁻² s⁻¹; n values.
 */
export function spreadFragments(
  sums: RemnantSums,
  rate: number,
  shares: FragmentShares,
  masses: MassSums,
  out: Float64Array,
): void {
  const { remnants, fragments } = sums;
  const { integrals, inverseTotals } = shares;
  const { inverse } = masses;
  let fromAbove = 0;
  for (let k = out.length - 1; k >= 0; k--) {
    fromAbove += fragments[k] * inverseTotals[k];
    out[k] = rate * inverse[k] * (remnants[k] + integrals[k] * fromAbove);
  }
}
