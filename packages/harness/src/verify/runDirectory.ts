import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ColumnSpec, FileError } from '@marsdisk/core';
import { OUTPUT_FILES, readSeries, type Series, type SeriesColumn } from '@marsdisk/io';
import type { CellValue } from '../compare/columns.ts';
import { declaredColumn, readCheckTable } from './checkTable.ts';
import {
  leafColumns,
  OUTPUT_TABLES,
  type OutputFileName,
  type OutputTable,
  type OutputTableName,
  outputTable,
  type RunOutputs,
  summaryTable,
} from './outputs.ts';

const SERIES_FILES = ['run', 'diagnostics', 'psd_hist'] as const;

const CHECK_FILES: Readonly<Partial<Record<OutputFileName, string>>> = {
  mass_budget: OUTPUT_FILES.massBudget,
  mass_budget_cells: OUTPUT_FILES.massBudgetCells,
  orbit_rollup: OUTPUT_FILES.orbitRollup,
};

/**
 * Reads what a run wrote, by this version or another one. A table whose file is missing has no rows.
 *
 * @throws FileError when the directory holds no finished run or a file cannot be read
 */
export async function readRunDirectory(directory: string): Promise<RunOutputs> {
  const summary = join(directory, OUTPUT_FILES.summary);
  if (!existsSync(summary))
    throw new FileError(`${summary}: missing; ${directory} holds no run that came to its end`);
  const tables = new Map<OutputTableName, OutputTable>();
  for (const name of SERIES_FILES) {
    const path = join(directory, OUTPUT_FILES.seriesFolder, `${name}.parquet`);
    const columns = leafColumns(OUTPUT_TABLES[name]);
    tables.set(
      name,
      existsSync(path) ? seriesTable(name, await readSeries(path), columns) : empty(name, columns),
    );
  }
  for (const [name, file] of Object.entries(CHECK_FILES) as [OutputFileName, string][]) {
    const path = join(directory, file);
    const columns = leafColumns(OUTPUT_TABLES[name]);
    tables.set(name, existsSync(path) ? readCheckTable(name, path, columns) : empty(name, columns));
  }
  tables.set('summary', summaryTable(readJson(summary)));
  return { tables, error: null };
}

/** The configuration that a run in a directory was made with, as `run_config.json` echoes it. */
export function readRunConfig(directory: string): {
  readonly config: unknown;
  /** The file it came from; null when there was none. */
  readonly configPath: string | null;
} {
  const path = join(directory, OUTPUT_FILES.runConfig);
  const { config, config_source_path: source } = readJson(path);
  if (config === null || typeof config !== 'object')
    throw new FileError(`${path}: has no configuration under "config"`);
  return { config, configPath: typeof source === 'string' ? source : null };
}

function empty(name: OutputTableName, columns: readonly ColumnSpec[]): OutputTable {
  return outputTable(name, columns, 0, () => []);
}

function seriesTable(
  name: OutputTableName,
  series: Series,
  declared: readonly ColumnSpec[],
): OutputTable {
  const byName = new Map(declared.map((column) => [column.name, column]));
  const columns = Array.from(series.columns.keys(), (column) => declaredColumn(byName, column));
  return outputTable(name, columns, series.rowCount, (column) =>
    cellValues(series.columns.get(column)!),
  );
}

function cellValues(column: SeriesColumn): ArrayLike<CellValue> {
  switch (column.kind) {
    case 'numbers':
      return Array.from(column.values, (value) => (Number.isNaN(value) ? null : value));
    case 'flags':
      return Array.from(column.values, (flag) => (flag === 2 ? null : flag === 1));
    case 'text':
      return column.values;
  }
}

function readJson(path: string): Record<string, unknown> {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new FileError(`${path}: ${(error as Error).message}`);
  }
}
