import { PhysicsError } from '../errors.ts';
import type { TableColumns } from '../tables/columns.ts';
import { finiteColumn, rowsInOrder } from '../tables/tabulated.ts';
import { secondsPer, type TimeUnit } from './timeUnit.ts';

/** The section `radiation.mars_temperature_driver.table`. */
export interface TemperatureTableSettings {
  readonly path: string;
  readonly time_unit: TimeUnit;
  readonly column_time: string;
  readonly column_temperature: string;
}

/** Temperature of Mars against time. */
export interface TemperatureTable {
  /** s, strictly ascending; n ≥ 2 values. */
  readonly times: Float64Array;
  /** K; n values. */
  readonly temperatures: Float64Array;
}

/**
 * Reads a temperature table: sorted by time, of equal times the first row counts.
 *
 * @param orbitPeriod reference orbital period for the unit `orbit`, s
 * @throws PhysicsError if the table is empty, a column is missing, an entry is not finite, or fewer than two distinct
 *   times are left
 */
export function buildTemperatureTable(
  table: TableColumns,
  settings: TemperatureTableSettings,
  orbitPeriod: number,
): TemperatureTable {
  if (table.rowCount === 0) throw new PhysicsError(`${table.source}: the table has no rows`);
  const time = physicalColumn(table, settings.column_time);
  const temperature = physicalColumn(table, settings.column_temperature);
  const order = rowsInOrder(time);
  const kept = order.filter((row, k) => k === 0 || time[row] !== time[order[k - 1]]);
  if (kept.length < 2)
    throw new PhysicsError(`${table.source}: at least two distinct times are needed`);
  const scale = secondsPer(settings.time_unit, orbitPeriod);
  return {
    times: Float64Array.from(kept, (row) => time[row] * scale),
    temperatures: Float64Array.from(kept, (row) => temperature[row]),
  };
}

/** A temperature table that makes no sense is an error of the physics, not of the file format. */
function physicalColumn(table: TableColumns, name: string): Float64Array {
  try {
    return finiteColumn(table, name);
  } catch (error) {
    throw new PhysicsError((error as Error).message, { cause: error });
  }
}
