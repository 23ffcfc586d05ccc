import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deviations, readGolden, withNumbers } from '../../../../tests/support/golden.ts';
import { MAX_STEPS, YEAR } from '../../src/constants.ts';
import { ConfigurationError, MarsDiskError } from '../../src/errors.ts';
import { type MarsTemperatureDriver, resolveTemperatureDriver } from '../../src/mars/driver.ts';
import { resolveTimeGrid, type TimeGridSettings } from '../../src/run/timeGrid.ts';
import { tableFromArrays } from '../../src/tables/columns.ts';

const ORBIT = { omega: 4e-4, tOrb: (2 * Math.PI) / 4e-4 };

function numericsWith(given: Partial<TimeGridSettings>): TimeGridSettings {
  return {
    t_end_years: null,
    t_end_orbits: null,
    t_end_until_temperature_K: null,
    t_end_temperature_margin_years: 0,
    t_end_temperature_search_years: null,
    min_duration_years: null,
    dt_init: 60000,
    mass_loss_rate_stop_Mmars_s: null,
    ...given,
  };
}

/** A driver that interpolates a table and holds its ends. */
function driverFrom(table: { time_s: number[]; T_K: number[] }): MarsTemperatureDriver {
  return resolveTemperatureDriver(
    {
      TM_K: null,
      mars_temperature_driver: {
        enabled: true,
        mode: 'table',
        constant: null,
        table: {
          path: 'cooling.csv',
          time_unit: 's',
          column_time: 'time_s',
          column_temperature: 'T_K',
        },
        hyodo: null,
        extrapolation: 'hold',
      },
    },
    tableFromArrays('cooling.csv', table),
    ORBIT.tOrb,
  );
}

describe('time grid', () => {
  it('is that of the reference', () => {
    const { cases } = withNumbers(readGolden('supply', 'run_time_grid.json'));
    expect(cases).toHaveLength(25);
    for (const { label, in: given, out } of cases) {
      const resolve = () =>
        resolveTimeGrid(
          numericsWith(given.numerics),
          { omega: given.Omega, tOrb: given.t_orb_s },
          given.temperature_table ? driverFrom(given.temperature_table) : null,
        );
      if (out.error) expect(resolve, label).toThrow(MarsDiskError);
      else {
        const grid = resolve();
        const actual = {
          t_end_s: grid.tEnd,
          dt_nominal_s: grid.dtNominal,
          dt_step_s: grid.dtFirst,
          n_steps: grid.stepCount,
          info: grid.record,
        };
        expect(deviations(actual, out), label).toEqual([]);
        expect(Object.keys(grid.record), label).toEqual(Object.keys(out.info));
      }
    }
  });

  it('divides the duration into equal steps no longer than asked for', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000 }),
        fc.integer({ min: 10, max: 1_000_000 }),
        (thousandths, dt) => {
          const grid = resolveTimeGrid(
            numericsWith({ t_end_years: thousandths / 1000, dt_init: dt }),
            ORBIT,
            null,
          );
          expect(grid.tEnd).toBe((thousandths / 1000) * YEAR);
          expect(Math.abs(grid.dtFirst * grid.stepCount - grid.tEnd)).toBeLessThan(
            1e-12 * grid.tEnd,
          );
          expect(grid.dtFirst).toBeLessThanOrEqual(dt * (1 + 1e-12));
        },
      ),
    );
  });

  it('has at most fifty million steps, and says so when that cut them', () => {
    const grid = resolveTimeGrid(numericsWith({ t_end_years: 10, dt_init: 1 }), ORBIT, null);
    expect(grid.stepCount).toBe(MAX_STEPS);
    expect(grid.dtFirst).toBe((10 * YEAR) / MAX_STEPS);
    expect(grid.dtNominal).toBe(1);
    expect(grid.record.dt_capped_by_max_steps).toBe(true);
  });

  it('refuses a step that is no number, and a stop rate that is negative or not finite', () => {
    for (const given of [
      { dt_init: 'soon' },
      { dt_init: Number.NaN },
      { mass_loss_rate_stop_Mmars_s: -1 },
      { mass_loss_rate_stop_Mmars_s: Number.POSITIVE_INFINITY },
    ])
      expect(() =>
        resolveTimeGrid(numericsWith({ t_end_years: 1, ...given }), ORBIT, null),
      ).toThrow(ConfigurationError);
  });
});
