import type { PairOutcomes } from '@marsdisk/core';
import type { MassSums } from './massSums.ts';

/**
 * Everything about the collisions of a cell that stays as long as its velocity does, in the order in which the gain reads
 * it. A pair has two weights: (s_i + s_j)² (m_i + m_j) f_ij for the remnant and the same with 1 − f_ij for the fragments,
 * half of both for i = j, m² kg.
 *
 * The pairs of a body j with its smaller partners begin with a run whose largest remnants fall into one bin, nearly
 * always that of j itself: a boulder stays in its bin whatever the dust that hits it. These pairs, three quarters of all,
 * need no index. The rest, comparable bodies that shatter each other, is a list.
 *
 * Sums are quick if several of them grow side by side. So four neighbouring bodies take the same partners, two at a time. In
 * the list, a pair (i, j) of an even remnant bin and the pair (i + 1, j + 1) of the bin above it are one entry: as alike as
 * their ratios of sizes are, they mostly both exist. What does not exist has the weight 0.
 */
export interface PairTable {
  /**
   * Weights of the runs, four bodies at a time, by two partners: for each body two weights for the remnants and two for the
   * fragments. Room for runs as long as they can be, as in all that follows.
   */
  readonly runWeights: Float64Array;
  /** Weights of the entries: for the remnants of both pairs, then for their fragments. */
  readonly listWeights: Float64Array;
  /** Partner i and body j of the entries, by couple of remnant bins. */
  readonly list: Int32Array;
  /** Partners that four bodies take, an even number; one value for four bodies. */
  readonly runLength: Int32Array;
  /** Bin of the largest remnants of the run of a body. */
  readonly runBin: Int32Array;
  /** Number of entries by couple of remnant bins, an even number. */
  readonly listLength: Int32Array;
}

/** A table to be written by `pairTable`. */
export function createPairTable(binCount: number): PairTable {
  const fours = (binCount + 3) >> 2;
  const couples = (binCount + 1) >> 1;
  // Every pair may be an entry of its own.
  const entries = (binCount * (binCount + 1)) / 2 + couples;
  return {
    runWeights: new Float64Array(16 * fours * (fours + 1)),
    listWeights: new Float64Array(4 * entries),
    list: new Int32Array(2 * entries),
    runLength: new Int32Array(fours),
    runBin: new Int32Array(4 * fours),
    listLength: new Int32Array(couples),
  };
}

/** Room for the numbers of bodies, of which four are taken at a time, and the one after the last is read; the rest of it is 0. */
export function roomFor(binCount: number): number {
  return (binCount + 4) & ~3;
}

/** Copies what is used of a table into another one of the same size. */
export function copyPairTable(from: PairTable, to: PairTable): void {
  const entries = total(from.listLength);
  to.runWeights.set(from.runWeights.subarray(0, 8 * total(from.runLength)));
  to.listWeights.set(from.listWeights.subarray(0, 4 * entries));
  to.list.set(from.list.subarray(0, 2 * entries));
  to.runLength.set(from.runLength);
  to.runBin.set(from.runBin);
  to.listLength.set(from.listLength);
}

function total(lengths: Int32Array): number {
  let sum = 0;
  for (let k = 0; k < lengths.length; k++) sum += lengths[k];
  return sum;
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
  const { fraction, remainder, isValid } = outcomes;
  const n = sizes.length;
  const put: PutWeights = (i, j, weights, place) => {
    const pair = i * n + j;
    const reach = sizes[i] + sizes[j];
    const half = i === j ? 0.5 : 1;
    const weight = isValid[pair] === 1 ? reach * reach * sums.pairs[pair] * half : 0;
    weights[place] = weight * fraction[pair];
    weights[place + 2] = weight * remainder[pair];
  };
  clear(out);
  const runs = Array.from({ length: n }, (_, j) => runOf(j, n, outcomes.remnantBin));
  writeRuns(runs, outcomes.remnantBin, out, put);
  writeList(runs, outcomes.remnantBin, out, put);
}

/** Empties a table. What it never used is not touched, and takes no memory. */
function clear(table: PairTable): void {
  const entries = total(table.listLength);
  table.runWeights.fill(0, 0, 8 * total(table.runLength));
  table.listWeights.fill(0, 0, 4 * entries);
  table.list.fill(0, 0, 2 * entries);
  table.runLength.fill(0);
  table.listLength.fill(0);
}

/** Length of the run of a body. */
function runOf(j: number, n: number, remnantBin: Int32Array): number {
  let i = 0;
  while (i <= j && remnantBin[i * n + j] === remnantBin[j]) i++;
  return i;
}

/** Writes the two weights of partner i and body j, the second one two places after the first. */
type PutWeights = (i: number, j: number, weights: Float64Array, place: number) => void;

function writeRuns(
  runs: readonly number[],
  remnantBin: Int32Array,
  out: PairTable,
  put: PutWeights,
): void {
  const { runWeights, runLength, runBin } = out;
  for (const [j, length] of runs.entries())
    runLength[j >> 2] = Math.max(runLength[j >> 2], length + (length & 1));
  let at = 0;
  for (const [j, length] of runs.entries()) {
    for (let i = 0; i < length; i++)
      put(i, j, runWeights, at + 16 * (i >> 1) + 4 * (j & 3) + (i & 1));
    runBin[j] = remnantBin[j];
    if ((j & 3) === 3) at += 8 * runLength[j >> 2];
  }
}

function writeList(
  runs: readonly number[],
  remnantBin: Int32Array,
  out: PairTable,
  put: PutWeights,
): void {
  const { list, listLength, listWeights } = out;
  const n = runs.length;
  /** Whether a pair is in no run and has this remnant bin. */
  const isListed = (i: number, j: number, bin: number) =>
    j < n && i >= runs[j]! && remnantBin[i * n + j] === bin;
  /** Entries by couple of bins: partner and body of the first pair. */
  const entries: [number, number][][] = Array.from(listLength, () => []);
  for (const [j, run] of runs.entries()) {
    for (let i = run; i <= j; i++) {
      const bin = remnantBin[i * n + j];
      if (bin % 2 === 0) entries[bin >> 1]!.push([i, j]);
      // There is a pair before it: the run of a body begins with the smallest partner, so i is not 0.
      else if (!isListed(i - 1, j - 1, bin - 1)) entries[bin >> 1]!.push([i - 1, j - 1]);
    }
  }
  for (const [couple, { length }] of entries.entries()) listLength[couple] = length + (length & 1);
  let place = 0;
  for (const [couple, pairs] of entries.entries()) {
    for (const [index, [i, j]] of pairs.entries()) {
      const entry = place + index;
      list[2 * entry] = i;
      list[2 * entry + 1] = j;
      if (isListed(i, j, 2 * couple)) put(i, j, listWeights, 4 * entry);
      if (isListed(i + 1, j + 1, 2 * couple + 1)) put(i + 1, j + 1, listWeights, 4 * entry + 1);
    }
    place += listLength[couple];
  }
}
