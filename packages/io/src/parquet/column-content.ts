import type { ColumnData } from '@marsdisk/core';
import type { Statistics } from 'hyparquet';
import type { ColumnContent } from './content-forms.ts';
import { mismatch, numberEntries, numberStatistics, textEntries } from './plain-values.ts';
import type { Leaf } from './schema.ts';

/** A dictionary larger than this is no gain over plain values. */
const LARGEST_DICTIONARY = 65_536;

/**
 * Chooses how to store a column.
 *
 * @param level definition level of a value: the number of nullable levels that are there
 * @throws TypeError when the data cannot be of the declared type
 */
export function columnContent(data: ColumnData, leaf: Leaf, rowCount: number): ColumnContent {
  const level = leaf.depth;
  switch (data.kind) {
    case 'constant':
      return constantContent(data.value, leaf);
    case 'values':
      if (leaf.type === 'double') return doubleContent(data.values, rowCount, level);
      if (leaf.type === 'int64') return wholeNumberContent(data.values, leaf, rowCount);
      break;
    case 'integers':
      if (leaf.type === 'int64') return integerContent(data.values, rowCount);
      if (leaf.type === 'double')
        return doubleContent(Float64Array.from(data.values.subarray(0, rowCount)), rowCount, level);
      break;
    case 'gather':
      if (leaf.type === 'double' || leaf.type === 'int64')
        return gatherContent(data.index, data.values, leaf, rowCount);
      break;
    case 'text':
      if (leaf.type === 'string') return textContent(data.codes, data.dictionary, leaf, rowCount);
      break;
    case 'flags':
      if (leaf.type === 'bool') return flagContent(data.values, rowCount, level);
      break;
    default:
      break;
  }
  throw mismatch(data.kind, leaf);
}

function constantContent(value: number | string | boolean | null, leaf: Leaf): ColumnContent {
  if (value === null || (typeof value === 'number' && Number.isNaN(value)))
    return { kind: 'empty', level: leaf.depth - 1 };
  if (leaf.type === 'bool' && typeof value === 'boolean') return { kind: 'flag', all: value };
  if (leaf.type === 'string' && typeof value === 'string')
    return dictionaryOf(textEntries([value]), 1, null, null, { null_count: 0n });
  if ((leaf.type === 'double' || leaf.type === 'int64') && typeof value === 'number')
    return dictionaryOf(
      numberEntries([value], leaf),
      1,
      null,
      null,
      numberStatistics(value, value, 0, leaf),
    );
  throw mismatch(`the constant ${JSON.stringify(value)}`, leaf);
}

function doubleContent(values: Float64Array, rowCount: number, level: number): ColumnContent {
  const first = values[0] as number;
  let nulls = 0;
  let same = true;
  let least = Number.POSITIVE_INFINITY;
  let largest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < rowCount; i++) {
    const value = values[i] as number;
    if (Number.isNaN(value)) nulls++;
    if (value < least) least = value;
    if (value > largest) largest = value;
    if (value !== first) same = false;
  }
  if (nulls === rowCount) return { kind: 'empty', level: level - 1 };
  const leaf = DOUBLE_LEAF;
  const statistics = numberStatistics(least, largest, nulls, leaf);
  // A zero may stand beside a negative zero, which is not the same value in the file.
  if (same && first !== 0)
    return dictionaryOf(numberEntries([first], leaf), 1, null, null, statistics);
  return {
    kind: 'plain',
    values: values.subarray(0, rowCount),
    levels: nulls === 0 ? null : levelsOf(values, rowCount, level),
    statistics,
  };
}

const DOUBLE_LEAF: Leaf = { path: [], type: 'double', depth: 1 };
const INTEGER_LEAF: Leaf = { path: [], type: 'int64', depth: 1 };

function integerContent(values: Int32Array, rowCount: number): ColumnContent {
  let least = values[0] as number;
  let largest = least;
  for (let i = 1; i < rowCount; i++) {
    const value = values[i] as number;
    if (value < least) least = value;
    if (value > largest) largest = value;
  }
  const statistics = numberStatistics(least, largest, 0, INTEGER_LEAF);
  const span = largest - least + 1;
  if (span === 1)
    return dictionaryOf(numberEntries([least], INTEGER_LEAF), 1, null, null, statistics);
  if (span <= LARGEST_DICTIONARY && span <= rowCount / 2) {
    const codes = new Int32Array(rowCount);
    for (let i = 0; i < rowCount; i++) codes[i] = (values[i] as number) - least;
    const entries = numberEntries(
      Array.from({ length: span }, (_, k) => least + k),
      INTEGER_LEAF,
    );
    return dictionaryOf(entries, span, codes, null, statistics);
  }
  const wide = new BigInt64Array(rowCount);
  const halves = new Int32Array(wide.buffer);
  for (let i = 0; i < rowCount; i++) {
    const value = values[i] as number;
    halves[2 * i] = value;
    halves[2 * i + 1] = value >> 31;
  }
  return { kind: 'plain', values: wide, levels: null, statistics };
}

function wholeNumberContent(values: Float64Array, leaf: Leaf, rowCount: number): ColumnContent {
  const wide = new BigInt64Array(rowCount);
  let nulls = 0;
  let least = Number.POSITIVE_INFINITY;
  let largest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < rowCount; i++) {
    const value = values[i] as number;
    if (Number.isNaN(value)) {
      nulls++;
      continue;
    }
    if (!Number.isSafeInteger(value)) throw mismatch(String(value), leaf);
    wide[i] = BigInt(value);
    if (value < least) least = value;
    if (value > largest) largest = value;
  }
  if (nulls === rowCount) return { kind: 'empty', level: leaf.depth - 1 };
  return {
    kind: 'plain',
    values: wide,
    levels: nulls === 0 ? null : levelsOf(values, rowCount, leaf.depth),
    statistics: numberStatistics(least, largest, nulls, leaf),
  };
}

