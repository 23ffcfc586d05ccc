import { sublimationFlux } from '../../src/sublimation/massFlux.ts';
import {
  createSaturationMemo,
  createSublimationModel,
  type SublimationModel,
} from '../../src/sublimation/saturation.ts';
import type { SublimationSettings } from '../../src/sublimation/settings.ts';
import { tableOf } from '../radiation/goldenCases.ts';

/** The defaults of `sinks.sub_params`. */
export const DEFAULT_SUB_PARAMS: SublimationSettings = {
  mode: 'exponential',
  psat_model: 'auto',
  alpha_evap: 0.007,
  mu: 0.0440849,
  A: 13.613,
  B: 17850,
  valid_K: [1270, 1600],
  enable_liquid_branch: true,
  psat_liquid_switch_K: 1900,
  A_liq: 13.203,
  B_liq: 25898.9,
  valid_liquid_K: [1900, 3500],
  psat_table_path: null,
  local_fit_window_K: 300,
  min_points_local_fit: 3,
  psat_cache_tol_K: 0,
  eta_instant: 0.1,
  dT: 50,
  P_gas: 0,
};

/** The settings of a golden case: a named set of the file, or overrides of the defaults. */
// biome-ignore lint/suspicious/noExplicitAny: the golden files name the shape
export function settingsOf(input: any, file: any): SublimationSettings {
  const name = input.params?.replace(' with P_gas 1e9', '');
  const isSaturated = name !== input.params;
  const named = { ...DEFAULT_SUB_PARAMS, ...(input.overrides ?? file.params[name]) };
  return isSaturated ? { ...named, P_gas: 1e9 } : named;
}

/** A model with the rows [T, log10 P] of a golden table, if there are any. */
export function modelOf(settings: SublimationSettings, rows: number[][] | null = null) {
  if (rows === null) return createSublimationModel(settings, null);
  const columns = tableOf({ columns: ['T[K]', 'log10P[Pa]'], rows });
  return createSublimationModel({ ...settings, psat_table_path: 'golden table' }, columns);
}

/** The flux of a cell without a past, kg m⁻² s⁻¹. */
export function freshFlux(model: SublimationModel, temperature: number): number {
  return sublimationFlux(model, temperature, createSaturationMemo());
}
