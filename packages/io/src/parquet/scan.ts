import { parquetScan, parquetSchema } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { collectColumn, type SeriesColumn } from './column-values.ts';
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
          collectColumn(column, [values], rowCount, path, found);
        }
        yield { rowStart, rowCount, columns: found };
      }
      rowStart = rowEnd;
    }
  } finally {
    source.close();
  }
}
