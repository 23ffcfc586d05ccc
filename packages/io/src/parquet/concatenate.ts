import type { ColumnData } from '@marsdisk/core';
import { mismatch } from './plain-values.ts';
import type { Leaf } from './schema.ts';

/** The values of a column in one of several consecutive chunks. */
export interface ColumnPart {
  readonly data: ColumnData;
  readonly rowCount: number;
}

/**
 * One column from consecutive parts, in as compact a form as they allow: constants that agree stay one, gathers keep
 * one entry for many rows.
 *
 * @param parts at least one
 */
export function concatenateParts(parts: readonly ColumnPart[], leaf: Leaf): ColumnData {
  const [first] = parts;
  if (first === undefined) throw new TypeError(`column ${leaf.path.join('.')} has no parts`);
  if (parts.every(({ data }) => sameConstant(data, first.data))) return first.data;
  const rowCount = parts.reduce((sum, part) => sum + part.rowCount, 0);
  if (parts.every(({ data }) => data.kind === 'gather')) return joinGathers(parts, rowCount);
  switch (leaf.type) {
    case 'string':
      return joinTexts(parts, leaf, rowCount);
    case 'bool':
      return joinFlags(parts, leaf, rowCount);
    default:
      return joinNumbers(parts, leaf, rowCount);
  }
}

function sameConstant(data: ColumnData, other: ColumnData): boolean {
  return (
    data.kind === 'constant' && other.kind === 'constant' && Object.is(data.value, other.value)
  );
}

function joinGathers(parts: readonly ColumnPart[], rowCount: number): ColumnData {
  const index = new Int32Array(rowCount);
  const offsets = new Map<Float64Array, number>();
  let entries = 0;
  let row = 0;
  for (const { data, rowCount: rows } of parts) {
    if (data.kind !== 'gather') throw new TypeError(`${data.kind} is not a gather`);
    const offset = offsets.get(data.values) ?? entries;
    if (!offsets.has(data.values)) {
      offsets.set(data.values, offset);
      entries += data.values.length;
    }
    const from = data.index;
    if (offset === 0) index.set(from.subarray(0, rows), row);
    else for (let i = 0; i < rows; i++) index[row + i] = offset + (from[i] as number);
    row += rows;
  }
  const values = new Float64Array(entries);
  for (const [source, offset] of offsets) values.set(source, offset);
  return { kind: 'gather', index, values };
}

function joinNumbers(parts: readonly ColumnPart[], leaf: Leaf, rowCount: number): ColumnData {
  if (parts.every(({ data }) => data.kind === 'integers')) {
    const values = new Int32Array(rowCount);
    let row = 0;
    for (const { data, rowCount: rows } of parts) {
      if (data.kind === 'integers') values.set(data.values.subarray(0, rows), row);
      row += rows;
    }
    return { kind: 'integers', values };
  }
  const values = new Float64Array(rowCount);
  let row = 0;
  for (const { data, rowCount: rows } of parts) {
    const part = values.subarray(row, row + rows);
    row += rows;
    if (data.kind === 'values' || data.kind === 'integers') part.set(data.values.subarray(0, rows));
    else if (data.kind === 'gather')
      for (let i = 0; i < rows; i++) part[i] = data.values[data.index[i] as number] as number;
    else if (data.kind === 'constant' && typeof data.value === 'number') part.fill(data.value);
    else if (data.kind === 'constant' && data.value === null) part.fill(Number.NaN);
    else throw mismatch(data.kind, leaf);
  }
  return { kind: 'values', values };
}

function joinFlags(parts: readonly ColumnPart[], leaf: Leaf, rowCount: number): ColumnData {
  const values = new Uint8Array(rowCount);
  let row = 0;
  for (const { data, rowCount: rows } of parts) {
    const part = values.subarray(row, row + rows);
    row += rows;
    if (data.kind === 'flags') part.set(data.values.subarray(0, rows));
    else if (data.kind === 'constant' && typeof data.value === 'boolean')
      part.fill(data.value ? 1 : 0);
    else if (data.kind === 'constant' && data.value === null) part.fill(2);
    else throw mismatch(data.kind, leaf);
  }
  return { kind: 'flags', values };
}

function joinTexts(parts: readonly ColumnPart[], leaf: Leaf, rowCount: number): ColumnData {
  const dictionary: (string | null)[] = [];
  const codeOf = (text: string | null) => {
    const known = dictionary.indexOf(text);
    return known < 0 ? dictionary.push(text) - 1 : known;
  };
  const codes = new Uint8Array(rowCount);
  let row = 0;
  for (const { data, rowCount: rows } of parts) {
    const part = codes.subarray(row, row + rows);
    row += rows;
    if (data.kind === 'text') {
      const translated = data.dictionary.map(codeOf);
      for (let i = 0; i < rows; i++) part[i] = translated[data.codes[i] as number] as number;
    } else if (data.kind === 'constant' && (data.value === null || typeof data.value === 'string'))
      part.fill(codeOf(data.value));
    else throw mismatch(data.kind, leaf);
  }
  if (dictionary.length > 256)
    throw mismatch(`${dictionary.length} different texts in one row group (at most 256)`, leaf);
  return { kind: 'text', codes, dictionary };
}
