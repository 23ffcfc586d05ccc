import { MARS_RADIUS } from '@marsdisk/core';
import { SUBLIMATION } from '@marsdisk/harness';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collisionKernel } from '../packages/core/src/collisions/kernel.ts';
import {
  createPlainRatesWorkspace,
  plainCollisionRates,
} from '../packages/core/src/collisions/plainRates.ts';
import { DEFAULT_COEFFICIENTS, strengthLaw } from '../packages/core/src/collisions/qstar.ts';
import { wyattCollisionTime } from '../packages/core/src/collisions/wyattTime.ts';
import { logarithmicGrid } from '../packages/core/src/dust/grid.ts';
import { massOpacity } from '../packages/core/src/dust/opacity.ts';
import { omegaKepler } from '../packages/core/src/orbit/kepler.ts';
import { radiationBeta } from '../packages/core/src/radiation/beta.ts';
import { blowoutRadius } from '../packages/core/src/radiation/blowout.ts';
import { erosionRate } from '../packages/core/src/sublimation/erosion.ts';
import { sublimationFlux } from '../packages/core/src/sublimation/massFlux.ts';
import {
  createSaturationMemo,
  createSublimationModel,
} from '../packages/core/src/sublimation/saturation.ts';
import { createVersionCounter } from '../packages/core/src/versions.ts';
import { runScenario } from './support/scenario.ts';

const factor = fc.double({ min: 0.1, max: 10, noNaN: true });
const temperature = fc.double({ min: 1000, max: 6500, noNaN: true });

function expectRatio(actual: number, expected: number, tolerance = 1e-12): void {
  expect(Math.abs(actual / expected - 1)).toBeLessThan(tolerance);
}

const BINS = 8;
const grid = logarithmicGrid(1e-6, 1e-2, BINS, 3000, createVersionCounter());
const law = strengthLaw(DEFAULT_COEFFICIENTS, 'ba99_cgs', 0.45);
const workspace = createPlainRatesWorkspace(BINS);
const numbers = fc.array(fc.double({ min: 1e-3, max: 1e6, noNaN: true }), {
  minLength: BINS,
  maxLength: BINS,
});

function kernel(numberDensity: Float64Array, vRel: number, height: number, stretch = 1) {
  const out = new Float64Array(BINS * BINS);
  const sizes = grid.sizes.map((s) => s * stretch);
  collisionKernel(numberDensity, sizes, new Float64Array(BINS).fill(height), vRel, out);
  return out;
}

function rates(numberDensity: Float64Array) {
  const out = { loss: new Float64Array(BINS), gain: new Float64Array(BINS), shortestTime: 0 };
  const query = { cell: 0, grid, rho: 3000, vRel: 2000, scaleHeight: 1e5, numberDensity };
  plainCollisionRates(law, workspace, query, out);
  return out;
}

describe('collision rates', () => {
  it('grow as N², v and s², and fall as 1/H', () => {
    fc.assert(
      fc.property(numbers, factor, (values, c) => {
        const n = Float64Array.from(values);
        const base = kernel(n, 1000, 1e5);
        const denser = kernel(
          n.map((value) => value * c),
          1000,
          1e5,
        );
        const faster = kernel(n, 1000 * c, 1e5);
        const thicker = kernel(n, 1000, 1e5 * c);
        const larger = kernel(n, 1000, 1e5, c);
        base.forEach((rate, pair) => {
          expectRatio(denser[pair], rate * c * c);
          expectRatio(faster[pair], rate * c);
          expectRatio(thicker[pair], rate / c);
          expectRatio(larger[pair], rate * c * c);
        });
      }),
    );
  });

  it('give losses that grow as N, gains that grow as N², and a collision time that falls as 1/N', () => {
    fc.assert(
      fc.property(numbers, factor, (values, c) => {
        const base = rates(Float64Array.from(values));
        const denser = rates(Float64Array.from(values, (value) => value * c));
        expectRatio(denser.shortestTime, base.shortestTime / c);
        for (let k = 0; k < BINS; k++) {
          expectRatio(denser.loss[k], base.loss[k] * c);
          expectRatio(denser.gain[k], base.gain[k] * c * c);
        }
      }),
    );
  });

  it('give, in a run, a collision time that falls as 1/Σ', async () => {
    const thin = await runScenario('supply-off');
    const dense = await runScenario('supply-off', 'optical_depth.tau0_target=6e-4');
    expectRatio(dense.run.setup.sigmaInitial, 3 * thin.run.setup.sigmaInitial);
    expectRatio(dense.series('t_coll_kernel_min')[0], thin.series('t_coll_kernel_min')[0] / 3);
  });

  it('give a Wyatt collision time of 1/(Ω τ)', () => {
    fc.assert(
      fc.property(factor, factor, (tau, c) => {
        expectRatio(wyattCollisionTime(tau * c, 1e-4), wyattCollisionTime(tau, 1e-4) / c);
        expectRatio(wyattCollisionTime(tau, 1e-4 * c), wyattCollisionTime(tau, 1e-4) / c);
      }),
    );
  });
});

