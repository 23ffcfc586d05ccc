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
   * fragments.
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

/** An empty table, to be written by `pairTable`, which gives it arrays of the length that they need. */
export function emptyPairTable(): PairTable {
  const none = new Int32Array(0);
  return {
    runWeights: new Float64Array(0),
    listWeights: new Float64Array(0),
    list: none,
    runLength: none,
    runBin: none,
    listLength: none,
  };
}

/** A table with room for any table of so many bins, to be written by `copyPairTable`. */
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

/** Copies a table into one with room for it. */
export function copyPairTable(from: PairTable, to: PairTable): void {
  to.runWeights.set(from.runWeights);
  to.listWeights.set(from.listWeights);
  to.list.set(from.list);
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
  out: Writable<PairTable>,
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
  writeRuns(n, outcomes.remnantBin, out, put);
  writeList(n, outcomes.remnantBin, out, put);
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/** Writes the two weights of partner i and body j, the second one two places after the first. */
type PutWeights = (i: number, j: number, weights: Float64Array, place: number) => void;

function writeRuns(
  n: number,
  remnantBin: Int32Array,
  out: Writable<PairTable>,
  put: PutWeights,
): void {
  const fours = (n + 3) >> 2;
  const runLength = new Int32Array(fours);
  const runBin = new Int32Array(4 * fours);
  for (let j = 0; j < n; j++) {
    const length = runOf(j, n, remnantBin);
    runLength[j >> 2] = Math.max(runLength[j >> 2], length + (length & 1));
    runBin[j] = remnantBin[j];
  }
  const runWeights = new Float64Array(8 * total(runLength));
  let at = 0;
  for (let j = 0; j < n; j++) {
    const length = runOf(j, n, remnantBin);
    for (let i = 0; i < length; i++)
      put(i, j, runWeights, at + 16 * (i >> 1) + 4 * (j & 3) + (i & 1));
    if ((j & 3) === 3) at += 8 * runLength[j >> 2];
  }
  out.runWeights = runWeights;
  out.runLength = runLength;
  out.runBin = runBin;
}

/** Length of the run of a body. */
function runOf(j: number, n: number, remnantBin: Int32Array): number {
  let i = 0;
  while (i <= j && remnantBin[i * n + j] === remnantBin[j]) i++;
  return i;
}

function writeList(
  n: number,
  remnantBin: Int32Array,
  out: Writable<PairTable>,
  put: PutWeights,
): void {
  const listLength = new Int32Array((n + 1) >> 1);
  forEachListed(n, remnantBin, (_i, _j, bin, isShared) => {
    if (!isShared) listLength[bin >> 1] += 1;
  });
  // Where the entries of a couple of bins begin, then where the next one goes.
  const next = new Int32Array(listLength.length);
  let entries = 0;
  for (let couple = 0; couple < next.length; couple++) {
    listLength[couple] += listLength[couple] & 1;
    next[couple] = entries;
    entries += listLength[couple];
  }
  const list = new Int32Array(2 * entries);
  const listWeights = new Float64Array(4 * entries);
  /** Entry of partner i and the body that was visited last before this one. */
  const entryOf = new Int32Array(n);
  forEachListed(n, remnantBin, (i, j, bin, isShared) => {
    const above = bin & 1;
    if (isShared) {
      put(i, j, listWeights, 4 * entryOf[i - 1] + 1);
      return;
    }
    const entry = next[bin >> 1]++;
    list[2 * entry] = i - above;
    list[2 * entry + 1] = j - above;
    entryOf[i] = entry;
    put(i, j, listWeights, 4 * entry + above);
  });
  out.listWeights = listWeights;
  out.list = list;
  out.listLength = listLength;
}

/**
 * Goes through the pairs that are in no run, body by body, the largest partners first.
 *
 * @param visit hears whether the pair shares the entry of partner i − 1 and body j − 1
 */
function forEachListed(
  n: number,
  remnantBin: Int32Array,
  visit: (i: number, j: number, bin: number, isShared: boolean) => void,
): void {
  let runBefore = 0;
  for (let j = 0; j < n; j++) {
    const run = runOf(j, n, remnantBin);
    // The run of a body begins with the smallest partner, so i is not 0.
    for (let i = j; i >= run; i--) {
      const bin = remnantBin[i * n + j];
      const isShared =
        (bin & 1) === 1 && i - 1 >= runBefore && remnantBin[(i - 1) * n + j - 1] === bin - 1;
      visit(i, j, bin, isShared);
    }
    runBefore = run;
  }
}
