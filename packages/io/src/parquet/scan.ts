import { FileError } from '@marsdisk/core';
import { type DecodedArray, parquetScan, parquetSchema, type SchemaTree } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import type { SeriesColumn } from './read.ts';
import { asyncBufferOf, openParquet } from './source.ts';

/** Consecutive rows of a Parquet file: a row group of it. */
export interface SeriesPiece {
  /** Number of the first row in the file. */
  readonly rowStart: number;
  readonly rowCount: number;
  /** Columns in file order; a field of a struct stands under its path, joined by points. */
  readonly columns: ReadonlyMap<string, SeriesColumn>;
}

/**
 * Reads a Parquet file row group by row group, so that only one of them is in memory.
 *
 * @param columns names of the columns to read (whole columns, not fields); those that the file has not are left out
 * @param wants whether rows are looked at: row groups that are not are not read
 * @throws FileError when it is missing, unreadable, or holds a type that no output has
 */
export async function* scanSeries(
  path: string,
  columns: readonly string[],
  wants: (rowStart: number, rowCount: number) => boolean = () => true,
): AsyncGenerator<SeriesPiece, void, void> {
  const source = openParquet(path);
  try {
    const { metadata } = source;
    const chosen = parquetSchema(metadata).children.filter(({ element }) =>
      columns.includes(element.name),
    );
    const file = asyncBufferOf(source);
    let rowStart = 0;
    for (const { num_rows } of metadata.row_groups) {
      const rowCount = Number(num_rows);
      const rowEnd = rowStart + rowCount;
      if (rowCount > 0 && wants(rowStart, rowCount)) {
        const found = new Map<string, SeriesColumn>();
        for (const column of chosen) {
          const { name } = column.element;
          // A scan keeps what it decoded, so it is used once.
          const scan = await parquetScan({ file, metadata, compressors, columns: [name] });
          const values = await scan.readColumn({ column: name, rowStart, rowEnd });
          collect(column, values, path, found);
        }
        yield { rowStart, rowCount, columns: found };
      }
      rowStart = rowEnd;
    }
  } finally {
    source.close();
  }
}

function collect(
  { element, children, path: place }: SchemaTree,
  values: DecodedArray,
  file: string,
  found: Map<string, SeriesColumn>,
): void {
  for (const child of children) {
    const fields = Array.from(values, (row) => row?.[child.element.name]);
    collect(child, fields, file, found);
  }
  if (children.length > 0) return;
  const name = place.join('.');
  switch (element.type) {
    case 'DOUBLE':
    case 'INT64':
    case 'INT32':
      found.set(name, {
        kind: 'numbers',
        isInteger: element.type !== 'DOUBLE',
        values:
          values instanceof Float64Array
            ? values
            : Float64Array.from(values, (value) => (value == null ? Number.NaN : Number(value))),
      });
      break;
    case 'BOOLEAN': {
      const flags = Uint8Array.from(values, (value) => (value == null ? 2 : Number(value)));
      found.set(name, { kind: 'flags', values: flags });
      break;
    }
    case 'BYTE_ARRAY': {
      const texts = Array.from(values, (value) => (value == null ? null : String(value)));
      found.set(name, { kind: 'text', values: texts });
      break;
    }
    default:
      throw new FileError(
        `${file}: column ${name} has the type ${element.type}, which no output has`,
      );
  }
}
