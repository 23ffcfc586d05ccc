import { YEAR } from '../constants.ts';
import { TableLoadError } from '../errors.ts';
import type { TableColumns } from '../tables/columns.ts';
import { finiteColumn, interpolateLinear } from '../tables/tabulated.ts';

/** A rate that depends on time. */
export interface TimeRateTable {
  readonly kind: 'time';
  /** Seconds in the table's unit of time. */
  readonly timeUnit: number;
  /** In the table's unit of time, in file order. */
  readonly times: Float64Array;
  /** kg m⁻² s⁻¹, one a time. */
  readonly rates: Float64Array;
}

/** A rate that depends on time and orbital radius. */
export interface TimeRadiusRateTable {
  readonly kind: 'time-radius';
  /** Seconds in the table's unit of time. */
  readonly timeUnit: number;
  /** In the table's unit of time, ascending; at least two. */
  readonly times: Float64Array;
  /** m, ascending; at least two. */
  readonly radii: Float64Array;
  /** kg m⁻² s⁻¹, radius running fastest: rate(i, j) = rates[i · radii.length + j]. */
  readonly rates: Float64Array;
}

export type SupplyRateTable = TimeRateTable | TimeRadiusRateTable;

/**
 * Builds the rate table of `supply.table`. With columns `t`, `r` and `rate` (any order, any row order, repeated points
 * averaged) it has two dimensions. Otherwise its first column is the time and its last one the rate, whatever they are
 * called; such a table is taken as it stands, neither sorted nor checked.
 *
 * @param timeUnit unit of the time column
 * @throws TableLoadError if it has no rows; in two dimensions also for fewer than two times or radii, a value that is
 *   not finite, or a point of the grid that is missing
 */
export function buildSupplyRateTable(table: TableColumns, timeUnit: 's' | 'year'): SupplyRateTable {
  if (table.rowCount === 0)
    throw new TableLoadError(`${table.source}: no rows; a supply table needs at least one`);
  const seconds = timeUnit.toLowerCase() === 'year' ? YEAR : 1;
  if (['t', 'r', 'rate'].every((name) => table.columns.has(name)))
    return buildTimeRadiusTable(table, seconds);
  const first = table.names[0];
  const last = table.names[table.names.length - 1];
  return {
    kind: 'time',
    timeUnit: seconds,
    times: table.columns.get(first)!,
    rates: table.columns.get(last)!,
  };
}

function buildTimeRadiusTable(table: TableColumns, timeUnit: number): TimeRadiusRateTable {
  const t = finiteColumn(table, 't');
  const r = finiteColumn(table, 'r');
  const rate = finiteColumn(table, 'rate');
  const times = distinctAscending(t);
  const radii = distinctAscending(r);
  if (times.length < 2 || radii.length < 2)
    throw new TableLoadError(
      `${table.source}: ${times.length} distinct t and ${radii.length} distinct r; at least two of each are needed`,
    );
  const sums = new Float64Array(times.length * radii.length);
  const counts = new Int32Array(sums.length);
  for (let row = 0; row < table.rowCount; row++) {
    const cell = countBelow(times, t[row]) * radii.length + countBelow(radii, r[row]);
    sums[cell] += rate[row];
    counts[cell] += 1;
  }
  const empty = counts.indexOf(0);
  if (empty >= 0)
    throw new TableLoadError(
      `${table.source}: no rate at t = ${times[Math.floor(empty / radii.length)]}, r = ${radii[empty % radii.length]}; every pair of t and r must be given`,
    );
  return { kind: 'time-radius', timeUnit, times, radii, rates: sums.map((s, k) => s / counts[k]) };
}

function distinctAscending(values: Float64Array): Float64Array {
  return Float64Array.from(new Set(values)).sort();
}

/** Number of entries of an ascending array that are below x. */
function countBelow(ascending: Float64Array, x: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle] < x) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The rate of a supply table, kg m⁻² s⁻¹, before mixing; it may be negative.
 *
 * One dimension: linear in time, held at both ends, r is ignored. Two dimensions: bilinear, and outside the grid the
 * planes at its edges are continued without limit.
 *
 * @param t time since the start of the run, s
 * @param r orbital radius, m
 */
export function supplyRateAt(table: SupplyRateTable, t: number, r: number): number {
  const time = table.timeUnit === 1 ? t : t / table.timeUnit;
  if (table.kind === 'time') return interpolateLinear(time, table.times, table.rates);
  const { times, radii, rates } = table;
  const columns = radii.length;
  const i = Math.min(Math.max(countBelow(times, time) - 1, 0), times.length - 2);
  const j = Math.min(Math.max(countBelow(radii, r) - 1, 0), columns - 2);
  const wt = (time - times[i]) / (times[i + 1] - times[i]);
  const wr = (r - radii[j]) / (radii[j + 1] - radii[j]);
  const k = i * columns + j;
  return (
    (1 - wt) * (1 - wr) * rates[k] +
    (1 - wt) * wr * rates[k + 1] +
    wt * (1 - wr) * rates[k + columns] +
    wt * wr * rates[k + columns + 1]
  );
}
