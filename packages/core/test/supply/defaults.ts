import type { SupplyPieceSettings, SupplySettings } from '../../src/supply/settings.ts';
import { type TableColumns, tableFromArrays } from '../../src/tables/columns.ts';

const RATE = {
  mode: 'const',
  const: {
    prod_area_rate_kg_m2_s: 0,
    mu_orbit10pct: null,
    mu_reference_tau: 1,
    orbit_fraction_at_mu1: 0.05,
  },
  powerlaw: { A_kg_m2_s: null, t0_s: 0, index: -1 },
  table: { path: 'data/supply_rate.csv', time_unit: 's' },
} as const;

const DEFAULTS: SupplySettings = {
  ...RATE,
  enabled: true,
  piecewise: [],
  mixing: { epsilon_mix: 0.05 },
  headroom_policy: 'clip',
  reservoir: {
    enabled: false,
    mass_total_Mmars: null,
    depletion_mode: 'hard_stop',
    taper_fraction: 0.05,
  },
  feedback: {
    enabled: false,
    target_tau: 1,
    gain: 1,
    response_time_years: 0.5,
    min_scale: 1e-6,
    max_scale: 10,
    initial_scale: 1,
  },
  temperature: {
    enabled: false,
    mode: 'scale',
    reference_K: 1800,
    exponent: 1,
    scale_at_reference: 1,
    floor: 0,
    cap: 10,
    table: {
      path: 'data/supply_temperature_map.csv',
      value_kind: 'scale',
      column_temperature: 'T_K',
      column_value: 'value',
    },
  },
  transport: { mode: 'direct', t_mix_orbits: null, headroom_gate: 'hard' },
  injection: {
    mode: 'min_bin',
    s_inj_min: null,
    s_inj_max: null,
    q: 3.5,
    deep_reservoir_tmix_orbits: null,
    velocity: {
      mode: 'inherit',
      e_inj: null,
      i_inj: null,
      vrel_factor: null,
      blend_mode: 'rms',
      weight_mode: 'delta_sigma',
    },
  },
};

/** What a test gives of a section; the rest is filled in. */
export type Partially<T> = T extends readonly (infer E)[]
  ? readonly Partially<E>[]
  : T extends object
    ? { readonly [K in keyof T]?: Partially<T[K]> }
    : T;

function filled<T>(base: T, given: unknown): T {
  if (given === undefined) return base;
  if (given === null || typeof given !== 'object' || Array.isArray(given)) return given as T;
  const result: Record<string, unknown> = { ...(base as Record<string, unknown>) };
  for (const [key, value] of Object.entries(given)) result[key] = filled(result[key], value);
  return result as T;
}

/** A resolved section `supply` with the default of every key that is not given. */
export function supplySettings(given: Partially<SupplySettings> = {}): SupplySettings {
  const settings = filled(DEFAULTS, given);
  return {
    ...settings,
    piecewise: settings.piecewise.map((piece) =>
      filled(RATE as unknown as SupplyPieceSettings, piece),
    ),
  };
}

/** A table from the columns and rows of a golden file. */
export function tableFromRows(
  names: readonly string[],
  rows: readonly (readonly (number | null)[])[],
): TableColumns {
  return tableFromArrays(
    'table',
    Object.fromEntries(names.map((name, k) => [name, rows.map((row) => row[k] ?? Number.NaN)])),
  );
}
