import { createHash } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import {
  type RadiationMarsTemperatureDriverAutogenerateConfig as Autogenerate,
  type Config,
  locateInput,
} from '@marsdisk/config';
import {
  buildDisk,
  type ColumnSpec,
  coolingTime,
  FileError,
  type GeneratedTemperatures,
  generateTemperatures,
  PhysicsError,
  requiredYears,
  type TableColumns,
  temperatureTableName,
  YEAR,
} from '@marsdisk/core';
import { chooseTableFile, createCsvFile, fileFailure, readTable } from '@marsdisk/io';
import type { TableFolder } from './tables.ts';

/** A cooling table of Mars that stands in for one that is missing. */
export interface GeneratedTable {
  /** As in the configuration: relative to the working directory unless `output_dir` is absolute. */
  readonly path: string;
  /** False when an earlier run had written it. */
  readonly generated: boolean;
  readonly coverage_years: number;
  readonly target_years: number;
  readonly model: 'slab' | 'hyodo';
  readonly initial_K: number;
  readonly dt_hours: number;
}

/** A configuration whose cooling table exists. */
export interface TemperatureTableChoice {
  readonly config: Config;
  /** Null when the table of the configuration is used, or none. */
  readonly table: GeneratedTable | null;
}

/**
 * Sees to it that the cooling table of a run exists. A table that the configuration names is used as it is. When it is
 * missing and `autogenerate.enabled` is set, a table is written to `autogenerate.output_dir` and the returned
 * configuration points there. The name of that file holds a hash of everything that its content depends on (model,
 * T(0), step, span, unit, column names), so that a later run finds it again exactly when it fits; no file is ever
 * overwritten.
 *
 * @throws FileError when the table is missing and may not be generated, or a file of its name holds something else;
 *   PhysicsError without an initial temperature
 */
export async function ensureTemperatureTable(
  config: Config,
  folder: TableFolder,
): Promise<TemperatureTableChoice> {
  const { radiation } = config;
  const driver = radiation?.mars_temperature_driver ?? null;
  if (radiation === null || driver === null || !driver.enabled || driver.mode !== 'table')
    return { config, table: null };
  if (driver.table !== null && isPresent(driver.table.path, folder)) return { config, table: null };
  const { autogenerate } = driver;
  if (autogenerate === null || !autogenerate.enabled) {
    if (driver.table === null) return { config, table: null };
    throw new FileError(
      `radiation.mars_temperature_driver.table.path: cannot read ${driver.table.path}: it does not exist; ` +
        'give a table or set radiation.mars_temperature_driver.autogenerate.enabled',
    );
  }
  const initial = radiation.TM_K ?? driver.constant?.value_K;
  if (initial === undefined)
    throw new PhysicsError(
      'radiation.TM_K is missing; a generated cooling table needs it as the temperature at t = 0',
    );
  const table = await generate(config, autogenerate, initial, folder);
  return {
    config: {
      ...config,
      radiation: {
        ...radiation,
        mars_temperature_driver: {
          ...driver,
          table: {
            path: table.path,
            time_unit: autogenerate.time_unit,
            column_time: autogenerate.column_time,
            column_temperature: autogenerate.column_temperature,
          },
        },
      },
    },
    table,
  };
}

function isPresent(path: string, { configPath, workingDirectory }: TableFolder): boolean {
  return existsSync(chooseTableFile(locateInput(path, configPath, workingDirectory)));
}

async function generate(
  config: Config,
  autogenerate: Autogenerate,
  initial: number,
  folder: TableFolder,
): Promise<GeneratedTable> {
  const { tOrb } = buildDisk(config).reference;
  const years = requiredYears(autogenerate, horizonYears(config, autogenerate, initial, tOrb));
  // The rows of a span end up to half a step before it; a run may need its very end.
  const halfStep = (0.5 * 3600 * autogenerate.dt_hours) / YEAR;
  const content = generateTemperatures(autogenerate, initial, years + halfStep, tOrb);
  const path = `${autogenerate.output_dir}/${tableName(autogenerate, initial, years, tOrb)}`;
  const file = resolve(folder.workingDirectory, path);
  const isNew = !existsSync(file);
  if (isNew) writeTable(file, autogenerate, content);
  else if (!holds(await readTable(file), autogenerate, content))
    throw new FileError(
      `${file} is no table that was generated for these settings; remove it, or name it in radiation.mars_temperature_driver.table.path to use it`,
    );
  return {
    path,
    generated: isNew,
    coverage_years: content.coverageYears,
    target_years: years,
    model: autogenerate.model,
    initial_K: initial,
    dt_hours: autogenerate.dt_hours,
  };
}

/** How long a run can last, yr: until the stop temperature by the law of the table, or its other end. */
function horizonYears(
  { numerics, scope }: Config,
  { model }: Autogenerate,
  initial: number,
  tOrb: number,
): number {
  const { t_end_orbits, t_end_until_temperature_K: target, min_duration_years } = numerics;
  const orbitYears = t_end_orbits === null ? null : (t_end_orbits * tOrb) / YEAR;
  const end = orbitYears ?? numerics.t_end_years ?? scope.analysis_years;
  const cooling =
    target === null
      ? 0
      : coolingTime(initial, target, model, numerics.t_end_temperature_margin_years) / YEAR;
  return Math.max(end, cooling, min_duration_years ?? 0);
}

function tableName(settings: Autogenerate, initial: number, years: number, tOrb: number): string {
  const { model, dt_hours, time_unit, column_time, column_temperature } = settings;
  const orbit = time_unit === 'orbit' ? tOrb : null;
  const hash = createHash('sha256')
    .update(JSON.stringify([model, initial, dt_hours, years, time_unit, orbit]))
    .update(JSON.stringify([column_time, column_temperature]))
    .digest('hex')
    .slice(0, 12);
  const name = temperatureTableName(settings.filename_template, initial).replace(/\.csv$/i, '');
  return `${name}_${model}_${dt_hours}h_${Number(years.toPrecision(6))}yr_${hash}.csv`;
}

function writeTable(
  file: string,
  { column_time, column_temperature }: Autogenerate,
  { times, temperatures }: GeneratedTemperatures,
): void {
  const column = (name: string, unit: string, definition: string): ColumnSpec => ({
    name,
    unit,
    definition,
    type: 'double',
    nulls: 'never',
    comparison: { kind: 'relative' },
  });
  try {
    mkdirSync(dirname(file), { recursive: true });
  } catch (error) {
    throw fileFailure('create files in', dirname(file), error);
  }
  const csv = createCsvFile(file, {
    name: 'mars_temperature',
    columns: [
      column(column_time, 's', 'time since the start of the run'),
      column(column_temperature, 'K', 'temperature of Mars'),
    ],
  });
  csv.append({
    rowCount: times.length,
    columns: new Map([
      [column_time, { kind: 'values', values: times }],
      [column_temperature, { kind: 'values', values: temperatures }],
    ]),
  });
  csv.close();
}

/** Whether a table is the one that would be generated, value by value. */
function holds(
  { columns }: TableColumns,
  { column_time, column_temperature }: Autogenerate,
  { times, temperatures }: GeneratedTemperatures,
): boolean {
  const equal = (name: string, values: Float64Array) => {
    const column = columns.get(name);
    return column?.length === values.length && values.every((value, row) => column[row] === value);
  };
  return equal(column_time, times) && equal(column_temperature, temperatures);
}
