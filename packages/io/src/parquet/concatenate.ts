import type { ColumnData } from '@marsdisk/core';
import { mismatch } from './plain-values.ts';
import type { Leaf } from './schema.ts';

/** The values of a column in one of several consecutive chunks. */
export interface ColumnPart {
  readonly data: ColumnData;
  readonly rowCount: number;
}

/** The value that all rows of all parts share because every part says so; undefined if there is none. */
export function sharedConstant(
  parts: readonly ColumnPart[],
): number | string | boolean | null | undefined {
  const first = parts[0]?.data;
  if (first?.kind !== 'constant') return undefined;
  const isShared = parts.every(
    ({ data }) => data.kind === 'constant' && Object.is(data.value, first.value),
  );
  return isShared ? first.value : undefined;
}

/** The numbers of consecutive parts, one array a part; those that are stored as such are not copied. */
export function numberPieces(parts: readonly ColumnPart[], leaf: Leaf): Float64Array[] {
  return parts.map(({ data, rowCount }) => {
    if (data.kind === 'values') return data.values.subarray(0, rowCount);
    if (data.kind === 'integers') return Float64Array.from(data.values.subarray(0, rowCount));
    if (data.kind === 'gather') {
      const { index, values } = data;
      return Float64Array.from(
        index.subarray(0, rowCount),
        (entry: number) => values[entry] as number,
      );
    }
    const value = data.kind === 'constant' && data.value === null ? Number.NaN : constantOf(data);
    if (typeof value !== 'number') throw mismatch(data.kind, leaf);
    return new Float64Array(rowCount).fill(value);
  });
}

function constantOf(data: ColumnData): unknown {
  return data.kind === 'constant' ? data.value : undefined;
}

/** The flags of consecutive parts: 0 false, 1 true, 2 null. */
export function joinFlags(parts: readonly ColumnPart[], leaf: Leaf, rowCount: number): Uint8Array {
  const [only] = parts;
  if (parts.length === 1 && only?.data.kind === 'flags') return only.data.values;
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
  return values;
}

/** The texts of consecutive parts: row i holds dictionary[codes[i]]. */
export function joinTexts(
  parts: readonly ColumnPart[],
  leaf: Leaf,
  rowCount: number,
): { readonly codes: Uint8Array; readonly dictionary: readonly (string | null)[] } {
  const [only] = parts;
  if (parts.length === 1 && only?.data.kind === 'text') return only.data;
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
  return { codes, dictionary };
}
