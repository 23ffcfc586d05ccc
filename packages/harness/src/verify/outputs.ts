import {
  type ColumnSpec,
  ORBIT_ROLLUP,
  type RecordChunk,
  RUN_TABLES,
  type RunRecords,
  type RunTableName,
} from '@marsdisk/core';
import { countRows, readChunks } from '../compare/chunks.ts';
import type { CellValue, ColumnReader } from '../compare/columns.ts';

/** The tables that a run writes, under the names of their files. */
export const OUTPUT_TABLES: Readonly<Record<OutputFileName, readonly ColumnSpec[]>> = {
  ...RUN_TABLES,
  orbit_rollup: ORBIT_ROLLUP,
};

/** Name of a table that is a file of rows. */
export type OutputFileName = RunTableName | 'orbit_rollup';

export type OutputTableName = OutputFileName | 'summary';

/** A table of outputs, wherever it came from. */
export interface OutputTable {
  readonly name: OutputTableName;
  /** Its columns; the fields of a struct stand under their path, joined by points. */
  readonly columns: readonly ColumnSpec[];
  readonly rows: number;
  readonly values: ColumnReader;
}

/** Everything that a run gave. */
export interface RunOutputs {
  readonly tables: ReadonlyMap<OutputTableName, OutputTable>;
  /** The error that ended the run, "Class: message"; null for a run that came to its end. */
  readonly error: string | null;
}

/** Declarations of the columns that hold values: a struct is replaced by its fields, which are null where it is. */
export function leafColumns(columns: readonly ColumnSpec[]): ColumnSpec[] {
  return columns.flatMap((column) =>
    column.fields === undefined
      ? [column]
      : leafColumns(column.fields).map((field) => ({
          ...field,
          name: `${column.name}.${field.name}`,
          nulls: field.nulls === 'never' ? column.nulls : field.nulls,
        })),
  );
}

/** A table whose columns are made once, when they are first asked for. */
export function outputTable(
  name: OutputTableName,
  columns: readonly ColumnSpec[],
  rows: number,
  read: ColumnReader,
): OutputTable {
  const made = new Map<string, ArrayLike<CellValue>>();
  return {
    name,
    columns,
    rows,
    values: (column) => {
      const values = made.get(column) ?? read(column);
      made.set(column, values);
      return values;
    },
  };
}

/** The tables that a recorder handed over, with the roll-up and the summary. */
export function recordedTables(
  records: RunRecords,
  rollup: readonly RecordChunk[],
  summary: Readonly<Record<string, unknown>>,
): Map<OutputTableName, OutputTable> {
  const chunks = { ...records, orbit_rollup: rollup };
  const tables = new Map<OutputTableName, OutputTable>();
  for (const name of Object.keys(OUTPUT_TABLES) as OutputFileName[])
    tables.set(
      name,
      outputTable(
        name,
        leafColumns(OUTPUT_TABLES[name]),
        countRows(chunks[name]),
        readChunks(chunks[name]),
      ),
    );
  return tables.set('summary', summaryTable(summary));
}

/** `summary.json` as a table of one row: one column a value, named by its path. */
export function summaryTable(summary: Readonly<Record<string, unknown>>): OutputTable {
  const values = new Map<string, CellValue>();
  collectLeaves(summary, '', values);
  const columns = Array.from(values.keys(), (name): ColumnSpec => {
    const isNoise = name === 'mass_budget_max_error_percent';
    return {
      name,
      type: 'double',
      unit: '-',
      definition: '',
      nulls: '',
      comparison: isNoise
        ? { kind: 'noise', absolute: 1e-10, below: Number.POSITIVE_INFINITY }
        : { kind: 'relative' },
    };
  });
  return outputTable('summary', columns, 1, (name) => [values.get(name) ?? null]);
}

function collectLeaves(value: unknown, path: string, into: Map<string, CellValue>): void {
  if (value !== null && typeof value === 'object')
    for (const [key, inner] of Object.entries(value))
      collectLeaves(inner, path === '' ? key : `${path}.${key}`, into);
  else into.set(path, (value ?? null) as CellValue);
}

/** The rows of a table that `keep` chooses. */
export function filterRows(table: OutputTable, keep: (row: number) => boolean): OutputTable {
  const kept = Array.from({ length: table.rows }, (_, row) => row).filter(keep);
  return outputTable(table.name, table.columns, kept.length, (column) => {
    const values = table.values(column);
    return kept.map((row) => values[row] ?? null);
  });
}
