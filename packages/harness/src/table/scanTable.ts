import { relative } from 'node:path';
import { suggestion } from '@marsdisk/config';
import { type ColumnSpec, ConfigurationError, FileError } from '@marsdisk/core';
import {
  countParquetRows,
  OUTPUT_FILES,
  type SeriesPiece,
  scanSeries,
  seriesFileName,
} from '@marsdisk/io';
import { leafColumns, OUTPUT_TABLES } from '../verify/outputs.ts';
import type { RunFolder, SeriesTable } from './runFolder.ts';

/** Declarations of the columns of a table; the fields of a struct stand under their path. */
export function declaredColumns(table: SeriesTable): readonly ColumnSpec[] {
  return leafColumns(OUTPUT_TABLES[table]);
}

/**
 * Reads columns of a table from its file or its chunks, piece by piece in the order of the rows, so that only one piece is
 * in memory. A chunk that cannot be read is left out, and its rows are not counted.
 *
 * @param columns their names; a field of a struct by its path
 * @param warn takes what is left out
 * @param wants whether rows are looked at: pieces that are not are not read
 * @throws FileError when the run has no such table or its file cannot be read; ConfigurationError for a column that it
 *   does not have
 */
export async function* scanTable(
  folder: RunFolder,
  table: SeriesTable,
  columns: readonly string[],
  warn: (message: string) => void,
  wants: (rowStart: number, rowCount: number) => boolean = () => true,
): AsyncGenerator<SeriesPiece, void, void> {
  const files = folder.files[table];
  if (files.length === 0)
    throw new FileError(`${folder.directory}: has no table ${table}${absence(folder, table)}`);
  // A struct is read whole.
  const whole = [...new Set(columns.map((name) => name.split('.', 1)[0]!))];
  let readable = 0;
  let before = 0;
  for (const file of files) {
    let from = before;
    try {
      const rows = countParquetRows(file);
      readable++;
      for await (const piece of scanSeries(file, whole, (start, count) =>
        wants(before + start, count),
      )) {
        for (const name of columns)
          if (!piece.columns.has(name)) throw unknownColumn(folder, table, name, piece);
        from = before + piece.rowStart + piece.rowCount;
        yield { ...piece, rowStart: before + piece.rowStart };
      }
      before += rows;
    } catch (error) {
      if (files.length === 1 || !(error instanceof FileError)) throw error;
      const part = from > before ? 'the rest of ' : '';
      warn(`${part}${relative(folder.directory, file)} is left out: ${error.message}`);
      before = from;
    }
  }
  if (readable === 0)
    throw new FileError(`${folder.directory}: no chunk of the table ${table} can be read`);
}

/** Rows of a table as far as its files can be read. Nothing but their footers is. */
export function countTableRows({ files }: RunFolder, table: SeriesTable): number {
  let rows = 0;
  for (const file of files[table])
    try {
      rows += countParquetRows(file);
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
    }
  return rows;
}

/** Why a run has no file of a table, as far as it tells, in parentheses after a blank. */
export function absence({ record, end }: RunFolder, table: SeriesTable): string {
  const io = (record?.['config'] as { io?: { psd_history?: unknown } } | undefined)?.io;
  if (table === 'psd_hist' && io?.psd_history === false) return ' (io.psd_history is false)';
  return end === 'complete'
    ? ` (${OUTPUT_FILES.seriesFolder}/${seriesFileName(table)} is missing, although the run is complete)`
    : ' (no row yet)';
}

function unknownColumn(
  { directory }: RunFolder,
  table: SeriesTable,
  name: string,
  { columns }: SeriesPiece,
): ConfigurationError {
  const names = new Set([
    ...declaredColumns(table).map((column) => column.name),
    ...columns.keys(),
  ]);
  return new ConfigurationError(
    names.has(name)
      ? `${directory}: its table ${table} has no column "${name}"; another version wrote it`
      : `--columns: "${name}" is no column of the table ${table}${suggestion(name, names) || '; docs/columns.md has all, and "*" shows them'}`,
  );
}