describe('blow-out', () => {
  it('removes all grains below s_blow ∝ T⁴ Q_pr/ρ', () => {
    fc.assert(
      fc.property(temperature, temperature, factor, (a, b, c) => {
        const size = blowoutRadius(1, 3000, a);
        expectRatio(blowoutRadius(1, 3000, b), size * (b / a) ** 4);
        expectRatio(blowoutRadius(c, 3000, a), size * c);
        expectRatio(blowoutRadius(1, 3000 * c, a), size / c);
      }),
    );
  });

  it('acts on grains of β ∝ T⁴ Q_pr/(ρ s)', () => {
    fc.assert(
      fc.property(temperature, temperature, factor, (a, b, c) => {
        const beta = radiationBeta(1e-6, 1, 3000, a);
        expectRatio(radiationBeta(1e-6, 1, 3000, b), beta * (b / a) ** 4);
        expectRatio(radiationBeta(1e-6 * c, 1, 3000, a), beta / c);
        expectRatio(radiationBeta(1e-6, 1, 3000 * c, a), beta / c);
        expectRatio(radiationBeta(1e-6, c, 3000, a), beta * c);
      }),
    );
  });

  it('goes at a rate ∝ Ω: in the first step all cells hold the same dust', async () => {
    const { series, run } = await runScenario('supply-off', 'physics_mode=collisions_only');
    const { cells } = run.setup;
    const omega = series('Omega_s');
    const outflux = series('outflux_surface').slice(0, cells);
    expect(outflux[0]).toBeGreaterThan(0);
    expect(omega[0] / omega[cells - 1]).toBeGreaterThan(2);
    for (let cell = 1; cell < cells; cell++)
      expectRatio(outflux[cell] / omega[cell], outflux[0] / omega[0]);
  });
});

describe('orbits', () => {
  it('obey the third law of Kepler', () => {
    fc.assert(
      fc.property(factor, factor, (r, c) => {
        expectRatio(omegaKepler(MARS_RADIUS * r * c), omegaKepler(MARS_RADIUS * r) * c ** -1.5);
      }),
    );
  });
});

describe('evaporation after Hertz, Knudsen and Langmuir', () => {
  const settings = { ...SUBLIMATION.settings, B: 28_000 };
  const flux = (T: number, change: Partial<typeof settings> = {}) =>
    sublimationFlux(
      createSublimationModel({ ...settings, ...change }, null),
      T,
      createSaturationMemo(),
    );

  it('is J ∝ α √μ P_sat(T)/√T, with the slope −B ln 10 of ln(J √T) over 1/T', () => {
    fc.assert(
      fc.property(temperature, temperature, factor, (a, b, c) => {
        const slope = settings.B * Math.LN10 * (1 / a - 1 / b);
        expectRatio(flux(b), flux(a) * Math.sqrt(a / b) * Math.exp(slope), 1e-11);
        expectRatio(flux(a, { mu: settings.mu * c }), flux(a) * Math.sqrt(c));
        const alpha = 0.1 * settings.alpha_evap * c;
        expectRatio(flux(a, { alpha_evap: alpha }), (flux(a) * alpha) / settings.alpha_evap);
      }),
    );
  });

  it('shrinks grains at J/ρ, whatever their size', () => {
    fc.assert(
      fc.property(factor, factor, (J, c) => {
        expectRatio(erosionRate(J, 3000 * c), erosionRate(J, 3000) / c);
        expectRatio(erosionRate(J * c, 3000), erosionRate(J, 3000) * c);
      }),
    );
  });
});

describe('opacity', () => {
  it('is 3/(4 ρ s) for one size, so it falls as 1/s and 1/ρ, and does not see how many grains there are', () => {
    fc.assert(
      fc.property(factor, factor, (s, c) => {
        const size = Float64Array.of(s * 1e-6);
        const width = Float64Array.of(1e-7);
        const kappa = massOpacity(size, width, Float64Array.of(1), 3000);
        expectRatio(kappa, 3 / (4 * 3000 * size[0]));
        expectRatio(massOpacity(size, width, Float64Array.of(c), 3000), kappa);
        expectRatio(massOpacity(size, width, Float64Array.of(1), 3000 * c), kappa / c);
      }),
    );
  });
});
