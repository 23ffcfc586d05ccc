import { FileError } from '@marsdisk/core';
import type { DecodedArray, SchemaTree } from 'hyparquet';

/** The values of a column of a Parquet file, row by row. */
export type SeriesColumn =
  /** Doubles or integers; NaN is null. */
  | { readonly kind: 'numbers'; readonly isInteger: boolean; readonly values: Float64Array }
  /** 0 false, 1 true, 2 null. */
  | { readonly kind: 'flags'; readonly values: Uint8Array }
  | { readonly kind: 'text'; readonly values: readonly (string | null)[] };

/**
 * Puts the values of a column, or of each of its fields, into a map under their paths.
 *
 * @param pieces consecutive parts of the column as they were decoded, `rowCount` rows in all
 * @throws FileError when it holds a type that no output has
 */
export function collectColumn(
  column: SchemaTree,
  pieces: readonly DecodedArray[],
  rowCount: number,
  path: string,
  found: Map<string, SeriesColumn>,
): void {
  const { element, children } = column;
  for (const child of children) {
    const name = child.element.name;
    const values = pieces.map((piece) => Array.from(piece, (row) => row?.[name]));
    collectColumn(child, values, rowCount, path, found);
  }
  if (children.length > 0) return;
  const name = column.path.join('.');
  if (element.type === 'DOUBLE' || element.type === 'INT64' || element.type === 'INT32') {
    const [only] = pieces;
    const isPlain = pieces.length === 1 && only instanceof Float64Array;
    const values = isPlain ? only : new Float64Array(rowCount);
    if (!isPlain)
      fill(pieces, (value, row) => {
        values[row] = value == null ? Number.NaN : Number(value);
      });
    found.set(name, { kind: 'numbers', isInteger: element.type !== 'DOUBLE', values });
  } else if (element.type === 'BOOLEAN') {
    const values = new Uint8Array(rowCount);
    fill(pieces, (value, row) => {
      values[row] = value == null ? 2 : Number(value);
    });
    found.set(name, { kind: 'flags', values });
  } else if (element.type === 'BYTE_ARRAY') {
    const values = new Array<string | null>(rowCount).fill(null);
    fill(pieces, (value, row) => {
      values[row] = value == null ? null : String(value);
    });
    found.set(name, { kind: 'text', values });
  } else {
    throw new FileError(
      `${path}: column ${name} has the type ${element.type}, which no output has`,
    );
  }
}

function fill(pieces: readonly DecodedArray[], set: (value: unknown, row: number) => void): void {
  let row = 0;
  for (const piece of pieces)
    for (let i = 0; i < piece.length; i++) {
      set(piece[i], row);
      row++;
    }
}
