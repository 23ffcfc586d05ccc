import type { ColumnPart } from './concatenate.ts';
import type { CodePiece, ColumnContent, RowCodes } from './content-forms.ts';
import { createDistinctValues, numberOfValue, wordsOf } from './distinct-values.ts';
import { codesKey, type IndexMemory, runsOf } from './index-memory.ts';
import { dictionaryOf, doubleContent, LARGEST_DICTIONARY, wideContent } from './number-content.ts';
import { numberEntries, numberStatistics } from './plain-values.ts';
import type { Leaf } from './schema.ts';

/** Parts that all are gathers as a dictionary, or as numbers where that would be large; null if they are not. */
export function gatherContent(
  parts: readonly ColumnPart[],
  leaf: Leaf,
  rowCount: number,
  memory: IndexMemory,
): ColumnContent | null {
  const offsets = new Map<Float64Array, number>();
  const pieces: CodePiece[] = [];
  let entries = 0;
  for (const { data, rowCount: rows } of parts) {
    if (data.kind !== 'gather') return null;
    const offset = offsets.get(data.values) ?? entries;
    if (offset === entries) {
      offsets.set(data.values, offset);
      entries += data.values.length;
    }
    pieces.push({ index: data.index.subarray(0, rows), offset });
  }
  const values = new Float64Array(entries);
  for (const [source, offset] of offsets) values.set(source, offset);
  if (entries > LARGEST_DICTIONARY || entries > rowCount / 2) {
    const dense = [gathered(pieces, values, rowCount)];
    return leaf.type === 'double'
      ? doubleContent(dense, leaf, rowCount)
      : wideContent(dense, leaf, rowCount);
  }
  return dictionaryOfGather(pieces, values, leaf, rowCount, memory);
}

function dictionaryOfGather(
  pieces: readonly CodePiece[],
  values: Float64Array,
  leaf: Leaf,
  rowCount: number,
  memory: IndexMemory,
): ColumnContent {
  const key = codesKey(pieces, memory);
  const runs = runsOf(pieces, rowCount, key, memory);
  const used =
    memory.used.get(key) ??
    usedEntries(
      runs === null ? pieces : [{ index: runs.values.subarray(0, runs.count), offset: 0 }],
      values.length,
    );
  memory.used.set(key, used);
  const words = wordsOf(values);
  const distinct = createDistinctValues(values.length);
  const table = new Int32Array(values.length);
  let hasNulls = false;
  let least = Number.POSITIVE_INFINITY;
  let largest = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < values.length; k++) {
    if (used[k] !== 1) continue;
    const value = values[k] as number;
    if (Number.isNaN(value)) {
      hasNulls = true;
      continue;
    }
    table[k] = numberOfValue(distinct, words[2 * k] as number, words[2 * k + 1] as number);
    if (value < least) least = value;
    if (value > largest) largest = value;
  }
  const { count } = distinct;
  if (count === 0) return { kind: 'empty', level: leaf.depth - 1 };
  let levels: Uint8Array | null = null;
  let nulls = 0;
  if (hasNulls) {
    levels = new Uint8Array(rowCount).fill(leaf.depth);
    let row = 0;
    for (const { index, offset } of pieces)
      for (let i = 0; i < index.length; i++, row++)
        if (Number.isNaN(values[offset + (index[i] as number)] as number)) {
          levels[row] = leaf.depth - 1;
          nulls++;
        }
  }
  // Where every entry is used and no two are equal, the numbers of the entries are the codes.
  const codes: RowCodes | null =
    count === 1
      ? null
      : count === values.length
        ? { pieces, table: null, key, runs }
        : { pieces, table, key: null, runs };
  const entries = numberEntries(distinct.values.subarray(0, count), leaf);
  const statistics = numberStatistics(least, largest, nulls, leaf);
  return dictionaryOf(entries, count, codes, levels, statistics);
}

function usedEntries(pieces: readonly CodePiece[], entries: number): Uint8Array {
  const used = new Uint8Array(entries);
  for (const { index, offset } of pieces)
    for (let i = 0; i < index.length; i++) used[offset + (index[i] as number)] = 1;
  return used;
}

function gathered(
  pieces: readonly CodePiece[],
  values: Float64Array,
  rowCount: number,
): Float64Array {
  const dense = new Float64Array(rowCount);
  let row = 0;
  for (const { index, offset } of pieces)
    for (let i = 0; i < index.length; i++, row++)
      dense[row] = values[offset + (index[i] as number)] as number;
  return dense;
}
