import { describe, expect, test } from 'vitest';
import {
  type AutogenerateSettings,
  coversSpan,
  generateTemperatures,
  requiredYears,
  tableCoverageYears,
  temperatureTableName,
  temperatureTag,
} from '../../src/mars/autogenerate.ts';
import { tableFromArrays } from '../../src/tables/columns.ts';
import { compareWithGolden } from '../radiation/goldenCases.ts';

const TEMPLATE = 'mars_temperature_T{tag}K.csv';

describe('generated temperature tables', () => {
  test('their names', () => {
    const { differences } = compareWithGolden('temperature_tag', ({ T0 }) => ({
      tag: temperatureTag(T0),
      filename: temperatureTableName(TEMPLATE, T0),
    }));
    expect(differences).toEqual([]);
  });

  test('an exact tie goes to the even digit', () => {
    expect([1850.25, 1850.75, 1850.5].map(temperatureTag)).toEqual(['1850p2', '1850p8', '1850p5']);
  });

  test('their rows, and whether they serve a second run', () => {
    const { differences } = compareWithGolden('ensure_temperature_table', (input) => {
      const settings: AutogenerateSettings = {
        column_time: 'time_day',
        filename_template: TEMPLATE,
        ...input,
      };
      const target_years = requiredYears(settings, input.t_end_years);
      const made = generateTemperatures(settings, input.T0, target_years, input.t_orb_s);
      const again = tableCoverageYears(
        tableFromArrays('made', { time_day: made.times, T_K: made.temperatures }),
        settings,
        input.t_orb_s,
      );
      return {
        filename: temperatureTableName(TEMPLATE, input.T0),
        generated: true,
        coverage_years: made.coverageYears,
        target_years,
        time: made.times,
        T_K: made.temperatures,
        second_call_generated: !coversSpan(again!, target_years),
        second_call_coverage_years: again,
      };
    });
    expect(differences).toEqual([]);
  });

  test('a table without the time column covers nothing', () => {
    const settings = { column_time: 'time_day', time_unit: 'day' } as AutogenerateSettings;
    expect(tableCoverageYears(tableFromArrays('x', { t: [1, 2] }), settings, 1)).toBeNull();
    expect(tableCoverageYears(tableFromArrays('x', { time_day: [] }), settings, 1)).toBeNull();
  });
});
