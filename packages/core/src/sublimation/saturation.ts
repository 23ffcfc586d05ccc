import { PhysicsError, TableLoadError } from '../errors.ts';
import type { TableColumns } from '../tables/columns.ts';
import { createLocalFit, fitLocalClausius, type LocalFit } from './localFit.ts';
import { evaluatePchip } from './pchip.ts';
import { buildSaturationTable, type SaturationTable } from './saturationTable.ts';
import type { SublimationSettings } from './settings.ts';
import { branchPressure, clausiusPressure } from './vapourPressure.ts';

/** Which formula gave a saturation pressure. */
export type SaturationSource =
  | 'clausius'
  | 'tabulated'
  | 'clausius(local-fit)'
  | 'clausius(baseline)';

/** Sublimation of a run: its settings and what was prepared from them. */
export interface SublimationModel {
  readonly settings: SublimationSettings;
  /** Whether the Hertz–Knudsen–Langmuir flux is in force; otherwise the placeholder. */
  readonly isHertzKnudsen: boolean;
  readonly psatModel: 'auto' | 'clausius' | 'tabulated';
  /** Table of the models `auto` and `tabulated`; null if there is none. */
  readonly table: SaturationTable | null;
  /** Sentences for the log. */
  readonly warnings: readonly string[];
}

/**
 * What a cell remembers of its last saturation pressure. With `psat_cache_tol_K` > 0 it is part of the result: a
 * pressure then depends on the temperatures that came before.
 */
export interface SaturationMemo {
  /** Temperature of the last evaluation, K; NaN before the first. */
  temperature: number;
  /** Its pressure, Pa. */
  pressure: number;
  /** Which formula was used. */
  source: SaturationSource;
  /** The last fit outside the table. */
  readonly fit: LocalFit;
}

/** The memory of a cell before its first pressure. */
export function createSaturationMemo(): SaturationMemo {
  return {
    temperature: Number.NaN,
    pressure: Number.NaN,
    source: 'clausius',
    fit: createLocalFit(),
  };
}

/**
 * Prepares the sublimation of a run.
 *
 * @param settings the section `sinks.sub_params`
 * @param columns content of `psat_table_path`; null if none is configured or it could not be read
 * @throws PhysicsError for an unknown `psat_model`
 * @throws TableLoadError if the model is `tabulated` and the table is missing or makes no sense; with `auto` that is a
 *   warning and the coefficients are used
 */
export function createSublimationModel(
  settings: SublimationSettings,
  columns: TableColumns | null,
): SublimationModel {
  const isHertzKnudsen = isHertzKnudsenActive(settings);
  const warnings: string[] = [];
  const table = isHertzKnudsen ? loadTable(settings, columns, warnings) : null;
  if (table !== null && !table.isRising)
    warnings.push(`${table.source}: log10 P does not rise with T everywhere`);
  // A copy, because what a parser has built field by field is slow to read, and every step of every cell reads it.
  return {
    settings: { ...settings },
    isHertzKnudsen,
    psatModel: psatModelOf(settings),
    table,
    warnings,
  };
}

function psatModelOf(settings: SublimationSettings): SublimationModel['psatModel'] {
  const model = settings.psat_model.toLowerCase();
  if (model === 'auto' || model === 'clausius' || model === 'tabulated') return model;
  throw new PhysicsError(
    `sinks.sub_params.psat_model is "${settings.psat_model}", but must be auto, clausius or tabulated`,
  );
}

function isHertzKnudsenActive(settings: SublimationSettings): boolean {
  const mode = settings.mode.toLowerCase();
  if (mode !== 'hkl' && mode !== 'hkl_timescale') return false;
  const { A, B, A_liq, B_liq, enable_liquid_branch } = settings;
  const hasSolid = A !== null && B !== null;
  const hasLiquid = enable_liquid_branch && A_liq !== null && B_liq !== null;
  const hasPath = settings.psat_table_path !== null;
  const model = psatModelOf(settings);
  if (model === 'tabulated') return hasPath;
  return hasSolid || hasLiquid || (model === 'auto' && hasPath);
}

function loadTable(
  settings: SublimationSettings,
  columns: TableColumns | null,
  warnings: string[],
): SaturationTable | null {
  const model = psatModelOf(settings);
  if (model === 'clausius' || settings.psat_table_path === null) return null;
  try {
    if (columns === null)
      throw new TableLoadError(
        `sinks.sub_params.psat_table_path "${settings.psat_table_path}" could not be read`,
      );
    return buildSaturationTable(columns);
  } catch (error) {
    if (model === 'tabulated' || !(error instanceof TableLoadError)) throw error;
    warnings.push(`${error.message}; the vapour pressure comes from A and B instead`);
    return null;
  }
}

/**
 * Saturation vapour pressure at a temperature, Pa (E.036, E.037). Model `clausius`: the branch of this temperature.
 * `tabulated`: the table. `auto`: inside the table the table, outside it a local fit, otherwise the branch.
 *
 * @param temperature K; finite and > 0
 * @param memo memory of the cell; answers for temperatures within `psat_cache_tol_K` of the last evaluation
 * @throws PhysicsError for a bad temperature, a missing coefficient, or a temperature outside a table that must be used
 */
export function saturationPressure(
  model: SublimationModel,
  temperature: number,
  memo: SaturationMemo,
): number {
  const tolerance = model.settings.psat_cache_tol_K;
  if (tolerance > 0 && Math.abs(temperature - memo.temperature) <= tolerance) return memo.pressure;
  const pressure = evaluatePressure(model, temperature, memo);
  memo.temperature = temperature;
  memo.pressure = pressure;
  return pressure;
}

function evaluatePressure(
  model: SublimationModel,
  temperature: number,
  memo: SaturationMemo,
): number {
  const { settings, table, psatModel } = model;
  if (table === null) {
    memo.source = psatModel === 'auto' ? 'clausius(baseline)' : 'clausius';
    return branchPressure(settings, temperature);
  }
  const logPressure = evaluatePchip(table.curve, temperature);
  if (!Number.isNaN(logPressure)) {
    memo.source = 'tabulated';
    return 10 ** logPressure;
  }
  if (psatModel === 'tabulated') throw outsideTable(table, temperature);
  const { local_fit_window_K: window, min_points_local_fit: minPoints } = settings;
  if (fitLocalClausius(table, temperature, window, minPoints, memo.fit)) {
    memo.source = 'clausius(local-fit)';
    return clausiusPressure(temperature, memo.fit.A, memo.fit.B);
  }
  memo.source = 'clausius(baseline)';
  return branchPressure(settings, temperature);
}

function outsideTable(table: SaturationTable, temperature: number): PhysicsError {
  const { x } = table.curve;
  return new PhysicsError(
    `${table.source}: T = ${temperature} K lies outside [${x[0]}, ${x[x.length - 1]}] K and psat_model is "tabulated"`,
  );
}
