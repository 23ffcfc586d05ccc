import type { Statistics } from 'hyparquet';
import type { ColumnPart } from './concatenate.ts';
import type { CodePiece, ColumnContent, RowCodes } from './content-forms.ts';
import { createDistinctValues, numberOfValue, wordsOf } from './distinct-values.ts';
import { codesKey, type IndexMemory, runsOf } from './index-memory.ts';
import { mismatch, numberEntries, numberStatistics } from './plain-values.ts';
import type { Leaf } from './schema.ts';

/** A dictionary larger than this is no gain over plain values. */
export const LARGEST_DICTIONARY = 65_536;
/** A column of doubles with more values than this, or than half its rows, has no dictionary. Codes are bytes. */
const FEW_VALUES = 255;
/** The code of a row without a value while they are counted. */
const NO_VALUE = 255;

/** Doubles: none, few, or one by one. NaN: no value. */
export function doubleContent(
  pieces: readonly Float64Array[],
  leaf: Leaf,
  rowCount: number,
): ColumnContent {
  const distinct = createDistinctValues(Math.min(FEW_VALUES, Math.max(1, rowCount >> 1)));
  const codes = new Uint8Array(rowCount);
  let nulls = 0;
  let row = 0;
  const known = distinct.words;
  let code = 0;
  for (const piece of pieces) {
    const words = wordsOf(piece);
    for (let i = 0, next = 0; i < piece.length; i = next) {
      const low = words[2 * i] as number;
      const high = words[2 * i + 1] as number;
      next = i + 1;
      while (next < piece.length && words[2 * next] === low && words[2 * next + 1] === high) next++;
      const from = row;
      row += next - i;
      if (Number.isNaN(piece[i] as number)) {
        codes.fill(NO_VALUE, from, row);
        nulls += next - i;
        continue;
      }
      // Where each cell keeps its own value, it is the one that followed the last the time before.
      code = code + 1 < distinct.count ? code + 1 : 0;
      if (low !== known[2 * code] || high !== known[2 * code + 1] || distinct.count === 0) {
        code = numberOfValue(distinct, low, high);
        if (code < 0) return { kind: 'doubles', pieces };
      }
      if (next === i + 1) codes[from] = code;
      else if (code > 0) codes.fill(code, from, row);
    }
  }
  const values = distinct.values.subarray(0, distinct.count);
  if (values.length === 0) return { kind: 'empty', level: leaf.depth - 1 };
  let levels: Uint8Array | null = null;
  if (nulls > 0) {
    levels = new Uint8Array(rowCount);
    for (let i = 0; i < rowCount; i++)
      levels[i] = codes[i] === NO_VALUE ? leaf.depth - 1 : leaf.depth;
  }
  const rowCodes: RowCodes = {
    pieces: [{ index: codes, offset: 0 }],
    table: null,
    key: null,
    runs: null,
  };
  return dictionaryOf(
    numberEntries(values, leaf),
    values.length,
    values.length === 1 ? null : rowCodes,
    levels,
    numberStatistics(Math.min(...values), Math.max(...values), nulls, leaf),
  );
}

/** Parts that all are integers: a dictionary of all numbers between the least and the largest, or one by one. */
export function integerContent(
  parts: readonly ColumnPart[],
  leaf: Leaf,
  rowCount: number,
  memory: IndexMemory,
): ColumnContent | null {
  if (leaf.type !== 'int64') return null;
  const plain: CodePiece[] = [];
  let least = Number.POSITIVE_INFINITY;
  let largest = Number.NEGATIVE_INFINITY;
  for (const { data, rowCount: rows } of parts) {
    if (data.kind !== 'integers') return null;
    plain.push({ index: data.values.subarray(0, rows), offset: 0 });
  }
  const runs = runsOf(plain, rowCount, codesKey(plain, memory), memory);
  const looked =
    runs === null ? plain.map(({ index }) => index) : [runs.values.subarray(0, runs.count)];
  for (const values of looked)
    for (let i = 0; i < values.length; i++) {
      const value = values[i] as number;
      if (value < least) least = value;
      if (value > largest) largest = value;
    }
  const statistics = numberStatistics(least, largest, 0, leaf);
  const span = largest - least + 1;
  if (span === 1) return dictionaryOf(numberEntries([least], leaf), 1, null, null, statistics);
  const isFew = span <= LARGEST_DICTIONARY && span <= rowCount / 2;
  if (!isFew) return { kind: 'integers', pieces: plain, statistics };
  const pieces = plain.map(({ index }): CodePiece => ({ index, offset: 0 - least }));
  const entries = numberEntries(
    Array.from({ length: span }, (_, k) => least + k),
    leaf,
  );
  const key = codesKey(pieces, memory);
  const codes: RowCodes = { pieces, table: null, key, runs: runsOf(pieces, rowCount, key, memory) };
  return dictionaryOf(entries, span, codes, null, statistics);
}

/** Whole numbers of any size. Throws a TypeError for a fraction. */
export function wideContent(
  pieces: readonly Float64Array[],
  leaf: Leaf,
  rowCount: number,
): ColumnContent {
  const wide = new BigInt64Array(rowCount);
  const levels = new Uint8Array(rowCount).fill(leaf.depth);
  let nulls = 0;
  let least = Number.POSITIVE_INFINITY;
  let largest = Number.NEGATIVE_INFINITY;
  let row = 0;
  for (const piece of pieces)
    for (let i = 0; i < piece.length; i++, row++) {
      const value = piece[i] as number;
      if (Number.isNaN(value)) {
        levels[row] = leaf.depth - 1;
        nulls++;
        continue;
      }
      if (!Number.isSafeInteger(value)) throw mismatch(String(value), leaf);
      wide[row] = BigInt(value);
      if (value < least) least = value;
      if (value > largest) largest = value;
    }
  if (nulls === rowCount) return { kind: 'empty', level: leaf.depth - 1 };
  return {
    kind: 'wide',
    values: wide,
    levels: nulls === 0 ? null : levels,
    statistics: numberStatistics(least, largest, nulls, leaf),
  };
}

/** A column as entries and codes. */
export function dictionaryOf(
  entries: Uint8Array,
  entryCount: number,
  codes: RowCodes | null,
  levels: Uint8Array | null,
  statistics: Statistics,
): ColumnContent {
  return { kind: 'dictionary', entries, entryCount, codes, levels, statistics };
}
