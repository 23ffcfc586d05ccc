import { type DecodedArray, parquetScan, parquetSchema } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { collectColumn, type SeriesColumn } from './column-values.ts';
import { asyncBufferOf, openParquet } from './source.ts';

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
      collectColumn(column, pieces, rowCount, path, found);
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
