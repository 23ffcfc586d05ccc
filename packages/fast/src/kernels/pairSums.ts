import { copyPairTable, createPairTable, type PairTable } from './pairTable.ts';
import { createRemnantSums, type RemnantSums } from './remnantSums.ts';

/** The summation over the pairs of a cell, with memory of its own. */
export interface PairSums {
  /** Mass rates by remnant bin but for the factor that all pairs share; those of the last call. */
  readonly sums: RemnantSums;
  /**
   * Sums the pairs of a cell.
   *
   * @param numberDensity Number surface densities N_k, m⁻².
   * @param table It is copied when another one is given, which a cell does once in many steps; this needs tables that are
   *   never written again (`recycles` of the cache is false).
   */
  readonly add: (numberDensity: Float64Array, table: PairTable) => void;
}

/**
 * The plain summation.
 *
 * The arrays of the inner loops are made here and stay the same, so that the compiler knows where they are; with arrays that
 * come as arguments the loops take half as long again.
 */
export function createPairSums(binCount: number): PairSums {
  const n = binCount;
  const sums = createRemnantSums(n);
  // One more than there are bins: the last block of a run may reach beyond them.
  const numbers = new Float64Array(n + 1);
  const here = createPairTable(n);
  const { weights, runLength, runBin, list, listLength } = here;
  let current: PairTable | null = null;
  return {
    sums,
    add(numberDensity, table) {
      if (table !== current) {
        copyPairTable(table, here);
        current = table;
      }
      sums.fill(0);
      for (let k = 0; k < n; k++) numbers[k] = numberDensity[k];
      let at = 0;
      for (let j = 0; j < n; j++) {
        const length = runLength[j];
        let remnant = 0;
        let fragment = 0;
        for (let i = 0; i < length; i = (i + 2) | 0) {
          const first = numbers[i];
          const second = numbers[i + 1];
          remnant += weights[at] * first + weights[at + 1] * second;
          fragment += weights[at + 2] * first + weights[at + 3] * second;
          at = (at + 4) | 0;
        }
        const count = numbers[j];
        const q = 2 * runBin[j];
        sums[q] += count * remnant;
        sums[q + 1] += count * fragment;
      }
      let pair = 0;
      for (let q = 0; q < n; q++) {
        const end = (pair + 2 * listLength[q]) | 0;
        let remnant = 0;
        let fragment = 0;
        for (; pair < end; pair = (pair + 2) | 0) {
          const product = numbers[list[pair]] * numbers[list[pair + 1]];
          remnant += weights[at] * product;
          fragment += weights[at + 1] * product;
          at = (at + 2) | 0;
        }
        sums[2 * q] += remnant;
        sums[2 * q + 1] += fragment;
      }
    },
  };
}
