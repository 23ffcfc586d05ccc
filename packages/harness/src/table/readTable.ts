import { relative } from 'node:path';
import { suggestion } from '@marsdisk/config';
import { type ColumnSpec, ConfigurationError, FileError } from '@marsdisk/core';
import { readSeries, type Series, type SeriesColumn } from '@marsdisk/io';
import { leafColumns, OUTPUT_TABLES } from '../verify/outputs.ts';
import type { RunFolder, SeriesTable } from './runFolder.ts';

/** Columns of a table of a run. */
export interface RunTable {
  readonly table: SeriesTable;
  readonly rowCount: number;
  readonly columns: ReadonlyMap<string, SeriesColumn>;
}

/** Declarations of the columns of a table; the fields of a struct stand under their path. */
export function declaredColumns(table: SeriesTable): readonly ColumnSpec[] {
  return leafColumns(OUTPUT_TABLES[table]);
}

/**
 * Reads columns of a table from its file or its chunks, one after the other. A chunk that cannot be read is left out.
 *
 * @param columns their names; a field of a struct by its path
 * @param warn takes what is left out
 * @throws FileError when the run has no such table or its file cannot be read; ConfigurationError for a column that it
 *   does not have
 */
export async function readRunTable(
  folder: RunFolder,
  table: SeriesTable,
  columns: readonly string[],
  warn: (message: string) => void,
): Promise<RunTable> {
  const files = folder.files[table];
  if (files.length === 0)
    throw new FileError(`${folder.directory}: has no table ${table}${absence(table)}`);
  // A struct is read whole.
  const whole = [...new Set(columns.map((name) => name.split('.', 1)[0]!))];
  const pieces: Series[] = [];
  for (const file of files)
    try {
      pieces.push(await readSeries(file, whole));
    } catch (error) {
      if (files.length === 1 || !(error instanceof FileError)) throw error;
      warn(`${relative(folder.directory, file)} is left out: ${error.message}`);
    }
  const [first] = pieces;
  if (first === undefined)
    throw new FileError(`${folder.directory}: no chunk of the table ${table} can be read`);
  for (const name of columns)
    if (!first.columns.has(name)) throw unknownColumn(folder, table, name, first);
  const rowCount = pieces.reduce((sum, piece) => sum + piece.rowCount, 0);
  return {
    table,
    rowCount,
    columns: new Map(columns.map((name) => [name, joined(pieces, name, rowCount)])),
  };
}

/** Rows of a table as far as its files can be read. Nothing but their footers is. */
export async function countTableRows({ files }: RunFolder, table: SeriesTable): Promise<number> {
  let rows = 0;
  for (const file of files[table])
    try {
      rows += (await readSeries(file, [])).rowCount;
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
    }
  return rows;
}

function absence(table: SeriesTable): string {
  return table === 'psd_hist' ? ' (it wrote none, or io.psd_history is false)' : ' (no row yet)';
}

function unknownColumn(
  { directory }: RunFolder,
  table: SeriesTable,
  name: string,
  { columns }: Series,
): ConfigurationError {
  const names = new Set([
    ...declaredColumns(table).map((column) => column.name),
    ...columns.keys(),
  ]);
  return new ConfigurationError(
    names.has(name)
      ? `${directory}: its table ${table} has no column "${name}"; another version wrote it`
      : `"${name}" is no column of the table ${table}${suggestion(name, names)}`,
  );
}

function joined(pieces: readonly Series[], name: string, rowCount: number): SeriesColumn {
  const parts = pieces.map(({ columns }) => columns.get(name)!);
  const [first] = parts;
  if (parts.length === 1) return first!;
  switch (first!.kind) {
    case 'numbers':
      return {
        kind: 'numbers',
        isInteger: first!.isInteger,
        values: fill(new Float64Array(rowCount), parts),
      };
    case 'flags':
      return { kind: 'flags', values: fill(new Uint8Array(rowCount), parts) };
    case 'text':
      return { kind: 'text', values: parts.flatMap(({ values }) => values as (string | null)[]) };
  }
}

function fill<Values extends Float64Array | Uint8Array>(
  values: Values,
  parts: readonly SeriesColumn[],
): Values {
  let row = 0;
  for (const part of parts) {
    values.set(part.values as ArrayLike<number>, row);
    row += part.values.length;
  }
  return values;
}
