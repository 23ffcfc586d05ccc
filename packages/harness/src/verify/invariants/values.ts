import type { ColumnSpec } from '@marsdisk/core';
import type { Invariant, InvariantRun, Violation } from './invariant.ts';

/** Columns that may be negative: differences, net rates, and a supply law that is not floored. */
const MAY_BE_NEGATIVE: ReadonlySet<string> = new Set([
  'smol_sigma_loss',
  'smol_mass_budget_delta',
  'ds_dt_sublimation',
  'ds_dt_sublimation_raw',
  'supply_feedback_error',
  'prod_subblow_area_rate_raw',
  'prod_rate_diverted_to_deep',
  'mass_remaining',
  'mass_diff',
]);

const TABLES = ['run', 'diagnostics', 'psd_hist', 'mass_budget', 'mass_budget_cells'] as const;

export const NULLS: Invariant = {
  name: 'nulls',
  statement:
    'a column that is never null holds a finite number in every row, and no column an infinite one',
  *check(run) {
    for (const table of TABLES)
      for (const column of run.table(table).columns) yield* missingValues(run, table, column);
  },
};

export const SIGNS: Invariant = {
  name: 'signs',
  statement: 'densities, times, sizes, rates and fractions are not negative; grains do not grow',
  *check(run) {
    for (const table of TABLES)
      for (const { name, type } of run.table(table).columns) {
        if (type !== 'double') continue;
        const grows = name.startsWith('ds_dt_');
        if (MAY_BE_NEGATIVE.has(name) && !grows) continue;
        const values = run.numbers(table, name);
        for (let row = 0; row < values.length; row++) {
          const actual = values[row]!;
          if (grows ? actual > 0 : actual < 0)
            yield { table, column: name, row, actual, expected: grows ? '≤ 0' : '≥ 0' };
        }
      }
  },
};

export const PHASES: Invariant = {
  name: 'phases',
  statement: 'the fractions of the phases lie between 0 and 1 and add up to 1',
  *check(run) {
    const names = ['phase_bulk_f_liquid', 'phase_bulk_f_solid', 'phase_bulk_f_vapor'];
    const fractions = names.map((name) => run.numbers('run', name));
    for (let row = 0; row < run.table('run').rows; row++) {
      const total = fractions.reduce((sum, values) => sum + values[row]!, 0);
      if (!(Math.abs(total - 1) <= 1e-12))
        yield { table: 'run', column: names.join('+'), row, actual: total, expected: 1 };
    }
    for (const name of [...names, 'phase_f_vap']) {
      const values = run.numbers('run', name);
      for (let row = 0; row < values.length; row++)
        if (!(values[row]! >= 0 && values[row]! <= 1))
          yield { table: 'run', column: name, row, actual: values[row]!, expected: 'in [0, 1]' };
    }
  },
};

function* missingValues(
  run: InvariantRun,
  table: (typeof TABLES)[number],
  column: ColumnSpec,
): Generator<Violation> {
  const values = run.texts(table, column.name);
  // A stopped cell shows null in some columns of the diagnostics.
  const isActive = table === 'diagnostics' ? run.activeRows(table) : null;
  const isNullWhenStopped = (column as { stopped?: unknown }).stopped === null;
  for (let row = 0; row < values.length; row++) {
    const value = values[row] ?? null;
    const isMissing = value === null || Number.isNaN(value);
    if (isMissing && column.nulls === 'never') {
      if (isActive?.[row] === 0 && isNullWhenStopped) continue;
      yield { table, column: column.name, row, actual: null, expected: 'a value' };
    } else if (!isMissing && column.nulls === 'always in 1D')
      yield { table, column: column.name, row, actual: value, expected: null };
    else if (typeof value === 'number' && !isMissing && !Number.isFinite(value))
      yield { table, column: column.name, row, actual: value, expected: 'finite' };
  }
}
