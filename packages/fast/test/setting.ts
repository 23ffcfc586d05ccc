import {
  createVersionCounter,
  DEFAULT_COEFFICIENTS,
  type Engine,
  type EngineContext,
  logarithmicGrid,
  type SizeGrid,
  type StrengthLaw,
  strengthLaw,
  type VersionCounter,
} from '@marsdisk/core';
import { SUBLIMATION } from '@marsdisk/harness';
import fc from 'fast-check';
import {
  bindContent,
  CACHE_NAMES,
  type Caches,
  createCaches,
  createInputBoard,
  type InputBoard,
  putGrid,
  putKey,
  slotOf,
} from '../src/index.ts';

/** Built-in strength, scaled. */
export function strengthOf(scale = 1): StrengthLaw {
  const rows = Object.entries(DEFAULT_COEFFICIENTS).map(([velocity, row]) => {
    const [qs, as, b, bg] = row as readonly number[];
    return [velocity, [qs * scale, as, b * scale, bg]];
  });
  return strengthLaw(Object.fromEntries(rows), 'ba99_cgs', 0.45);
}

/** What an engine of `bins` bins is bound to. */
export function contextOf(
  bins: number,
  cells = 3,
  change: Partial<EngineContext> = {},
): EngineContext {
  const grid = logarithmicGrid(1e-6, 3, bins, 3270, createVersionCounter());
  return {
    cells,
    grid,
    radius: Float64Array.from({ length: cells }, (_, cell) => 3.5e6 * (1 + 0.1 * cell)),
    radiation: { sMin: 1e-7, rho: 3270, qpr: { kind: 'constant', value: 1 } },
    strength: strengthOf(),
    injection: {
      settings: { mode: 'powerlaw_bins', s_inj_min: null, s_inj_max: null, q: 3.5 },
      sizes: grid.sizes,
      widths: grid.widths,
      masses: grid.masses,
      massWeights: grid.sizes.map((s) => s ** 0.5),
    },
    sublimation: SUBLIMATION,
    qAbsMean: 0.8,
    ...change,
  };
}

/** The gains of a population by an engine, m⁻² s⁻¹. */
export function gainOf(
  engine: Engine,
  bins: number,
  vRel = 3600,
  { grid } = contextOf(bins),
): Float64Array {
  const numberDensity = grid.sizes.map((s) => s ** -3);
  const rates = { loss: new Float64Array(bins), gain: new Float64Array(bins), shortestTime: 0 };
  engine.collisionRates({ cell: 0, grid, rho: 3270, vRel, scaleHeight: 1e5, numberDensity }, rates);
  return rates.gain;
}

/** Number densities over 30 decades, empty bins among them. */
export function numberDensities(bins: number): fc.Arbitrary<Float64Array> {
  const one = fc.oneof(
    { weight: 9, arbitrary: fc.double({ min: -15, max: 15, noNaN: true }).map((x) => 10 ** x) },
    { weight: 1, arbitrary: fc.constant(0) },
  );
  return fc
    .array(one, { minLength: bins, maxLength: bins })
    .map((values) => Float64Array.from(values));
}

/** Caches on a board of their own, showing a grid and one velocity. */
export interface Setting {
  readonly versions: VersionCounter;
  readonly board: InputBoard;
  readonly caches: Caches;
  readonly show: (grid: SizeGrid) => void;
}

/** All caches of a small run. */
export function settingOf(
  bins: number,
  { cells = 3, guard = false, shadow = false } = {},
): Setting {
  const versions = createVersionCounter();
  const board = createInputBoard({ cells, bins }, versions, guard);
  bindContent(board, 'strength', strengthOf());
  putKey(board, slotOf('rho'), 3000);
  putKey(board, slotOf('vRel'), 3600);
  putKey(board, slotOf('alpha'), 3.5);
  const caches = createCaches(board, {
    enabled: new Set(CACHE_NAMES),
    isGuarded: guard,
    isShadowed: shadow,
    step: () => 7,
  });
  return { versions, board, caches, show: (grid) => putGrid(board, grid) };
}