function gatherContent(
  index: Int32Array,
  values: Float64Array,
  leaf: Leaf,
  rowCount: number,
): ColumnContent {
  if (values.length > LARGEST_DICTIONARY || values.length > rowCount / 2) {
    const dense = new Float64Array(rowCount);
    for (let i = 0; i < rowCount; i++) dense[i] = values[index[i] as number] as number;
    return leaf.type === 'double'
      ? doubleContent(dense, rowCount, leaf.depth)
      : wholeNumberContent(dense, leaf, rowCount);
  }
  const used = new Uint8Array(values.length);
  for (let i = 0; i < rowCount; i++) used[index[i] as number] = 1;
  const codeOf = new Int32Array(values.length);
  const distinct: number[] = [];
  const seen = new Map<number, number>();
  let hasNulls = false;
  for (let k = 0; k < values.length; k++) {
    const value = values[k] as number;
    if (used[k] === 0) continue;
    if (Number.isNaN(value)) {
      hasNulls = true;
      continue;
    }
    // A map takes 0 and −0 for one key; keep −0 out of it.
    const known = Object.is(value, -0) ? undefined : seen.get(value);
    codeOf[k] = known ?? distinct.length;
    if (known === undefined) {
      if (!Object.is(value, -0)) seen.set(value, distinct.length);
      distinct.push(value);
    }
  }
  if (distinct.length === 0) return { kind: 'empty', level: leaf.depth - 1 };
  let levels: Uint8Array | null = null;
  let nulls = 0;
  for (let i = 0; hasNulls && i < rowCount; i++) {
    if (!Number.isNaN(values[index[i] as number] as number)) continue;
    levels ??= new Uint8Array(rowCount).fill(leaf.depth);
    levels[i] = leaf.depth - 1;
    nulls++;
  }
  // Where every entry is used and no two are equal, the numbers of the entries are the codes.
  let codes: Int32Array | null = index;
  if (distinct.length === 1) codes = null;
  else if (hasNulls || distinct.length < values.length) {
    codes = new Int32Array(rowCount);
    for (let i = 0; i < rowCount; i++) codes[i] = codeOf[index[i] as number] as number;
  }
  const least = distinct.reduce((a, b) => Math.min(a, b));
  const largest = distinct.reduce((a, b) => Math.max(a, b));
  const statistics = numberStatistics(least, largest, nulls, leaf);
  return dictionaryOf(numberEntries(distinct, leaf), distinct.length, codes, levels, statistics);
}

function textContent(
  rowCodes: Uint8Array,
  dictionary: readonly (string | null)[],
  leaf: Leaf,
  rowCount: number,
): ColumnContent {
  const used = new Uint8Array(256);
  for (let i = 0; i < rowCount; i++) used[rowCodes[i] as number] = 1;
  const codeOf = new Uint8Array(256);
  const isText = new Uint8Array(256);
  const texts: string[] = [];
  used.forEach((isUsed, k) => {
    const text = dictionary[k];
    if (isUsed === 0 || text === null) return;
    if (text === undefined) throw mismatch(`the text code ${k} of ${dictionary.length}`, leaf);
    const known = texts.indexOf(text);
    codeOf[k] = known < 0 ? texts.length : known;
    isText[k] = 1;
    if (known < 0) texts.push(text);
  });
  if (texts.length === 0) return { kind: 'empty', level: leaf.depth - 1 };
  const codes = new Uint8Array(rowCount);
  let levels: Uint8Array | null = null;
  let nulls = 0;
  for (let i = 0; i < rowCount; i++) {
    const k = rowCodes[i] as number;
    codes[i] = codeOf[k] as number;
    if (isText[k] === 0) {
      levels ??= new Uint8Array(rowCount).fill(leaf.depth);
      levels[i] = leaf.depth - 1;
      nulls++;
    }
  }
  return dictionaryOf(textEntries(texts), texts.length, texts.length === 1 ? null : codes, levels, {
    null_count: BigInt(nulls),
  });
}

function flagContent(values: Uint8Array, rowCount: number, level: number): ColumnContent {
  let ones = 0;
  let nulls = 0;
  for (let i = 0; i < rowCount; i++) {
    const value = values[i] as number;
    if (value === 1) ones++;
    else if (value === 2) nulls++;
  }
  if (nulls === rowCount) return { kind: 'empty', level: level - 1 };
  if (nulls === 0 && (ones === 0 || ones === rowCount)) return { kind: 'flag', all: ones > 0 };
  let levels: Uint8Array | null = null;
  if (nulls > 0) {
    levels = new Uint8Array(rowCount);
    for (let i = 0; i < rowCount; i++) levels[i] = values[i] === 2 ? level - 1 : level;
  }
  return { kind: 'flags', values, levels };
}

function dictionaryOf(
  entries: Uint8Array,
  entryCount: number,
  codes: Uint8Array | Int32Array | null,
  levels: Uint8Array | null,
  statistics: Statistics,
): ColumnContent {
  return { kind: 'dictionary', entries, entryCount, codes, levels, statistics };
}

function levelsOf(values: Float64Array, rowCount: number, level: number): Uint8Array {
  const levels = new Uint8Array(rowCount);
  for (let i = 0; i < rowCount; i++) {
    const value = values[i] as number;
    levels[i] = Number.isNaN(value) ? level - 1 : level;
  }
  return levels;
}
