import { describe, expect, it } from 'vitest';
import { deviations, readGolden, withNumbers } from '../../../../tests/support/golden.ts';
import { ConfigurationError, MarsDiskError } from '../../src/errors.ts';
import {
  buildSupplyTemperature,
  evaluateTemperature,
  type TemperatureFactor,
} from '../../src/supply/temperature.ts';
import { supplySettings, tableFromRows } from './defaults.ts';

describe('temperature factor of the supply', () => {
  it('is that of the reference', () => {
    const { cases } = withNumbers(readGolden('supply', 'supply_temperature_factor.json'));
    expect(cases).toHaveLength(38);
    for (const { label, in: given, out } of cases) {
      const factor = () => {
        const { temperature } = supplySettings({ temperature: given.temperature });
        const tables = new Map(
          given.table
            ? [[temperature.table.path, tableFromRows(given.table.columns, given.table.rows)]]
            : [],
        );
        const result: TemperatureFactor = {
          temperatureScale: Number.NaN,
          temperatureValue: Number.NaN,
          temperatureValueKind: 'rate',
        };
        evaluateTemperature(
          buildSupplyTemperature(temperature, tables),
          given.temperature_K,
          result,
        );
        const value = Number.isNaN(result.temperatureValue) ? null : result.temperatureValue;
        return {
          scale: result.temperatureScale,
          override_rate: result.temperatureValueKind === 'rate' ? value : null,
          value_kind: result.temperatureValueKind,
          value,
        };
      };
      if (out.error) expect(factor, label).toThrow(MarsDiskError);
      else expect(deviations(factor(), out), label).toEqual([]);
    }
  });

  it('names the columns of a table that lacks the configured one', () => {
    const { temperature } = supplySettings({ temperature: { enabled: true, mode: 'table' } });
    const tables = new Map([[temperature.table.path, tableFromRows(['T', 'value'], [[1, 2]])]]);
    expect(() => buildSupplyTemperature(temperature, tables)).toThrow(
      'table: column "T_K" is missing; the columns are T, value',
    );
    expect(() => buildSupplyTemperature(temperature, new Map())).toThrow(ConfigurationError);
  });
});
