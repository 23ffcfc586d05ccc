import { FileError } from '@marsdisk/core';
import { type DecodedArray, parquetScan, parquetSchema, type SchemaTree } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { asyncBufferOf, openParquet } from './source.ts';

/** The values of a column of a Parquet file, row by row. */
export type SeriesColumn =
  /** Doubles or integers; NaN is null. */
  | { readonly kind: 'numbers'; readonly isInteger: boolean; readonly values: Float64Array }
  /** 0 false, 1 true, 2 null. */
  | { readonly kind: 'flags'; readonly values: Uint8Array }
  | { readonly kind: 'text'; readonly values: readonly (string | null)[] };

/** A whole Parquet file in memory. */
export interface Series {
  readonly path: string;
  readonly rowCount: number;
  /** Rows of each row group, in order. */
  readonly rowGroups: readonly number[];
  /** Codec of the first column, for example "SNAPPY"; null in a file without rows. */
  readonly compression: string | null;
  /** Columns in file order; a field of a struct stands under its path, joined by points. */
  readonly columns: ReadonlyMap<string, SeriesColumn>;
  /** Key-value entries of the file, among them `units` and `definitions`. */
  readonly metadata: ReadonlyMap<string, string>;
}

/**
 * Number of rows that the footer of a Parquet file tells.
 *
 * @throws FileError when it is missing, unreadable or not a complete Parquet file
 */
export function countParquetRows(path: string): number {
  const source = openParquet(path);
  try {
    return Number(source.metadata.num_rows);
  } finally {
    source.close();
  }
}

/**
 * Reads a Parquet file.
 *
 * @param columns names of the columns to read (whole columns, not fields); default all
 * @throws FileError when it is missing, unreadable, or holds a type that no output has
 */
export async function readSeries(path: string, columns?: readonly string[]): Promise<Series> {
  const source = openParquet(path);
  try {
    const { metadata } = source;
    const file = asyncBufferOf(source);
    const rowCount = Number(metadata.num_rows);
    const found = new Map<string, SeriesColumn>();
    for (const column of parquetSchema(metadata).children) {
      const name = column.element.name;
      if (columns !== undefined && !columns.includes(name)) continue;
      // A scan keeps what it decoded, so each column gets its own.
      const scan = await parquetScan({ file, metadata, compressors, columns: [name] });
      const pieces: DecodedArray[] = [];
      for (const { rowStart, rowEnd } of scan.ranges)
        pieces.push(await scan.readColumn({ column: name, rowStart, rowEnd }));
      collect(column, pieces, rowCount, path, found);
    }
    return {
      path,
      rowCount,
      rowGroups: metadata.row_groups.map((group) => Number(group.num_rows)),
      compression: metadata.row_groups[0]?.columns[0]?.meta_data?.codec ?? null,
      columns: found,
      metadata: new Map(
        (metadata.key_value_metadata ?? []).map(({ key, value }) => [key, value ?? '']),
      ),
    };
  } finally {
    source.close();
  }
}

function collect(
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
    collect(child, values, rowCount, path, found);
  }
  if (children.length > 0) return;
  const name = column.path.join('.');
  if (element.type === 'DOUBLE' || element.type === 'INT64' || element.type === 'INT32') {
    const values = new Float64Array(rowCount);
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
