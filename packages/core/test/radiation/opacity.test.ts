import { expect, test } from 'vitest';
import { massOpacity } from '../../src/dust/opacity.ts';
import { compareWithGolden } from './goldenCases.ts';

test('the mass opacity of a size distribution', () => {
  const { cases, differences } = compareWithGolden('compute_kappa', (input) => {
    const [sizes, widths, number] = [input.sizes, input.widths, input.number].map((values) =>
      Float64Array.from(values),
    );
    return { kappa: massOpacity(sizes, widths, number, input.rho) };
  });
  expect(cases).toBe(9);
  expect(differences).toEqual([]);
});
