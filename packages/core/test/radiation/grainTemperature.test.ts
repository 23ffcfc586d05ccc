import fc from 'fast-check';
import { expect, test } from 'vitest';
import { grainTemperature, particleTemperature } from '../../src/radiation/grainTemperature.ts';
import { compareWithGolden } from './goldenCases.ts';

test('temperature of a subliming grain', () => {
  const { differences } = compareWithGolden('grain_temperature_graybody', (input) => ({
    T_d: grainTemperature(input.r, input.T_M ?? undefined, input.q_abs),
  }));
  expect(differences).toEqual([]);
});

test('temperature of the grain whose phase is judged', () => {
  const { differences } = compareWithGolden('particle_temperature_equilibrium', (input) => ({
    T_p: particleTemperature(input.r, input.T_M, input.q_abs_mean),
  }));
  expect(differences).toEqual([]);
});

test('a grain four times as far away is half as hot', () => {
  fc.assert(
    fc.property(fc.double({ min: 3.4e6, max: 1e9, noNaN: true }), (r) => {
      const ratio = grainTemperature(r, 3000) / grainTemperature(4 * r, 3000);
      expect(ratio).toBeCloseTo(2, 12);
    }),
  );
});
