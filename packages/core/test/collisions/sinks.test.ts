import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { relativeDeviation } from '../../../../tests/support/golden.ts';
import { blowoutSink, blowoutTime } from '../../src/collisions/blowoutSink.ts';
import { sinkOnlyFlux, sinkOnlyStep } from '../../src/collisions/sinkOnly.ts';
import { sinkMassRate } from '../../src/collisions/sinkRate.ts';
import { addBlowoutCrossing, sublimationSink } from '../../src/collisions/sublimationSink.ts';
import { supplySource } from '../../src/collisions/supplySource.ts';
import { logarithmicGrid, particleMasses } from '../../src/dust/grid.ts';
import { createVersionCounter } from '../../src/versions.ts';
import { expectCase, goldenCases, vector } from './cases.ts';

describe('blow-out sink', () => {
  it.each(goldenCases('blowout_sink'))('agrees with the reference: $label', (c) => {
    expectCase(c, () => {
      const S = new Float64Array(c.in.sizes.length);
      blowoutSink(vector(c.in.sizes), c.in.enable_blowout, c.in.a_blow, c.in.t_blow, S);
      return { S };
    });
  });

  it('takes the orbital time where no blow-out time is known', () => {
    expect(blowoutTime(1137, 1e-3)).toBe(1137);
    expect(blowoutTime(Number.NaN, 1e-3)).toBe(1000);
    expect(blowoutTime(Number.POSITIVE_INFINITY, 1e-3)).toBe(1000);
    expect(blowoutTime(Number.NaN, 0)).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('sublimation sink', () => {
  it.each(goldenCases('sublimation_sink'))('agrees with the reference: $label', (c) => {
    const { sizes, N, ds_dt, m } = c.in;
    expectCase(c, () => {
      const S = new Float64Array(sizes.length);
      // The reference takes a rate per bin; here all bins share one, so every bin is asked on its own.
      for (let k = 0; k < sizes.length; k++)
        sublimationSink(
          vector([sizes[k]]),
          typeof ds_dt === 'number' ? ds_dt : ds_dt[k],
          S.subarray(k, k + 1),
        );
      return { S, mass_loss_rate: sinkMassRate(vector(m), S, vector(N)) };
    });
  });

  it('that conserves mass blows out grains which cross the blow-out size within the step', () => {
    const blowout = new Float64Array(3);
    addBlowoutCrossing(vector([1e-6, 1.5e-6, 4e-6]), -1e-7, 1e-6, 10, blowout);
    expect(blowout[0]).toBe(0);
    expect(relativeDeviation(blowout[1], 0.2)).toBeLessThan(1e-12);
    expect(blowout[2]).toBe(0);
  });
});

describe('step without collisions', () => {
  it.each(goldenCases('surface_sink_only_step'))('agrees with the reference: $label', (c) => {
    const { sigma_surf, prod, dt, t_sink } = c.in;
    const tSink = t_sink ?? Number.NaN;
    expectCase(c, () => {
      const sigma = sinkOnlyStep(sigma_surf, prod, dt, tSink);
      return { sigma_surf: sigma, outflux: 0, sink_flux: sinkOnlyFlux(sigma, tSink) };
    });
  });
});

describe('supply', () => {
  it.each(goldenCases('supply_source'))('agrees with the reference: $label', (c) => {
    const { prod_mass_rate, sizes, m, s_min_eff, widths, mass_weights, ...settings } = c.in;
    expectCase(c, () => {
      const masses = vector(m);
      const F = new Float64Array(sizes.length);
      supplySource(
        {
          settings,
          sizes: vector(sizes),
          widths: widths === null ? null : vector(widths),
          masses,
          massWeights: mass_weights === null ? null : vector(mass_weights),
        },
        prod_mass_rate,
        s_min_eff,
        F,
      );
      return { F, mass_rate: F.reduce((total, rate, k) => total + masses[k] * rate, 0) };
    });
  });

  it('puts into the bins exactly the mass that is supplied', () => {
    const n = 14;
    const { sizes, widths } = logarithmicGrid(1e-6, 3, n, 3000, createVersionCounter());
    const masses = new Float64Array(n);
    particleMasses(sizes, 3000, masses);
    const size = fc.double({ min: -7, max: 1, noNaN: true }).map((x) => 10 ** x);
    fc.assert(
      fc.property(
        fc.constantFrom('min_bin', 'powerlaw_bins', 'initial_psd'),
        fc.double({ min: 1e-20, max: 1, noNaN: true }),
        size,
        fc.option(size, { nil: null }),
        fc.option(size, { nil: null }),
        fc.double({ min: 0, max: 6, noNaN: true }),
        fc.array(fc.double({ min: 1e-6, max: 1, noNaN: true }), { minLength: n, maxLength: n }),
        (mode, rate, sMin, s_inj_min, s_inj_max, q, weights) => {
          const F = new Float64Array(n);
          const settings = { mode, s_inj_min, s_inj_max, q };
          const massWeights = vector(weights);
          supplySource({ settings, sizes, widths, masses, massWeights }, rate, sMin, F);
          const supplied = F.reduce((total, value, k) => total + masses[k] * value, 0);
          expect(relativeDeviation(supplied, rate)).toBeLessThan(1e-13);
          expect(Math.min(...F)).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });
});
