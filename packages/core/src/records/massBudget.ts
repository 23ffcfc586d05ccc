import type { ColumnSpec, Comparison } from './column.ts';

/** Largest mass budget error that is not reported as a violation, percent. */
export const MASS_BUDGET_TOLERANCE = 0.5;

function double(
  name: string,
  unit: string,
  definition: string,
  comparison: Comparison = { kind: 'relative' },
): ColumnSpec {
  return { name, type: 'double', unit, definition, nulls: 'never', comparison };
}

const TIME = double('time', 's', 'end of the step');

const BUDGET: readonly ColumnSpec[] = [
  double('mass_initial', 'M_Mars', 'mass at the start of the run'),
  // A difference of masses: where all is lost, what remains is the rounding of the two.
  double('mass_remaining', 'M_Mars', 'initial mass less the losses booked so far', {
    kind: 'noise',
    scale: 1e-13,
    scaleColumn: 'mass_initial',
  }),
  double('mass_lost', 'M_Mars', 'losses by blow-out and sinks booked so far'),
  double('mass_diff', 'M_Mars', 'initial − remaining − lost; 0 but for rounding', {
    kind: 'noise',
    scale: 1e-12,
    scaleColumn: 'mass_initial',
  }),
  double('error_percent', '%', '100·|mass_diff/mass_initial|', {
    kind: 'noise',
    absolute: 1e-10,
    below: Number.POSITIVE_INFINITY,
  }),
  double('tolerance_percent', '%', 'largest error that is accepted'),
];

/** Columns of `checks/mass_budget.csv`; one row a step. */
export const MASS_BUDGET: readonly ColumnSpec[] = [TIME, ...BUDGET];

/** Columns of `checks/mass_budget_cells.csv`; one row a step and active cell. */
export const MASS_BUDGET_CELLS: readonly ColumnSpec[] = [
  TIME,
  {
    name: 'cell_index',
    type: 'int64',
    unit: '-',
    definition: 'number of the cell from 0',
    nulls: 'never',
    comparison: { kind: 'exact' },
  },
  double('r_RM', 'R_Mars', 'radius of the cell'),
  ...BUDGET,
  {
    name: 'cell_active',
    type: 'bool',
    unit: '-',
    definition: 'active after the step',
    nulls: 'never',
    comparison: { kind: 'exact' },
  },
];
