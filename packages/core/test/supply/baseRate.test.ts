import { describe, expect, it } from 'vitest';
import { deviations, readGolden, withNumbers } from '../../../../tests/support/golden.ts';
import { ConfigurationError, MarsDiskError } from '../../src/errors.ts';
import { baseRateAt, buildBaseRate } from '../../src/supply/baseRate.ts';
import { supplySettings, tableFromRows } from './defaults.ts';

describe('base rate of the supply', () => {
  it('is that of the reference for constant, power-law and piecewise supply', () => {
    const { cases } = withNumbers(readGolden('supply', 'supply_base_rate.json'));
    expect(cases).toHaveLength(40);
    for (const { label, in: given, out } of cases) {
      const rate = () =>
        baseRateAt(buildBaseRate(supplySettings(given.spec), new Map()), given.t_s, given.r_m);
      if (out.error) expect(rate, label).toThrow(MarsDiskError);
      else expect(deviations({ rate: rate() }, out), label).toEqual([]);
    }
  });

  it('is that of the reference for tables in time, and in time and radius', () => {
    const { cases } = withNumbers(readGolden('supply', 'supply_table.json'));
    expect(cases).toHaveLength(39);
    for (const { label, in: given, out } of cases) {
      const settings = supplySettings({
        mode: 'table',
        table: { path: 'rate.csv', time_unit: given.time_unit },
      });
      const tables = new Map([['rate.csv', tableFromRows(given.columns, given.rows)]]);
      const rate = () => baseRateAt(buildBaseRate(settings, tables), given.t_s, given.r_m);
      if (out.error) expect(rate, label).toThrow(MarsDiskError);
      else expect(deviations({ rate: rate() }, out), label).toEqual([]);
    }
  });

  it('names the setting whose table was not read', () => {
    const settings = supplySettings({
      mode: 'piecewise',
      piecewise: [{ t_start_s: 0, t_end_s: 1, mode: 'table', table: { path: 'x.csv' } }],
    });
    expect(() => buildBaseRate(settings, new Map())).toThrow(ConfigurationError);
    expect(() => buildBaseRate(settings, new Map())).toThrow(
      'supply.piecewise.0.table.path: the table "x.csv" was not read',
    );
  });

  it('counts the time inside a piece from the start of the run', () => {
    const law = buildBaseRate(
      supplySettings({
        mode: 'piecewise',
        piecewise: [
          {
            t_start_s: 100,
            t_end_s: 200,
            mode: 'powerlaw',
            powerlaw: { A_kg_m2_s: 2, t0_s: 0, index: 1 },
          },
        ],
      }),
      new Map(),
    );
    expect(baseRateAt(law, 150, 1)).toBeCloseTo(300, 9);
    expect(baseRateAt(law, 200, 1)).toBe(0);
  });
});
