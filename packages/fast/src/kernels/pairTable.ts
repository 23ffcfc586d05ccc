import type { PairOutcomes } from '@marsdisk/core';
import type { MassSums } from './massSums.ts';

/**
 * Everything about the collisions of a cell that stays as long as its velocity does, in the order in which the gain reads
 * it.
 *
 * The pairs of a body j with its smaller partners begin with a run whose largest remnants fall into one bin, nearly
 * always that of j itself: a boulder stays in its bin whatever the dust that hits it. These pairs, three quarters of all,
 * come first, body by body, and need no index. The rest, comparable bodies that shatter each other, follows as a list.
 */
export interface PairTable {
  /**
   * Two weights a pair, side by side: (s_i + s_j)² (m_i + m_j) f_ij for the remnant and the same with 1 − f_ij for the
   * fragments, half of both for i = j, m² kg. n (n + 1) values.
   */
  readonly weights: Float64Array;
  /** Length of the run of every body; n values. */
  readonly runLength: Int32Array;
  /** Bin of the largest remnants of that run; n values. */
  readonly runBin: Int32Array;
  /** The other pairs, packed by `packPair`. */
  readonly list: Int32Array;
  /** Number of these. */
  readonly listLength: Int32Array;
}

/**
 * Most bins for which a pair fits into an entry of the list, which has ten bits for each of partner, body and remnant bin.
 * With more of them the table is not used, and the gain is summed in the way of the other flags.
 */
export const MOST_BINS = 1024;

/** Partner, body and remnant bin in one integer. */
export function packPair(i: number, j: number, bin: number): number {
  return i | (j << 10) | (bin << 20);
}

/** A table to be written by `pairTable`. */
export function createPairTable(binCount: number): PairTable {
  const pairCount = (binCount * (binCount + 1)) / 2;
  return {
    weights: new Float64Array(2 * pairCount),
    runLength: new Int32Array(binCount),
    runBin: new Int32Array(binCount),
    list: new Int32Array(pairCount),
    listLength: new Int32Array(1),
  };
}

/** Copies a table into another one of the same size. */
export function copyPairTable(from: PairTable, to: PairTable): void {
  to.weights.set(from.weights);
  to.runLength.set(from.runLength);
  to.runBin.set(from.runBin);
  to.list.set(from.list);
  to.listLength.set(from.listLength);
}

/**
 * Writes the table of a grid for given outcomes. It makes no assumption on the order of the remnant bins.
 *
 * @param sizes Radii, m; n values.
 * @param sums Masses of the same grid.
 */
export function pairTable(
  sizes: Float64Array,
  sums: MassSums,
  outcomes: PairOutcomes,
  out: PairTable,
): void {
  const { weights, runLength, runBin, list } = out;
  const { fraction, remainder, remnantBin, isValid } = outcomes;
  const n = sizes.length;
  let at = 0;
  const put = (i: number, j: number) => {
    const pair = i * n + j;
    const reach = sizes[i] + sizes[j];
    const half = i === j ? 0.5 : 1;
    const weight = isValid[pair] === 1 ? reach * reach * sums.pairs[pair] * half : 0;
    weights[at] = weight * fraction[pair];
    weights[at + 1] = weight * remainder[pair];
    at += 2;
  };
  for (let j = 0; j < n; j++) {
    runBin[j] = remnantBin[j];
    let i = 0;
    for (; i <= j && remnantBin[i * n + j] === runBin[j]; i++) put(i, j);
    runLength[j] = i;
  }
  let listed = 0;
  for (let j = 0; j < n; j++) {
    for (let i = runLength[j]; i <= j; i++) {
      put(i, j);
      list[listed] = packPair(i, j, remnantBin[i * n + j]);
      listed += 1;
    }
  }
  list.fill(0, listed);
  out.listLength[0] = listed;
}
