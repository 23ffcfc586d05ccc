import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseConfig, resolveSeed, runSettings } from '@marsdisk/config';
import {
  advanceRun,
  type ColumnSpec,
  createPlainEngine,
  createRun,
  ORBIT_ROLLUP,
  RUN_TABLES,
  type RunTableName,
  rollupChunk,
  setUpRun,
  summarizeRun,
  takeRecords,
} from '@marsdisk/core';
import {
  type CellValue,
  compareColumn,
  countRows,
  loadRunTables,
  readChunks,
} from '@marsdisk/harness';
import { afterAll, describe, expect, it } from 'vitest';
import { deviations, GOLDEN, readGolden, withNumbers } from './support/golden.ts';

const RUNS = readdirSync(join(GOLDEN, 'runs')).filter((name) =>
  existsSync(join(GOLDEN, 'runs', name, 'summary.json')),
);

const worst = new Map<string, { relative: number; where: string }>();

async function runGolden(name: string) {
  const { config: raw } = readGolden('runs', name, 'config.json');
  const { config } = runSettings(parseConfig(raw));
  const tables = await loadRunTables(config, { configPath: null, workingDirectory: GOLDEN });
  const { io } = config;
  const run = createRun(setUpRun(config, tables), createPlainEngine, {
    seriesStride: io.series_stride,
    diagnosticsStride: io.diagnostics_stride,
    psdStride: io.psd_history ? io.psd_history_stride : 0,
    massBudgetCells: io.mass_budget_cells,
  });
  while (advanceRun(run, 1000));
  const summary = summarizeRun(run, resolveSeed(config));
  const rollup = run.ledger.rollup === null ? [] : [rollupChunk(run.ledger.rollup.rows)];
  return { records: { ...takeRecords(run.recorder), orbit_rollup: rollup }, summary };
}

/** The columns of a golden CSV file, typed by the declaration. */
function readCsv(file: string, columns: readonly ColumnSpec[]) {
  const [header, ...lines] = readFileSync(file, 'utf8').trimEnd().split('\n');
  const names = header.split(',');
  const rows = lines.map((line) => line.split(','));
  const parse = (text: string, type: string): CellValue => {
    if (text === '') return null;
    return type === 'bool' ? text === 'True' : Number(text);
  };
  const value = (name: string) => {
    const type = columns.find((column) => column.name === name)!.type;
    return rows.map((row) => parse(row[names.indexOf(name)], type));
  };
  return { rows: rows.length, value };
}

function expectSameTable(
  file: string,
  columns: readonly ColumnSpec[],
  rows: number,
  actual: (column: string) => ArrayLike<CellValue>,
  expected: (column: string) => ArrayLike<CellValue>,
): void {
  const wrong: string[] = [];
  for (const column of columns) {
    const result = compareColumn(column, rows, actual, expected);
    if (!result.agrees)
      wrong.push(
        `${column.name} row ${result.row}: ${result.actual} instead of ${result.expected}`,
      );
    else if (
      column.comparison.kind === 'relative' &&
      result.relative > (worst.get(file)?.relative ?? 0)
    )
      worst.set(file, { relative: result.relative, where: column.name });
  }
  expect(wrong).toEqual([]);
}

describe.each(RUNS)('the golden run %s', async (name) => {
  const folder = join(GOLDEN, 'runs', name);
  const { records, summary } = await runGolden(name);

  for (const [table, file] of [
    ['run', 'run.json'],
    ['diagnostics', 'diagnostics.json'],
    ['psd_hist', 'psd_hist.json'],
  ] as const) {
    if (!existsSync(join(folder, file))) continue;
    it(`reproduces every column of ${file}`, () => {
      const golden = withNumbers(readGolden('runs', name, file));
      const columns = RUN_TABLES[table].filter((c) => c.type !== 'struct');
      const all = readChunks(records[table]);
      const kept = golden.times_kept as number[] | undefined;
      const times = all('time');
      const rowsKept = Array.from({ length: countRows(records[table]) }, (_, row) => row).filter(
        (row) =>
          kept === undefined || kept.some((t) => Math.abs(t - Number(times[row])) <= 1e-9 * t),
      );
      const actual = (column: string) => {
        const values = all(column);
        return rowsKept.map((row) => values[row]);
      };
      const rows = golden.columns.time.length;
      expect(rowsKept.length).toBe(rows);
      expectSameTable(file, columns, rows, actual, (column) => golden.columns[column]);
      if (table !== 'diagnostics') return;
      const payload = golden.columns.phase_payload as Record<string, CellValue>[];
      for (const field of [
        'temperature_K',
        'tau_clamped',
        'radius_m',
        'time_s',
        'temperature_initial_K',
      ])
        expect(
          deviations(
            actual(`phase_payload.${field}`),
            payload.map((row) => row[field] ?? null),
            { rtol: 1e-10 },
          ),
        ).toEqual([]);
    });
  }

  for (const [table, file] of [
    ['mass_budget', 'mass_budget.csv'],
    ['mass_budget_cells', 'mass_budget_cells.csv'],
    ['orbit_rollup', 'orbit_rollup.csv'],
  ] as const) {
    if (!existsSync(join(folder, file))) continue;
    it(`reproduces every column of ${file}`, () => {
      const columns = table === 'orbit_rollup' ? ORBIT_ROLLUP : RUN_TABLES[table as RunTableName];
      const golden = readCsv(join(folder, file), columns);
      expect(countRows(records[table])).toBe(golden.rows);
      if (golden.rows > 0)
        expectSameTable(file, columns, golden.rows, readChunks(records[table]), golden.value);
    });
  }

  it('reproduces summary.json', () => {
    const golden = withNumbers(readGolden('runs', name, 'summary.json'));
    // Rounding noise: see P5 of the run.
    const { mass_budget_max_error_percent: noise, ...rest } = golden;
    expect(deviations(summary, rest, { rtol: 1e-10 })).toEqual([]);
    expect(deviations(summary.mass_budget_max_error_percent, noise, { atol: 1e-10 })).toEqual([]);
    expect(Object.keys(summary).sort()).toEqual(Object.keys(golden).sort());
  });
});

describe('a golden error', () => {
  it('surface_ode cannot collide cells', async () => {
    const { error_class } = readGolden('runs', 'surface_ode_error', 'error.json');
    await expect(runGolden('surface_ode_error')).rejects.toMatchObject({ name: error_class });
  });
});

afterAll(() => {
  for (const [file, { relative, where }] of worst)
    console.log(`worst relative deviation in ${file}: ${relative.toExponential(2)} (${where})`);
});
