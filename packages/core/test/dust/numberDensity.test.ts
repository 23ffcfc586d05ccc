import { describe, it } from 'vitest';
import { particleMasses } from '../../src/dust/grid.ts';
import {
  surfaceDensity,
  surfaceDensityLoss,
  toNumberDensity,
  toRelativeNumber,
} from '../../src/dust/numberDensity.ts';
import { expectCase, goldenCases, vector } from '../collisions/cases.ts';

describe('number densities of a distribution', () => {
  // Lengths that differ never reach this function: the collision step returns before it.
  const cases = goldenCases('psd_to_number_density', ['mismatch gives empty arrays']);
  it.each(cases)('agree with the reference: $label', (c) => {
    const { sizes, widths, ...out } = c.out;
    expectCase({ ...c, out }, () => {
      const m = vector(sizes);
      const N = vector(sizes);
      particleMasses(vector(c.in.sizes), c.in.rho ?? c.in.rho_fallback ?? 0, m);
      const scale_to_sigma = toNumberDensity(
        m,
        vector(c.in.widths),
        vector(c.in.number),
        c.in.sigma_surf,
        N,
      );
      return { m, N, scale_to_sigma };
    });
  });
});

describe('distribution of number densities', () => {
  const cases = goldenCases('number_density_to_psd', ['width mismatch zeroes']);
  it.each(cases)('agrees with the reference: $label', (c) => {
    expectCase(c, () => {
      const { N_new, widths, m, scale_to_sigma, sigma_before } = c.in;
      const number = new Float64Array(N_new.length);
      toRelativeNumber(vector(N_new), vector(widths), scale_to_sigma, number);
      const sigma_after = surfaceDensity(vector(m), vector(N_new));
      return { number, sigma_after, sigma_loss: surfaceDensityLoss(sigma_before, sigma_after) };
    });
  });
});
