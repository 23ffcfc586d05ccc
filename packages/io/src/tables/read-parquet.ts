import { FileError, MarsDiskError, type TableColumns, TableLoadError } from '@marsdisk/core';
import { parquetReadObjects, parquetSchema } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { asyncBufferOf, openParquet } from '../parquet/source.ts';
import { tableOfEntries } from './entries.ts';

/** Columns in which data-frame libraries keep row labels; the column is no part of the table. */
const ROW_LABELS = /^__index_level_\d+__$/;

/**
 * The content of a Parquet table, whichever program wrote it.
 *
 * @throws FileError when the file is missing, unreadable or damaged
 * @throws TableLoadError when it has no columns, no rows, or a name that occurs twice
 */
export async function readParquetTable(path: string): Promise<TableColumns> {
  const source = openParquet(path);
  try {
    const { metadata } = source;
    const names = parquetSchema(metadata)
      .children.map((column) => column.element.name)
      .filter((name) => !ROW_LABELS.test(name));
    const twice = names.find((name, i) => names.indexOf(name) !== i);
    if (twice !== undefined)
      throw new TableLoadError(`${path}: the column "${twice}" occurs twice; names must differ`);
    const rows = await parquetReadObjects({ file: asyncBufferOf(source), metadata, compressors });
    const columns = new Map(names.map((name) => [name, rows.map((row) => row[name])]));
    return tableOfEntries(path, columns, (row) => `row ${row + 1}`);
  } catch (error) {
    if (error instanceof MarsDiskError) throw error;
    throw new FileError(`cannot read ${path}: ${(error as Error).message}`, { cause: error });
  } finally {
    source.close();
  }
}
