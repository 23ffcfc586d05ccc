import type { PairOutcomes } from '@marsdisk/core';
import type { MassSums } from './massSums.ts';

/**
 * Everything about the collisions of a cell that stays as long as its velocity does, in the order in which the gain reads
 * it. A pair has two weights: (s_i + s_j)² (m_i + m_j) f_ij for the remnant and the same with 1 − f_ij for the fragments,
 * half of both for i = j, m² kg.
 *
 * The pairs of a body j with its smaller partners begin with a run whose largest remnants fall into one bin, nearly
 * always that of j itself: a boulder stays in its bin whatever the dust that hits it. These pairs, three quarters of all,
 * come first, body by body, and need no index. The rest, comparable bodies that shatter each other, follows as a list,
 * remnant bin by remnant bin. So every sum of a gain is formed in one go.
 */
export interface PairTable {
  /**
   * Runs: blocks of two neighbouring partners, two weights for the remnants and then two for the fragments; the second of
   * a block that holds one partner is 0. Listed pairs: remnant, fragment. n (n + 3) values.
   */
  readonly weights: Float64Array;
  /** The pairs that are in no run, partner and body; n (n + 1) values. */
  readonly list: Int32Array;
  /** Length of the run of every body; n values. */
  readonly runLength: Int32Array;
  /** Bin of the largest remnants of that run; n values. */
  readonly runBin: Int32Array;
  /** Number of listed pairs by remnant bin; n values. */
  readonly listLength: Int32Array;
}

/** A table to be written by `pairTable`. */
export function createPairTable(binCount: number): PairTable {
  return {
    weights: new Float64Array(binCount * (binCount + 3)),
    list: new Int32Array(binCount * (binCount + 1)),
    runLength: new Int32Array(binCount),
    runBin: new Int32Array(binCount),
    listLength: new Int32Array(binCount),
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

/** Number of weights that a run takes: its last block may be half empty. */
export function runWeights(length: number): number {
  return 2 * (length + (length & 1));
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
  const { weights, runLength } = out;
  const { fraction, remainder, isValid } = outcomes;
  const n = sizes.length;
  const put = (i: number, j: number, remnantAt: number, fragmentAt: number) => {
    const pair = i * n + j;
    const reach = sizes[i] + sizes[j];
    const half = i === j ? 0.5 : 1;
    const weight = isValid[pair] === 1 ? reach * reach * sums.pairs[pair] * half : 0;
    weights[remnantAt] = weight * fraction[pair];
    weights[fragmentAt] = weight * remainder[pair];
  };
  findRuns(n, outcomes, out);
  weights.fill(0);
  let at = 0;
  for (let j = 0; j < n; j++) {
    const length = runLength[j];
    for (let i = 0; i < length; i++) {
      const first = at + 4 * (i >> 1) + (i & 1);
      put(i, j, first, first + 2);
    }
    at += runWeights(length);
  }
  listPairs(n, outcomes, out, (place, i, j) => put(i, j, at + 2 * place, at + 2 * place + 1));
}

function findRuns(n: number, { remnantBin }: PairOutcomes, { runLength, runBin }: PairTable): void {
  for (let j = 0; j < n; j++) {
    const bin = remnantBin[j];
    let i = 0;
    while (i <= j && remnantBin[i * n + j] === bin) i++;
    runBin[j] = bin;
    runLength[j] = i;
  }
}

/** Lists what is in no run, in the order of remnant bins. */
function listPairs(
  n: number,
  { remnantBin }: PairOutcomes,
  { runLength, list, listLength }: PairTable,
  put: (place: number, i: number, j: number) => void,
): void {
  listLength.fill(0);
  for (let j = 0; j < n; j++)
    for (let i = runLength[j]; i <= j; i++) listLength[remnantBin[i * n + j]] += 1;
  const next = new Int32Array(n);
  for (let q = 1; q < n; q++) next[q] = next[q - 1] + listLength[q - 1];
  list.fill(0);
  for (let j = 0; j < n; j++) {
    for (let i = runLength[j]; i <= j; i++) {
      const place = next[remnantBin[i * n + j]]++;
      list[2 * place] = i;
      list[2 * place + 1] = j;
      put(place, i, j);
    }
  }
}
