import { PhysicsError } from '../errors.ts';
import type { TableColumns } from '../tables/columns.ts';
import { interpolateLinear } from '../tables/tabulated.ts';
import { HYODO_LAYER, hyodoTemperature } from './hyodo.ts';
import { requireMarsTemperature } from './temperatureRange.ts';
import { buildTemperatureTable, type TemperatureTableSettings } from './temperatureTable.ts';

/** The part of the section `radiation` that sets the temperature of Mars. */
export interface MarsTemperatureSettings {
  readonly TM_K: number | null;
  readonly mars_temperature_driver: MarsTemperatureDriverSettings | null;
}

/** The section `radiation.mars_temperature_driver`. */
export interface MarsTemperatureDriverSettings {
  readonly enabled: boolean;
  readonly mode: 'constant' | 'table' | 'hyodo';
  readonly constant: { readonly value_K: number } | null;
  readonly table: TemperatureTableSettings | null;
  /** Density and heat capacity are recorded, but do not enter the law. */
  readonly hyodo: { readonly d_layer_m: number; readonly rho: number; readonly cp: number } | null;
  readonly extrapolation: 'hold' | 'error';
}

/** Temperature of Mars as a function of the time since the start of the run. */
export interface MarsTemperatureDriver {
  /** Origin of the temperature, as recorded in the output. */
  readonly source: string;
  readonly mode: 'constant' | 'table' | 'hyodo';
  /** Whether a driver section is in force, instead of `radiation.TM_K`. */
  readonly enabled: boolean;
  /** Temperature at t = 0, K. */
  readonly initial: number;
  /** First and last time of a table, s; null for a law. */
  readonly timeRange: readonly [number, number] | null;
  /** Facts for the records, with their snake_case names. */
  readonly provenance: Readonly<Record<string, unknown>>;
  /**
   * Temperature, K.
   * @param time s since the start of the run
   * @throws PhysicsError if the temperature lies outside [1000, 6500] K, or the time outside a table that may not
   *   be extrapolated
   */
  readonly evaluate: (time: number) => number;
}

/** What distinguishes a driver from the others. */
interface TemperatureLaw {
  readonly facts: Readonly<Record<string, unknown>>;
  readonly timeRange: readonly [number, number] | null;
  readonly temperatureAt: (time: number) => number;
}

/**
 * The temperature driver of a run: an enabled `mars_temperature_driver`, otherwise the constant `TM_K`.
 *
 * @param settings the section `radiation`; null if absent
 * @param table content of the temperature table; needed by mode `table` alone
 * @param orbitPeriod reference orbital period, s; for tables in orbits
 * @throws PhysicsError if no temperature is given, a table makes no sense, or T(0) is out of range
 */
export function resolveTemperatureDriver(
  settings: MarsTemperatureSettings | null,
  table: TableColumns | null,
  orbitPeriod: number,
): MarsTemperatureDriver {
  const driver = settings?.mars_temperature_driver ?? null;
  const TM_K = settings?.TM_K ?? null;
  if (driver?.enabled === true) {
    const source = `mars_temperature_driver.${driver.mode}`;
    return bindDriver(source, driver.mode, true, lawOf(driver, TM_K, table, orbitPeriod));
  }
  if (TM_K === null)
    throw new PhysicsError(
      'radiation.TM_K is missing and radiation.mars_temperature_driver is not enabled; one of them must set the temperature of Mars',
    );
  return bindDriver('radiation.TM_K', 'constant', false, constantLaw(TM_K, {}));
}

function bindDriver(
  source: string,
  mode: MarsTemperatureDriver['mode'],
  enabled: boolean,
  law: TemperatureLaw,
): MarsTemperatureDriver {
  const { facts, timeRange, temperatureAt } = law;
  const evaluate = (time: number): number => {
    const temperature = temperatureAt(time);
    requireMarsTemperature(source, temperature);
    return temperature;
  };
  const provenance = { source, mode, enabled, ...facts };
  return { source, mode, enabled, initial: evaluate(0), timeRange, provenance, evaluate };
}

function lawOf(
  driver: MarsTemperatureDriverSettings,
  TM_K: number | null,
  table: TableColumns | null,
  orbitPeriod: number,
): TemperatureLaw {
  switch (driver.mode) {
    case 'constant':
      if (driver.constant === null) throw missing('constant', 'constant.value_K');
      return constantLaw(driver.constant.value_K, { value_K: driver.constant.value_K });
    case 'table':
      if (driver.table === null || table === null) throw missing('table', 'table.path');
      return tableLaw(driver.table, driver.extrapolation, table, orbitPeriod);
    case 'hyodo':
      if (TM_K === null)
        throw new PhysicsError(
          'radiation.TM_K is missing; mars_temperature_driver.mode "hyodo" needs it as T(0)',
        );
      return hyodoLaw(TM_K, driver.hyodo);
    default:
      throw new PhysicsError(
        `radiation.mars_temperature_driver.mode is "${String(driver.mode)}", but must be constant, table or hyodo`,
      );
  }
}

function missing(mode: string, key: string): PhysicsError {
  const section = 'radiation.mars_temperature_driver';
  return new PhysicsError(`${section}.mode is "${mode}", which needs ${section}.${key}`);
}

function constantLaw(value: number, facts: Readonly<Record<string, unknown>>): TemperatureLaw {
  return { facts, timeRange: null, temperatureAt: () => value };
}

function hyodoLaw(
  initial: number,
  section: MarsTemperatureDriverSettings['hyodo'],
): TemperatureLaw {
  const layer = section?.d_layer_m ?? HYODO_LAYER;
  return {
    facts: { d_layer_m: layer, rho: section?.rho ?? 3000, cp: section?.cp ?? 1000 },
    timeRange: null,
    temperatureAt: (time) => hyodoTemperature(initial, time, layer),
  };
}

function tableLaw(
  settings: TemperatureTableSettings,
  extrapolation: 'hold' | 'error',
  columns: TableColumns,
  orbitPeriod: number,
): TemperatureLaw {
  const { times, temperatures } = buildTemperatureTable(columns, settings, orbitPeriod);
  const first = times[0];
  const last = times[times.length - 1];
  return {
    facts: {
      table_path: columns.source,
      time_unit: settings.time_unit,
      column_time: settings.column_time,
      column_temperature: settings.column_temperature,
      t_range_s: [first, last],
      n_rows: times.length,
      extrapolation,
    },
    timeRange: [first, last],
    temperatureAt: (time) => {
      if (extrapolation === 'error' && !(time >= first && time <= last))
        throw new PhysicsError(
          `${columns.source}: t = ${time} s lies outside [${first}, ${last}] s and extrapolation is "error"`,
        );
      return interpolateLinear(time, times, temperatures);
    },
  };
}
