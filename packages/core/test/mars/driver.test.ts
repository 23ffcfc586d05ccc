import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deviations, withNumbers } from '../../../../tests/support/golden.ts';
import { coolingTime } from '../../src/mars/coolingTime.ts';
import { firstTimeAtOrBelow } from '../../src/mars/crossing.ts';
import {
  type MarsTemperatureDriver,
  type MarsTemperatureSettings,
  resolveTemperatureDriver,
} from '../../src/mars/driver.ts';
import { hyodoTemperature } from '../../src/mars/hyodo.ts';
import { DEFAULT_SLAB, slabCoolingTime, slabTemperature } from '../../src/mars/slab.ts';
import {
  compareWithGolden,
  errorDifference,
  readRadiation,
  tableOf,
} from '../radiation/goldenCases.ts';

// biome-ignore lint/suspicious/noExplicitAny: golden files have one shape each; the tests name it
type Golden = any;

/** A golden section `radiation` with the defaults filled in; the rows of a table stand in for its path. */
function driverOf(radiation: Golden, orbitPeriod: number): MarsTemperatureDriver {
  const section = radiation.mars_temperature_driver ?? null;
  const rows = section?.table ?? null;
  const settings: MarsTemperatureSettings = {
    TM_K: radiation.TM_K ?? null,
    mars_temperature_driver: section && {
      constant: null,
      hyodo: null,
      extrapolation: 'hold',
      ...section,
      table: rows && { path: 'golden table', ...rows },
    },
  };
  return resolveTemperatureDriver(settings, rows && tableOf(rows), orbitPeriod);
}

describe('the temperature of Mars', () => {
  const { cases } = readRadiation('temperature_driver');

  const byNote = new Map<string, Golden>(cases.map((item: Golden) => [item.in.note, item]));

  test.each([...byNote.keys()])('%s', (note) => {
    const { in: input, out } = byNote.get(note);
    const resolve = () => driverOf(input.radiation, input.t_orb_s);
    if (out.resolve_error !== undefined) {
      expect(errorDifference(resolve, out.resolve_error)).toEqual([]);
      return;
    }
    const driver = resolve();
    const { source, mode, enabled, initial: initial_value, provenance } = driver;
    const facts = { source, mode, enabled, initial_value, provenance };
    const { values, ...expected } = withNumbers(out);
    expect(deviations(facts, expected)).toEqual([]);
    const differences = input.times_s.flatMap((time: number, i: number) =>
      typeof values[i] === 'number'
        ? deviations(driver.evaluate(time), values[i])
        : errorDifference(() => driver.evaluate(time), values[i].error),
    );
    expect(differences).toEqual([]);
  });

  test('the records name the table and its time range', () => {
    const item = byNote.get('table day hold');
    const driver = driverOf(item.in.radiation, 1);
    expect(driver.provenance['table_path']).toBe('golden table');
    expect(driver.timeRange).toEqual([0, 864000]);
  });

  test('a missing temperature names both keys that could give it', () => {
    expect(() => resolveTemperatureDriver(null, null, 1)).toThrow(
      /radiation\.TM_K.*radiation\.mars_temperature_driver/,
    );
  });

  test('a table gives its own temperatures at its own times', () => {
    const rows = fc.uniqueArray(fc.integer({ min: 0, max: 1000 }), { minLength: 2, maxLength: 20 });
    fc.assert(
      fc.property(rows, (times) => {
        const temperatureAt = (time: number) => 1500 + 3 * time;
        const table = {
          columns: ['time', 'T_M'],
          rows: times.map((time) => [time, temperatureAt(time)]),
          time_unit: 's',
          column_time: 'time',
          column_temperature: 'T_M',
        };
        const section = { enabled: true, mode: 'table', table };
        const driver = driverOf({ mars_temperature_driver: section }, 1);
        for (const time of times) expect(driver.evaluate(time)).toBe(temperatureAt(time));
      }),
    );
  });
});

describe('laws of cooling', () => {
  test('slab', () => {
    const { differences } = compareWithGolden('mars_temperature_slab', (input) => {
      const slab = {
        thickness: input.d_layer ?? DEFAULT_SLAB.thickness,
        density: input.rho ?? DEFAULT_SLAB.density,
        heatCapacity: input.cp ?? DEFAULT_SLAB.heatCapacity,
      };
      return { T: slabTemperature(input.T0, input.t, slab) };
    });
    expect(differences).toEqual([]);
  });

  test('linear', () => {
    const { differences } = compareWithGolden('hyodo_temperature', ({ T0, t, d_layer }) => ({
      T: hyodoTemperature(T0, t, d_layer),
    }));
    expect(differences).toEqual([]);
  });

  test('cooling time', () => {
    const { differences } = compareWithGolden('cooling_time_seconds', (input) => ({
      t: coolingTime(input.T0, input.T_target, input.model, input.margin_years),
    }));
    expect(differences).toEqual([]);
  });

  test('the cooling time of the slab inverts its temperature', () => {
    const kelvin = fc.double({ min: 1000, max: 6500, noNaN: true });
    fc.assert(
      fc.property(kelvin, kelvin, (a, b) => {
        const [hot, cold] = [Math.max(a, b), Math.min(a, b)];
        const temperature = slabTemperature(hot, slabCoolingTime(hot, cold));
        expect(temperature / cold).toBeCloseTo(1, 12);
      }),
    );
  });
});

describe('the first time at or below a temperature', () => {
  const file = readRadiation('estimate_time_to_temperature');
  const drivers = new Map(
    Object.entries(file.drivers).map(([name, section]) => [name, driverOf(section, 20000)]),
  );

  test('reference values', () => {
    const { differences } = compareWithGolden('estimate_time_to_temperature', (input) => ({
      t: firstTimeAtOrBelow(
        drivers.get(input.driver)!,
        input.target_K,
        input.search_max_s,
        input.initial_dt_hours * 3600,
      ),
    }));
    expect(differences).toEqual([]);
  });
});
