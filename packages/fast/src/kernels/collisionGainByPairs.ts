import { kernelSpeed } from '@marsdisk/core';
import { kernelHeight } from './collisionKernel.ts';
import type { FragmentShares } from './fragmentShares.ts';
import type { MassSums } from './massSums.ts';
import type { PairSums } from './pairSums.ts';
import type { PairTable } from './pairTable.ts';
import { spreadFragments } from './remnantSums.ts';

/**
 * Writes the gains of a cell, m⁻² s⁻¹ (E.010), from its pair table. The kernel matrix is never formed: it is the table times
 * N_i N_j and one factor for all pairs.
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
