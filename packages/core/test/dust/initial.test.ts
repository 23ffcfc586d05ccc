import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { relativeDeviation } from '../../../../tests/support/golden.ts';
import { logarithmicGrid } from '../../src/dust/grid.ts';
import { initialPsd } from '../../src/dust/initial.ts';
import {
  applyMassWeights,
  lognormalMassWeights,
  truncatedPowerLawMassWeights,
} from '../../src/dust/massWeights.ts';
import { massOpacity } from '../../src/dust/opacity.ts';
import { ConfigurationError } from '../../src/errors.ts';
import { initialPsdWeights } from '../../src/supply/injectionWeights.ts';
import { createVersionCounter } from '../../src/versions.ts';
import { expectCase, goldenCases, vector } from '../collisions/cases.ts';

const sum = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b, 0);

describe('masses of the log-normal mixture', () => {
  // Tails 30 decades down amplify the rounding of ln s in the exponent.
  it.each(goldenCases('mass_weights_lognormal'))('agree with the reference: $label', (c) => {
    expectCase(
      c,
      () => ({
        weights: lognormalMassWeights(vector(c.in.sizes), vector(c.in.widths), {
          ...c.in,
          s_cut_condensation: c.in.s_cut,
        }),
      }),
      2e-13,
    );
  });

  it('add up to one wherever both components reach the grid', () => {
    const { sizes, widths } = logarithmicGrid(1e-6, 3, 30, 3000, createVersionCounter());
    const exponent = fc.double({ min: -6, max: 0, noNaN: true });
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        exponent,
        exponent,
        fc.double({ min: 0.1, max: 2, noNaN: true }),
        (f_fine, fine, coarse, width_dex) => {
          const weights = lognormalMassWeights(sizes, widths, {
            f_fine,
            s_fine: 10 ** fine,
            s_meter: 10 ** coarse,
            width_dex,
            s_cut_condensation: null,
          });
          expect(relativeDeviation(sum(weights), 1)).toBeLessThan(1e-14);
        },
      ),
    );
  });
});

describe('masses of the truncated power law', () => {
  it.each(goldenCases('mass_weights_truncated_powerlaw'))(
    'agree with the reference: $label',
    (c) => {
      expectCase(c, () => ({
        weights: truncatedPowerLawMassWeights(vector(c.in.sizes), vector(c.in.widths), {
          ...c.in,
          s_cut_condensation: c.in.s_cut,
        }),
      }));
    },
  );
});

describe('giving masses to a distribution', () => {
  it.each(goldenCases('apply_mass_weights'))('agrees with the reference: $label', (c) => {
    expectCase(c, () => {
      const number = vector(c.in.number);
      const rho = c.in.rho ?? c.in.rho_state ?? 0;
      const { sizes, widths, weights } = c.in;
      applyMassWeights(vector(sizes), vector(widths), vector(weights), rho, number);
      return { number };
    });
  });
});

describe('initial distribution of a 1D run', () => {
  it.each(goldenCases('initial_psd_1d'))('agrees with the reference: $label', (c) => {
    expectCase(c, () => {
      const { grid, number } = initialPsd(settingsOf(c.in), c.in.s_min_effective, versions());
      const { edges, sizes, widths } = grid;
      return {
        edges,
        sizes,
        widths,
        number,
        kappa: massOpacity(sizes, widths, number, grid.rho),
        supply_weights_initial_psd: initialPsdWeights(sizes, widths, number),
      };
    });
  });

  it('knows no other melt', () => {
    const given = goldenCases('initial_psd_1d')[0].in;
    const settings = settingsOf({ ...given, s0_mode: 'melt_cake' });
    expect(() => initialPsd(settings, given.s_min_effective, versions())).toThrow(
      ConfigurationError,
    );
  });
});

const versions = createVersionCounter;

// biome-ignore lint/suspicious/noExplicitAny: the input of a golden case
function settingsOf(given: any) {
  return {
    sizes: { s_max: given.s_max, n_bins: given.n_bins },
    psd: { alpha: given.alpha, wavy_strength: given.wavy_strength },
    initial: { s0_mode: given.s0_mode, melt_psd: given.melt },
    material: { rho: given.rho },
  };
}
