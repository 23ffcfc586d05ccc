import { YEAR } from '../constants.ts';
import type { TableColumns } from '../tables/columns.ts';
import { hyodoTemperature } from './hyodo.ts';
import { slabTemperature } from './slab.ts';
import { requireMarsTemperature } from './temperatureRange.ts';
import { secondsPer, type TimeUnit } from './timeUnit.ts';

/** The part of the section `radiation.mars_temperature_driver.autogenerate` that decides what a table holds. */
export interface AutogenerateSettings {
  readonly dt_hours: number;
  readonly min_years: number;
  readonly time_margin_years: number;
  readonly time_unit: TimeUnit;
  readonly column_time: string;
  readonly model: 'slab' | 'hyodo';
  readonly filename_template: string;
}

/** Content of a generated table. */
export interface GeneratedTemperatures {
  /** In the unit of the settings, ascending; n values. */
  readonly times: Float64Array;
  /** K; n values. */
  readonly temperatures: Float64Array;
  /** Time of the last row, yr. */
  readonly coverageYears: number;
}

/** Temperature in a file name: one decimal, exact ties to even, "p" for the point and "m" for the minus. */
export function temperatureTag(initial: number): string {
  // A tie of the first decimal is exact only for quarters; there toFixed rounds away from zero.
  const isTie = Math.abs((initial * 4) % 2) === 1;
  const text = isTie ? (2 * Math.round(initial * 5)) / 10 : initial;
  return text.toFixed(1).replace('.', 'p').replace('-', 'm');
}

/** Name of the table for an initial temperature, K. */
export function temperatureTableName(template: string, initial: number): string {
  return template.replaceAll('{tag}', temperatureTag(initial));
}

/** Span that a table must cover, yr: the run or `min_years`, whichever is longer, and the margin. */
export function requiredYears(settings: AutogenerateSettings, runYears: number): number {
  return Math.max(runYears, settings.min_years) + settings.time_margin_years;
}

/**
 * Rows of a table that covers a span, from the slab or the linear cooling law.
 *
 * @param initial T(0), K; in [1000, 6500]
 * @param years span, yr
 * @param orbitPeriod reference orbital period, s; for the unit `orbit`
 * @throws PhysicsError
 */
export function generateTemperatures(
  settings: AutogenerateSettings,
  initial: number,
  years: number,
  orbitPeriod: number,
): GeneratedTemperatures {
  requireMarsTemperature('T_M at t = 0', initial);
  const step = 3600 * settings.dt_hours;
  const rows = Math.ceil((years * YEAR + 0.5 * step) / step);
  const scale = secondsPer(settings.time_unit, orbitPeriod);
  const law = settings.model === 'hyodo' ? hyodoTemperature : slabTemperature;
  const seconds = Float64Array.from({ length: rows }, (_, i) => i * step);
  return {
    times: seconds.map((time) => time / scale),
    temperatures: seconds.map((time) => law(initial, time)),
    coverageYears: seconds[rows - 1] / YEAR,
  };
}

/**
 * Last time of an existing table, yr; null if its time column is missing or holds no number. Neither the initial
 * temperature nor the model nor the step of the table is looked at.
 *
 * @param orbitPeriod reference orbital period, s; for the unit `orbit`
 */
export function tableCoverageYears(
  table: TableColumns,
  settings: AutogenerateSettings,
  orbitPeriod: number,
): number | null {
  const times = table.columns.get(settings.column_time)?.filter(Number.isFinite);
  if (times === undefined || times.length === 0) return null;
  const last = times.reduce((a, b) => Math.max(a, b));
  return (last * secondsPer(settings.time_unit, orbitPeriod)) / YEAR;
}

/** Whether a table that ends at `coverageYears` can serve a run that needs `years`; a second may be missing. */
export function coversSpan(coverageYears: number, years: number): boolean {
  return coverageYears * YEAR + 1 >= years * YEAR;
}
