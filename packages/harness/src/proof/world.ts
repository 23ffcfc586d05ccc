import {
  buildQprTable,
  createSublimationModel,
  createVersionCounter,
  DEFAULT_COEFFICIENTS,
  logarithmicGrid,
  type RadiationContext,
  type SizeGrid,
  type StrengthLaw,
  type SublimationModel,
  type SupplyInjection,
  strengthLaw,
  tableFromArrays,
  type VersionCounter,
} from '@marsdisk/core';

/** Everything that cached quantities may depend on, as it is at the moment. Small, so that many questions can be asked. */
export interface World {
  readonly versions: VersionCounter;
  cell: number;
  /** The grid at the start. */
  readonly firstGrid: SizeGrid;
  grid: SizeGrid;
  /** Size distributions of the cells. */
  readonly numbers: Float64Array[];
  rho: number;
  vRel: number;
  alpha: number;
  strength: StrengthLaw;
  injection: SupplyInjection;
  floor: number;
  temperature: number;
  radiation: RadiationContext;
  radii: Float64Array;
  qAbs: number;
  aBlow: number;
}

export const WORLD_CELLS = 3;
export const WORLD_BINS = 6;

/** A world at rest. */
export function createWorld(): World {
  const versions = createVersionCounter();
  const grid = logarithmicGrid(1e-6, 1, WORLD_BINS, 3000, versions);
  return {
    versions,
    cell: 0,
    firstGrid: grid,
    grid,
    numbers: Array.from({ length: WORLD_CELLS }, (_, cell) =>
      grid.sizes.map((s) => (cell + 1) * s ** -3.5),
    ),
    rho: 3000,
    vRel: 3600,
    alpha: 3.5,
    strength: strengthOf({ scale: 1, isCgs: true, mu: 0.45 }),
    injection: injectionOf(
      { mode: 'powerlaw_bins', q: 3.5, sMin: null, sMax: null, tilt: 1 },
      grid,
    ),
    floor: 1e-5,
    temperature: 2500,
    radiation: radiationOf({ sMin: 1e-7, rho: 3000, qpr: 1, isTable: false }),
    radii: Float64Array.of(3.5e6, 5e6, 9e6),
    qAbs: 1,
    aBlow: 1e-5,
  };
}

/** A strength law: the built-in coefficients times a scale, in one of two unit systems. */
export function strengthOf(of: { scale: number; isCgs: boolean; mu: number }): StrengthLaw {
  const table = Object.fromEntries(
    Object.entries(DEFAULT_COEFFICIENTS).map(([velocity, row]) => {
      const [qs, as, b, bg] = row as readonly number[];
      return [velocity, [qs! * of.scale, as!, b! * of.scale, bg!]];
    }),
  );
  return strengthLaw(table, of.isCgs ? 'ba99_cgs' : 'si', of.mu);
}

/** Injection settings of a grid. */
export function injectionOf(
  of: { mode: string; q: number; sMin: number | null; sMax: number | null; tilt: number },
  grid: SizeGrid,
): SupplyInjection {
  return {
    settings: { mode: of.mode, q: of.q, s_inj_min: of.sMin, s_inj_max: of.sMax },
    sizes: grid.sizes,
    widths: grid.widths,
    masses: grid.masses,
    massWeights: grid.sizes.map((_, k) => 1 + of.tilt * k),
  };
}

/** Radiation settings with a constant Q_pr or a table of four values. */
export function radiationOf(of: {
  sMin: number;
  rho: number;
  qpr: number;
  isTable: boolean;
}): RadiationContext {
  const { sMin, rho, qpr } = of;
  if (!of.isTable) return { sMin, rho, qpr: { kind: 'constant', value: qpr } };
  const table = buildQprTable(
    tableFromArrays('qpr of the proof', {
      s: Float64Array.of(1e-8, 1e-4, 1e-8, 1e-4),
      T_M: Float64Array.of(1000, 1000, 6500, 6500),
      Q_pr: Float64Array.of(0.5 * qpr, qpr, 0.7 * qpr, 0.9 * qpr),
    }),
  );
  return { sMin, rho, qpr: { kind: 'table', table } };
}

/** Hertz–Knudsen–Langmuir sublimation without a table; no cache depends on it. */
export const SUBLIMATION: SublimationModel = createSublimationModel(
  {
    mode: 'hkl',
    psat_model: 'clausius',
    alpha_evap: 0.1,
    mu: 0.14,
    A: 13.8,
    B: 28362,
    valid_K: null,
    enable_liquid_branch: false,
    psat_liquid_switch_K: null,
    A_liq: null,
    B_liq: null,
    valid_liquid_K: null,
    psat_table_path: null,
    local_fit_window_K: 300,
    min_points_local_fit: 8,
    psat_cache_tol_K: 0,
    eta_instant: 0.1,
    dT: 50,
    P_gas: 0,
  },
  null,
);
