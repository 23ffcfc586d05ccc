import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deviations, readGolden, withNumbers } from '../../../../tests/support/golden.ts';
import { MARS_MASS } from '../../src/constants.ts';
import { ConfigurationError, MarsDiskError } from '../../src/errors.ts';
import {
  buildSupplyLaw,
  createSupplyResult,
  createSupplyState,
  evaluateSupply,
  type SupplyResult,
  type SupplyState,
  supplyTablePaths,
} from '../../src/supply/evaluate.ts';
import { supplySettings, tableFromRows } from './defaults.ts';

const orNull = (x: number) => (Number.isNaN(x) ? null : x);

/** Numbers on a fine grid from min to max: no denormals, whose relative rounding is of no interest here. */
const quantity = (min: number, max: number) =>
  fc.integer({ min: 0, max: 1_000_000 }).map((n) => min + (max - min) * (n / 1_000_000));

/** The result and the state under the names of the golden file. */
function named(result: SupplyResult, state: SupplyState) {
  return {
    rate: result.rate,
    raw_rate: result.rawRate,
    mixed_rate: result.mixedRate,
    temperature_scale: result.temperatureScale,
    feedback_scale: result.feedbackScale,
    reservoir_scale: result.reservoirScale,
    reservoir_remaining_Mmars: orNull(result.reservoirRemainingMarsMasses),
    reservoir_fraction: orNull(result.reservoirFraction),
    clipped_by_reservoir: result.clippedByReservoir,
    feedback_error: orNull(result.feedbackError),
    temperature_value: orNull(result.temperatureValue),
    temperature_value_kind: result.temperatureValueKind,
    state_after: {
      feedback_scale: state.feedbackScale,
      reservoir_mass_remaining_kg: orNull(state.reservoirRemaining),
    },
  };
}

describe('supply of a cell', () => {
  it('follows the reference through every sequence of steps', () => {
    const { cases } = withNumbers(readGolden('supply', 'supply_evaluate.json'));
    expect(cases).toHaveLength(26);
    for (const { label, in: given, out } of cases) {
      const settings = supplySettings(given.spec);
      const { temperature_table: table } = given;
      const tables = new Map(
        table ? [[settings.temperature.table.path, tableFromRows(table.columns, table.rows)]] : [],
      );
      const law = buildSupplyLaw(settings, tables);
      const state = createSupplyState(law);
      const result = createSupplyResult();
      expect(given.calls, label).toHaveLength(out.length);
      for (const [k, call] of given.calls.entries()) {
        const evaluate = () =>
          evaluateSupply(
            law,
            state,
            call.t_s,
            call.r_m,
            call.dt_s,
            given.area_m2,
            call.tau ?? Number.NaN,
            call.temperature_K,
            call.apply_reservoir ?? true,
            result,
          );
        if (out[k].error) expect(evaluate, label).toThrow(MarsDiskError);
        else {
          evaluate();
          expect(deviations(named(result, state), out[k]), `${label}, call ${k}`).toEqual([]);
        }
      }
    }
  });

  it('draws from the reservoir what it supplies, and never more than there is', () => {
    const step = fc.record({
      dt: quantity(1, 1e5),
      tau: quantity(0, 3),
      isApplied: fc.boolean(),
    });
    fc.assert(
      fc.property(
        quantity(0, 1e-4),
        quantity(0, 1e-13),
        fc.constantFrom('hard_stop' as const, 'taper' as const),
        quantity(0, 1),
        fc.array(step, { minLength: 1, maxLength: 20 }),
        (rate, mass, depletion, taper, steps) => {
          const area = 1e12;
          const law = buildSupplyLaw(
            supplySettings({
              const: { prod_area_rate_kg_m2_s: rate },
              feedback: { enabled: true, response_time_years: 0.001 },
              reservoir: {
                enabled: true,
                mass_total_Mmars: mass,
                depletion_mode: depletion,
                taper_fraction: taper,
              },
            }),
            new Map(),
          );
          const state = createSupplyState(law);
          const result = createSupplyResult();
          const total = mass * MARS_MASS;
          let t = 0;
          for (const { dt, tau, isApplied } of steps) {
            const before = state.reservoirRemaining;
            evaluateSupply(law, state, t, 5e6, dt, area, tau, null, isApplied, result);
            const drawn = before - state.reservoirRemaining;
            expect(state.reservoirRemaining).toBeGreaterThanOrEqual(0);
            const expected = isApplied ? result.rate * area * dt : 0;
            expect(Math.abs(drawn - expected)).toBeLessThanOrEqual(1e-14 * total);
            t += dt;
          }
        },
      ),
    );
  });

  it('rises while the optical depth is below its target and falls while it is above', () => {
    const law = buildSupplyLaw(
      supplySettings({ feedback: { enabled: true, target_tau: 1, response_time_years: 1 } }),
      new Map(),
    );
    const result = createSupplyResult();
    fc.assert(
      fc.property(quantity(0, 2), (tau) => {
        const state = createSupplyState(law);
        evaluateSupply(law, state, 0, 5e6, 1e5, 1e12, tau, null, true, result);
        expect(Math.sign(result.feedbackScale - 1)).toBe(Math.sign(1 - tau));
        expect(state.feedbackScale).toBe(result.feedbackScale);
      }),
    );
  });

  it('replaces the mixed rate, mixing and all, where a table gives the rate itself', () => {
    const settings = supplySettings({
      mixing: { epsilon_mix: 0 },
      temperature: { enabled: true, mode: 'table', table: { path: 'T.csv', value_kind: 'rate' } },
    });
    const law = buildSupplyLaw(
      settings,
      new Map([
        [
          'T.csv',
          tableFromRows(
            ['T_K', 'value'],
            [
              [1000, 1e-6],
              [2000, 3e-6],
            ],
          ),
        ],
      ]),
    );
    const result = createSupplyResult();
    evaluateSupply(law, createSupplyState(law), 0, 5e6, 10, 1, Number.NaN, 1500, true, result);
    expect(result.rate).toBeCloseTo(2e-6, 18);
    expect(result.mixedRate).toBe(0);
  });

  it('keeps reporting the reservoir while the supply is disabled', () => {
    const law = buildSupplyLaw(
      supplySettings({ enabled: false, reservoir: { enabled: true, mass_total_Mmars: 0.5 } }),
      new Map(),
    );
    const result = createSupplyResult();
    evaluateSupply(law, createSupplyState(law), 0, 5e6, 10, 1, 1, 2000, true, result);
    expect(result.rate).toBe(0);
    expect(result.reservoirRemainingMarsMasses).toBe(0.5);
    expect(result.reservoirFraction).toBe(1);
  });

  it('needs a mass for an enabled reservoir', () => {
    expect(() =>
      buildSupplyLaw(supplySettings({ reservoir: { enabled: true } }), new Map()),
    ).toThrow(ConfigurationError);
  });

  it('asks for the tables of the modes in use, each once', () => {
    const piece = { t_start_s: 0, t_end_s: 1, mode: 'table', table: { path: 'a.csv' } } as const;
    expect(supplyTablePaths(supplySettings())).toEqual([]);
    expect(supplyTablePaths(supplySettings({ mode: 'table', table: { path: 'a.csv' } }))).toEqual([
      'a.csv',
    ]);
    expect(
      supplyTablePaths(
        supplySettings({
          mode: 'piecewise',
          piecewise: [piece, piece],
          temperature: { enabled: true, mode: 'table', table: { path: 'T.csv' } },
        }),
      ),
    ).toEqual(['a.csv', 'T.csv']);
  });
});
