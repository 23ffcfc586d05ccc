import { ConfigurationError, MarsDiskError, TableLoadError } from '../errors.ts';
import {
  finiteColumn,
  interpolateLinear,
  positiveColumn,
  rowsInOrder,
} from '../tables/tabulated.ts';
import type { SupplyTables } from './baseRate.ts';
import type { SupplyTemperatureSettings } from './settings.ts';

/** s = scale · (T/reference)^exponent, clipped. */
export interface PowerLawTemperature {
  readonly kind: 'power';
  /** K */
  readonly reference: number;
  readonly exponent: number;
  readonly scaleAtReference: number;
  readonly floor: number;
  /** Wins over the floor. */
  readonly cap: number;
}

/** A value tabulated against temperature: a factor, clipped, or a rate that replaces the mixed rate. */
export interface TabulatedTemperature {
  readonly kind: 'table';
  readonly valueKind: 'scale' | 'rate';
  /** K, ascending. */
  readonly temperatures: Float64Array;
  /** A factor, or kg m⁻² s⁻¹. */
  readonly values: Float64Array;
  readonly floor: number;
  /** Wins over the floor. */
  readonly cap: number;
}

/** How the supply depends on the temperature of Mars. */
export type SupplyTemperatureLaw = PowerLawTemperature | TabulatedTemperature;

/** What the temperature of Mars does to the supply. */
export interface TemperatureFactor {
  /** Factor on the mixed rate; 1 when the temperature plays no role or gives the rate itself. */
  temperatureScale: number;
  /** The value found: the clipped factor of the power law, the unclipped entry of a table; NaN stands for null. */
  temperatureValue: number;
  /** `rate`: `temperatureValue` is a rate (kg m⁻² s⁻¹) and replaces the mixed rate. */
  temperatureValueKind: 'scale' | 'rate';
}

/**
 * The temperature law of the section `supply.temperature`; null if it is not enabled.
 *
 * @param tables holds the table named by the section if its mode is `table`
 * @throws ConfigurationError if the table was not read; TableLoadError for a missing column, no rows, a temperature
 *   that is not finite and positive, or a value that is not finite
 */
export function buildSupplyTemperature(
  settings: SupplyTemperatureSettings,
  tables: SupplyTables,
): SupplyTemperatureLaw | null {
  if (!settings.enabled) return null;
  const { floor, cap } = settings;
  if (settings.mode === 'scale')
    return {
      kind: 'power',
      reference: settings.reference_K,
      exponent: settings.exponent,
      scaleAtReference: settings.scale_at_reference,
      floor,
      cap,
    };
  const { path, value_kind: valueKind, column_temperature, column_value } = settings.table;
  const columns = tables.get(path);
  if (columns === undefined)
    throw new ConfigurationError(`supply.temperature.table.path: the table "${path}" was not read`);
  const temperatures = positiveColumn(columns, column_temperature);
  const values = finiteColumn(columns, column_value);
  if (columns.rowCount === 0)
    throw new TableLoadError(`${columns.source}: no rows; a temperature table needs at least one`);
  const order = rowsInOrder(temperatures);
  return {
    kind: 'table',
    valueKind,
    temperatures: Float64Array.from(order, (row) => temperatures[row]),
    values: Float64Array.from(order, (row) => values[row]),
    floor,
    cap,
  };
}

/**
 * Writes what the temperature of Mars does to the supply into `out`.
 *
 * @param law null if the supply does not depend on temperature
 * @param temperature of Mars, K; null if there is none, which counts as no dependence
 * @throws MarsDiskError for a temperature that is not finite and positive, if there is a law
 */
export function evaluateTemperature(
  law: SupplyTemperatureLaw | null,
  temperature: number | null,
  out: TemperatureFactor,
): void {
  if (law === null || temperature === null) {
    out.temperatureScale = 1;
    out.temperatureValue = Number.NaN;
    out.temperatureValueKind = 'scale';
    return;
  }
  if (!(Number.isFinite(temperature) && temperature > 0))
    throw new MarsDiskError(
      `supply.temperature: the temperature of Mars is ${temperature} K; it must be finite and positive`,
    );
  if (law.kind === 'power') {
    const scale = law.scaleAtReference * (temperature / law.reference) ** law.exponent;
    const clipped = Math.min(Math.max(scale, law.floor), law.cap);
    out.temperatureScale = clipped;
    out.temperatureValue = clipped;
    out.temperatureValueKind = 'scale';
    return;
  }
  const value = interpolateLinear(temperature, law.temperatures, law.values);
  out.temperatureValue = value;
  out.temperatureValueKind = law.valueKind;
  out.temperatureScale =
    law.valueKind === 'rate' ? 1 : Math.min(Math.max(value, law.floor), law.cap);
}
