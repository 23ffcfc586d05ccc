import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PhysicsError, TableLoadError } from '../../src/errors.ts';
import { sublimationFlux } from '../../src/sublimation/massFlux.ts';
import { buildPchip, evaluatePchip } from '../../src/sublimation/pchip.ts';
import {
  createSaturationMemo,
  createSublimationModel,
  type SaturationMemo,
  type SublimationModel,
  saturationPressure,
} from '../../src/sublimation/saturation.ts';
import { buildSaturationTable, validRange } from '../../src/sublimation/saturationTable.ts';
import {
  branchValidity,
  clausiusPressure,
  isLiquidBranch,
} from '../../src/sublimation/vapourPressure.ts';
import { compareWithGolden, tableOf } from '../radiation/goldenCases.ts';
import { DEFAULT_SUB_PARAMS, modelOf, settingsOf } from './subParams.ts';

/** Everything that the golden files say about one evaluation. */
function diagnosticsOf(model: SublimationModel, temperature: number): object {
  const memo = createSaturationMemo();
  const J = sublimationFlux(model, temperature, memo);
  if (!model.isHertzKnudsen) return { J, hkl_active: false };
  const validity = branchValidity(model.settings, temperature);
  // The reference compares with the range only after it found the gas unsaturated.
  const isSaturated = memo.pressure <= model.settings.P_gas;
  return {
    J,
    hkl_active: true,
    P_sat: memo.pressure,
    log10P: Math.log10(memo.pressure),
    model: memo.source,
    ...branchOf(model, temperature, memo),
    validity_status: isSaturated ? null : (validity?.status ?? null),
    validity_delta_K: isSaturated ? null : (validity?.distance ?? null),
    valid_K_active: validity?.range ?? null,
  };
}

function branchOf({ settings }: SublimationModel, temperature: number, memo: SaturationMemo) {
  if (memo.source === 'tabulated') return { branch: 'tabulated', A_active: null, B_active: null };
  if (memo.source === 'clausius(local-fit)')
    return { branch: 'clausius_local_fit', A_active: memo.fit.A, B_active: memo.fit.B };
  return isLiquidBranch(settings, temperature)
    ? { branch: 'liquid', A_active: settings.A_liq, B_active: settings.B_liq }
    : { branch: 'solid', A_active: settings.A, B_active: settings.B };
}

describe('the saturation vapour pressure', () => {
  test('Clausius–Clapeyron', () => {
    const { differences } = compareWithGolden('p_sat_clausius', ({ A, B, T }) => ({
      P_sat: clausiusPressure(T, A, B),
    }));
    expect(differences).toEqual([]);
  });

  test('with tables: pressure, flux, model, branch and validity', () => {
    const { cases, differences } = compareWithGolden(
      'p_sat_tables',
      (input, file) => {
        const settings = {
          ...DEFAULT_SUB_PARAMS,
          ...file.params.forsterite,
          psat_model: input.psat_model,
        };
        return diagnosticsOf(modelOf(settings, file.tables[input.table]), input.T);
      },
      { absolute: { log10P: 1e-12 } },
    );
    expect(cases).toBe(180);
    expect(differences).toEqual([]);
  });

  test('a fit outside the table', () => {
    const { differences } = compareWithGolden(
      'psat_local_fit',
      (input, file) => {
        const { local_fit_window_K, min_points_local_fit } = input;
        const fitting = { local_fit_window_K, min_points_local_fit, mode: 'hkl' };
        const model = modelOf({ ...DEFAULT_SUB_PARAMS, ...fitting }, file.tables[input.table]);
        const memo = createSaturationMemo();
        const P_sat = saturationPressure(model, input.T, memo);
        const { A, B, center, firstPoint, endPoint } = memo.fit;
        const { x, y } = model.table!.curve;
        const points = Array.from(x.slice(firstPoint, endPoint), (t, k) => [t, y[firstPoint + k]]);
        const squares = points.map(([t, log]) => (log - (A - B / t)) ** 2);
        return {
          model: memo.source,
          P_sat,
          A_active: A,
          B_active: B,
          n_points: endPoint - firstPoint,
          fit_T_center: center,
          fit_window_K: local_fit_window_K,
          valid_K_active: [x[firstPoint], x[endPoint - 1]],
          rms_log10P: Math.sqrt(squares.reduce((a, b) => a + b) / squares.length),
        };
      },
      { absolute: { rms_log10P: 1e-12 } },
    );
    expect(differences).toEqual([]);
  });

  test('with a tolerance it depends on what came before', () => {
    const { differences } = compareWithGolden('psat_cache', (input, file) => {
      const { psat_cache_tol_K } = input;
      const model = modelOf({ ...settingsOf(input, file), psat_cache_tol_K });
      const memo = createSaturationMemo();
      const evaluate = input.quantity === 'J' ? sublimationFlux : saturationPressure;
      const values = input.T_sequence.map((t: number) => evaluate(model, t, memo));
      return { [input.quantity ?? 'P_sat']: values };
    });
    expect(differences).toEqual([]);
  });

  test('an unknown model is refused', () => {
    const settings = { ...DEFAULT_SUB_PARAMS, psat_model: 'magic' };
    expect(() => createSublimationModel(settings, null)).toThrow(PhysicsError);
  });

  test('a broken table is a warning for auto and an error for tabulated', () => {
    const settings = { ...DEFAULT_SUB_PARAMS, mode: 'hkl', psat_table_path: 'p.csv' };
    const broken = tableOf({ columns: ['T', 'P'], rows: [[1500, 1]] });
    const auto = createSublimationModel(settings, broken);
    expect(auto.table).toBeNull();
    expect(auto.warnings.join()).toContain('column "log10P[Pa]" is missing');
    const tabulated = { ...settings, psat_model: 'tabulated' };
    expect(() => createSublimationModel(tabulated, broken)).toThrow(TableLoadError);
    expect(() => createSublimationModel(tabulated, null)).toThrow('p.csv');
  });
});

