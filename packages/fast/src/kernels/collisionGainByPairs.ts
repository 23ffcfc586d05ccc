import { kernelSpeed } from '@marsdisk/core';
import { kernelHeight } from './collisionKernel.ts';
import type { FragmentShares } from './fragmentShares.ts';
import type { MassSums } from './massSums.ts';
import type { PairSums } from './pairSums.ts';
import type { PairTable } from './pairTable.ts';
import { spreadFragments } from './remnantSums.ts';

/**
 * Writes the gains of a cell, m⁻² s⁻¹ (E.010), from its pair table. The kernel matrix is never formed: it is the table times
 * N_i N_j and one factor for all pairs, v (π/√(2π))/√(2H²).
 *
 * @param numberDensity Number surface densities N_k, m⁻², not negative; n values.
 * @param table Pair table of the cell, m² kg.
 * @param scaleHeight Vertical scale height H of all bins, m, above 0.
 * @param vRel Relative velocity v of all pairs, m s⁻¹, finite and not negative.
 * @param shares How fragments spread over the bins of the same grid.
 * @param masses Masses of the same grid, kg.
 * @param out Gains G_k, m⁻² s⁻¹; n values.
 */
export function collisionGainByPairs(
  pairSums: PairSums,
  numberDensity: Float64Array,
  table: PairTable,
  scaleHeight: number,
  vRel: number,
  shares: FragmentShares,
  masses: MassSums,
  out: Float64Array,
): void {
  pairSums.add(numberDensity, table);
  const rate = kernelSpeed(vRel) / kernelHeight(scaleHeight);
  spreadFragments(pairSums.sums, rate, shares, masses, out);
}
