import { createRemnantSums, spreadFragments } from './collisionGain.ts';
import { kernelHeight, kernelSpeed } from './collisionKernel.ts';
import type { FragmentShares } from './fragmentShares.ts';
import type { MassSums } from './massSums.ts';
import { copyPairTable, createPairTable, type PairTable } from './pairTable.ts';

/** Writes the gains of a cell, m⁻² s⁻¹ (E.010), from its pair table. */
export type CollisionGainByPairs = (
  numberDensity: Float64Array,
  table: PairTable,
  scaleHeight: number,
  vRel: number,
  shares: FragmentShares,
  sums: MassSums,
  out: Float64Array,
) => void;

/**
 * Returns the gain by pair tables. The kernel matrix is never formed: it is the table times N_i N_j and one factor for
 * all pairs.
 *
 * The arrays of the inner loops are made here and stay the same, so that the compiler knows where they are; with arrays that
 * come as arguments the loops take half as long again. The table is copied into them when another one is given, which a
 * cell does once in many steps. This needs tables that are never written again (`recycles` of the cache is false).
 */
export function createCollisionGainByPairs(binCount: number): CollisionGainByPairs {
  const n = binCount;
  const sums = createRemnantSums(n);
  const { remnants, fragments } = sums;
  const numbers = new Float64Array(n);
  const here = createPairTable(n);
  const { weights, runLength, runBin, list } = here;
  let current: PairTable | null = null;
  return (numberDensity, table, scaleHeight, vRel, shares, masses, out) => {
    if (table !== current) {
      copyPairTable(table, here);
      current = table;
    }
    for (let k = 0; k < n; k++) {
      numbers[k] = numberDensity[k];
      remnants[k] = 0;
      fragments[k] = 0;
    }
    let at = 0;
    for (let j = 0; j < n; j++) {
      const length = runLength[j];
      let remnant = 0;
      let fragment = 0;
      for (let i = 0; i < length; i = (i + 1) | 0) {
        const partner = numbers[i];
        remnant += weights[at] * partner;
        fragment += weights[at + 1] * partner;
        at = (at + 2) | 0;
      }
      const count = numbers[j];
      const q = runBin[j];
      remnants[q] += count * remnant;
      fragments[q] += count * fragment;
    }
    const listed = table.listLength[0];
    for (let p = 0; p < listed; p = (p + 1) | 0) {
      const pair = list[p];
      const product = numbers[pair & 1023] * numbers[(pair >> 10) & 1023];
      const q = pair >> 20;
      remnants[q] += weights[at] * product;
      fragments[q] += weights[at + 1] * product;
      at = (at + 2) | 0;
    }
    const rate = kernelSpeed(vRel) / kernelHeight(scaleHeight);
    spreadFragments(sums, rate, shares, masses, out);
  };
}