describe('the saturation table', () => {
  test('reference tables', () => {
    const { differences } = compareWithGolden('psat_table_load', (input) => {
      const table = buildSaturationTable(tableOf(input));
      return {
        T: table.curve.x,
        log10P: table.curve.y,
        monotonic: table.isRising,
        valid_K: validRange(input.valid_K, table),
      };
    });
    expect(differences).toEqual([]);
  });

  test('interpolation and slopes', () => {
    const { differences } = compareWithGolden('pchip', ({ x, y, xq }) => {
      const curve = buildPchip(Float64Array.from(x), Float64Array.from(y));
      return {
        y: xq.map((at: number) => evaluatePchip(curve, at)),
        dydx_at_nodes: curve.slopes,
      };
    });
    expect(differences).toEqual([]);
  });

  const step = fc.double({ min: 1e-3, max: 100, noNaN: true });
  const rise = fc.double({ min: 0, max: 10, noNaN: true });
  const share = fc.double({ min: 0, max: 1, noNaN: true });

  test('a curve through rising points rises, and stays between neighbouring points', () => {
    const points = fc.array(fc.tuple(step, rise), { minLength: 2, maxLength: 12 });
    fc.assert(
      fc.property(points, share, share, (steps, a, b) => {
        const x = Float64Array.from(steps, (_, k) => sumTo(steps, k, 0));
        const y = Float64Array.from(steps, (_, k) => sumTo(steps, k, 1));
        const curve = buildPchip(x, y);
        const last = x.length - 1;
        const at = (part: number) => Math.min(x[0] + part * (x[last] - x[0]), x[last]);
        const [low, high] = [
          evaluatePchip(curve, at(Math.min(a, b))),
          evaluatePchip(curve, at(Math.max(a, b))),
        ];
        const slack = 1e-12 * Math.max(1, y[last]);
        expect(high).toBeGreaterThanOrEqual(low - slack);
        const k = Math.min(
          x.findLastIndex((node) => node <= at(a)),
          last - 1,
        );
        expect(evaluatePchip(curve, at(a))).toBeGreaterThanOrEqual(y[k] - slack);
        expect(evaluatePchip(curve, at(a))).toBeLessThanOrEqual(y[k + 1] + slack);
      }),
    );
  });

  function sumTo(steps: [number, number][], k: number, part: 0 | 1): number {
    return steps.slice(0, k + 1).reduce((sum, pair) => sum + pair[part], 0);
  }
});

describe('the sublimation flux', () => {
  test('reference values with all diagnostics', () => {
    const { cases, differences } = compareWithGolden(
      'mass_flux_hkl',
      (input, file) => diagnosticsOf(modelOf(settingsOf(input, file)), input.T),
      { absolute: { log10P: 1e-12 } },
    );
    expect(cases).toBe(117);
    expect(differences).toEqual([]);
  });

  test('it grows with temperature on each branch', () => {
    const model = modelOf({ ...DEFAULT_SUB_PARAMS, mode: 'hkl' });
    const memo = createSaturationMemo();
    fc.assert(
      fc.property(fc.double({ min: 300, max: 1800, noNaN: true }), (t) => {
        const hotter = sublimationFlux(model, t * 1.01, memo);
        expect(hotter).toBeGreaterThan(sublimationFlux(model, t, memo));
      }),
    );
  });
});
