import {
  type ColumnPart,
  joinFlags,
  joinTexts,
  numberPieces,
  sharedConstant,
} from './concatenate.ts';
import type { ColumnContent, RowCodes } from './content-forms.ts';
import { gatherContent } from './gather-content.ts';
import type { IndexMemory } from './index-memory.ts';
import { dictionaryOf, doubleContent, integerContent, wideContent } from './number-content.ts';
import { mismatch, numberEntries, numberStatistics, textEntries } from './plain-values.ts';
import type { Leaf } from './schema.ts';

/**
 * Chooses how to store a column: one value in all rows, a dictionary where there are few values, else the values. What
 * it chooses depends on the declared type and on the values of the row group, on nothing else.
 *
 * @param parts consecutive parts, at least one, `rowCount` rows in all
 * @param memory of the row group
 * @throws TypeError when the data cannot be of the declared type
 */
export function columnContent(
  parts: readonly ColumnPart[],
  leaf: Leaf,
  rowCount: number,
  memory: IndexMemory,
): ColumnContent {
  if (parts.length === 0) throw new TypeError(`column ${leaf.path.join('.')} has no parts`);
  const constant = sharedConstant(parts);
  if (constant !== undefined) return constantContent(constant, leaf);
  switch (leaf.type) {
    case 'string':
      return textContent(parts, leaf, rowCount);
    case 'bool':
      return flagContent(joinFlags(parts, leaf, rowCount), rowCount, leaf.depth);
    default:
      return (
        gatherContent(parts, leaf, rowCount, memory) ??
        integerContent(parts, leaf, rowCount, memory) ??
        (leaf.type === 'double'
          ? doubleContent(numberPieces(parts, leaf), leaf, rowCount)
          : wideContent(numberPieces(parts, leaf), leaf, rowCount))
      );
  }
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

function textContent(parts: readonly ColumnPart[], leaf: Leaf, rowCount: number): ColumnContent {
  const { codes: index, dictionary } = joinTexts(parts, leaf, rowCount);
  const used = new Uint8Array(256);
  for (let i = 0; i < rowCount; i++) used[index[i] as number] = 1;
  const table = new Uint8Array(256);
  const isText = new Uint8Array(256);
  const texts: string[] = [];
  let hasNulls = false;
  used.forEach((isUsed, k) => {
    if (isUsed === 0) return;
    const text = dictionary[k];
    if (text === undefined) throw mismatch(`the text code ${k} of ${dictionary.length}`, leaf);
    if (text === null) {
      hasNulls = true;
      return;
    }
    const known = texts.indexOf(text);
    table[k] = known < 0 ? texts.length : known;
    isText[k] = 1;
    if (known < 0) texts.push(text);
  });
  if (texts.length === 0) return { kind: 'empty', level: leaf.depth - 1 };
  let levels: Uint8Array | null = null;
  let nulls = 0;
  if (hasNulls) {
    levels = new Uint8Array(rowCount);
    for (let i = 0; i < rowCount; i++) {
      const isThere = isText[index[i] as number] as number;
      levels[i] = leaf.depth - 1 + isThere;
      nulls += 1 - isThere;
    }
  }
  const codes: RowCodes = {
    pieces: [{ index: index.subarray(0, rowCount), offset: 0 }],
    table,
    key: null,
    runs: null,
  };
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
