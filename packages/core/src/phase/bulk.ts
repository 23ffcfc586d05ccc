import type { BulkComposition } from './outcome.ts';

/** The bulk counts as liquid from this liquid fraction up … */
const LIQUID_DOMINATED = 0.95;
/** … and as solid from this one down. */
const SOLID_DOMINATED = 0.05;

/** A fraction clipped to [0, 1]; 0 if it is not finite. */
function fraction(value: number): number {
  return Number.isFinite(value) ? Math.min(Math.max(value, 0), 1) : 0;
}

/**
 * Composition of the bulk from its fractions. A missing fraction is what the others leave; all three are scaled so
 * that they add up to 1; fractions that are all zero mean a solid.
 *
 * @param liquid liquid fraction; clipped to [0, 1], 0 if not finite
 * @param solid solid fraction, treated likewise; null if missing
 * @param vapor vapour fraction, treated likewise; null if missing
 * @param out overwritten
 */
export function bulkFromFractions(
  liquid: number,
  solid: number | null,
  vapor: number | null,
  out: BulkComposition,
): void {
  let fLiquid = fraction(liquid);
  let fSolid: number;
  if (solid !== null) fSolid = fraction(solid);
  else fSolid = Math.max(0, vapor === null ? 1 - fLiquid : 1 - fLiquid - fraction(vapor));
  let fVapor = vapor === null ? Math.max(0, 1 - fLiquid - fSolid) : fraction(vapor);
  const sum = fLiquid + fSolid + fVapor;
  const scale = 1 / sum;
  if (scale === Number.POSITIVE_INFINITY) {
    fLiquid = 0;
    fSolid = 1;
    fVapor = 0;
  } else if (Math.abs(sum - 1) > 1e-9 * Math.max(sum, 1)) {
    fLiquid *= scale;
    fSolid *= scale;
    fVapor *= scale;
  }
  out.fLiquid = fLiquid;
  out.fSolid = fSolid;
  out.fVapor = fVapor;
  if (fLiquid >= LIQUID_DOMINATED) out.bulkState = 'liquid_dominated';
  else if (fLiquid <= SOLID_DOMINATED) out.bulkState = 'solid_dominated';
  else out.bulkState = 'mixed';
}
