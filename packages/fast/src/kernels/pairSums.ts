import { copyPairTable, createPairTable, type PairTable, roomFor } from './pairTable.ts';
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
  const sums = createRemnantSums(n + (n & 1));
  const { remnants, fragments } = sums;
  const numbers = new Float64Array(roomFor(n));
  const here = createPairTable(n);
  const { runWeights, listWeights, runLength, runBin, list, listLength } = here;
  let current: PairTable | null = null;
  /** For a body that does not exist all of this is 0. */
  const addRun = (j: number, remnant: number, fragment: number) => {
    const bin = runBin[j];
    remnants[bin] += numbers[j] * remnant;
    fragments[bin] += numbers[j] * fragment;
  };
  return {
    sums,
    add(numberDensity, table) {
      if (table !== current) {
        copyPairTable(table, here);
        current = table;
      }
      for (let k = 0; k < n; k++) numbers[k] = numberDensity[k];
      let entry = 0;
      for (let q = 0; q < n; q = (q + 2) | 0) {
        const end = (entry + listLength[q >> 1]) | 0;
        let remnantA = 0;
        let remnantB = 0;
        let fragmentA = 0;
        let fragmentB = 0;
        for (; entry < end; entry = (entry + 1) | 0) {
          const i = list[2 * entry];
          const j = list[2 * entry + 1];
          const at = 4 * entry;
          const productA = numbers[i] * numbers[j];
          const productB = numbers[i + 1] * numbers[j + 1];
          remnantA += listWeights[at] * productA;
          remnantB += listWeights[at + 1] * productB;
          fragmentA += listWeights[at + 2] * productA;
          fragmentB += listWeights[at + 3] * productB;
        }
        remnants[q] = remnantA;
        fragments[q] = fragmentA;
        remnants[q + 1] = remnantB;
        fragments[q + 1] = fragmentB;
      }
      let at = 0;
      for (let j = 0; j < n; j = (j + 4) | 0) {
        const length = runLength[j >> 2];
        let remnantA = 0;
        let fragmentA = 0;
        let remnantB = 0;
        let fragmentB = 0;
        let remnantC = 0;
        let fragmentC = 0;
        let remnantD = 0;
        let fragmentD = 0;
        for (let i = 0; i < length; i = (i + 2) | 0) {
          const first = numbers[i];
          const second = numbers[i + 1];
          remnantA += runWeights[at] * first + runWeights[at + 1] * second;
          fragmentA += runWeights[at + 2] * first + runWeights[at + 3] * second;
          remnantB += runWeights[at + 4] * first + runWeights[at + 5] * second;
          fragmentB += runWeights[at + 6] * first + runWeights[at + 7] * second;
          remnantC += runWeights[at + 8] * first + runWeights[at + 9] * second;
          fragmentC += runWeights[at + 10] * first + runWeights[at + 11] * second;
          remnantD += runWeights[at + 12] * first + runWeights[at + 13] * second;
          fragmentD += runWeights[at + 14] * first + runWeights[at + 15] * second;
          at = (at + 16) | 0;
        }
        addRun(j, remnantA, fragmentA);
        addRun(j + 1, remnantB, fragmentB);
        addRun(j + 2, remnantC, fragmentC);
        addRun(j + 3, remnantD, fragmentD);
      }
    },
  };
}
