import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { imexStep } from '../packages/core/src/collisions/imex.ts';
import {
  createPlainRatesWorkspace,
  plainCollisionRates,
} from '../packages/core/src/collisions/plainRates.ts';
import { DEFAULT_COEFFICIENTS, strengthLaw } from '../packages/core/src/collisions/qstar.ts';
import { logarithmicGrid } from '../packages/core/src/dust/grid.ts';
import { createVersionCounter } from '../packages/core/src/versions.ts';
import { runScenario } from './support/scenario.ts';

const BINS = 12;
const grid = logarithmicGrid(1e-6, 1, BINS, 3000, createVersionCounter());
const law = strengthLaw(DEFAULT_COEFFICIENTS, 'ba99_cgs', 0.45);
const workspace = createPlainRatesWorkspace(BINS);

/** The mass that a bin holds, kg m⁻², spread over many decades. */
const masses = fc.array(
  fc.double({ min: -12, max: 0, noNaN: true }).map((x) => 10 ** x),
  {
    minLength: BINS,
    maxLength: BINS,
  },
);

function rates(bins: readonly number[], vRel: number) {
  const numberDensity = Float64Array.from(bins, (mass, k) => mass / grid.masses[k]);
  const result = {
    loss: new Float64Array(BINS),
    gain: new Float64Array(BINS),
    shortestTime: Number.NaN,
  };
  plainCollisionRates(
    law,
    workspace,
    { cell: 0, grid, rho: 3000, vRel, scaleHeight: 1e5, numberDensity },
    result,
  );
  return { numberDensity, ...result };
}

const massOf = (value: (bin: number) => number) =>
  grid.masses.reduce((sum, mass, k) => sum + mass * value(k), 0);

describe('a collisional cascade', () => {
  it('gives to the fragments exactly the mass of the bodies that it breaks', () => {
    fc.assert(
      fc.property(masses, fc.double({ min: 1, max: 8000, noNaN: true }), (bins, vRel) => {
        const { numberDensity, loss, gain } = rates(bins, vRel);
        const lost = massOf((k) => loss[k] * numberDensity[k]);
        const gained = massOf((k) => gain[k]);
        expect(Math.abs(gained / lost - 1)).toBeLessThan(1e-12);
      }),
    );
  });

  it('keeps its mass within 0.5 % a step, and to the last digit by its own budget', () => {
    fc.assert(
      fc.property(masses, fc.double({ min: 1, max: 8000, noNaN: true }), (bins, vRel) => {
        const { numberDensity, loss, gain } = rates(bins, vRel);
        const none = new Float64Array(BINS);
        const result = {
          numberDensity: new Float64Array(BINS),
          dtEff: Number.NaN,
          massError: Number.NaN,
          gainMassRate: Number.NaN,
          lossMassRate: Number.NaN,
          sinkMassRate: Number.NaN,
          sourceMassRate: Number.NaN,
        };
        imexStep(
          {
            numberDensity,
            masses: grid.masses,
            loss,
            gain,
            sink: none,
            source: none,
            dt: 1e4,
            productionRate: 0,
            removalRate: 0,
            massTolerance: 5e-3,
            safety: 0.1,
          },
          result,
        );
        const before = massOf((k) => numberDensity[k]);
        const after = massOf((k) => result.numberDensity[k]);
        expect(Math.abs(after / before - 1)).toBeLessThanOrEqual(5e-3);
        const expected =
          before + result.dtEff * massOf((k) => gain[k] - loss[k] * result.numberDensity[k]);
        expect(Math.abs(after - expected)).toBeLessThan(1e-12 * before);
        expect(Math.min(...result.numberDensity)).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe('a closed disk: no supply, no sinks, no blow-out', () => {
  it('loses nothing, and drifts only by what the implicit losses create', async () => {
    const { series, summary, brokenLaws } = await runScenario(
      'supply-off',
      'blowout.enabled=false',
      'physics_mode=collisions_only',
    );
    expect(summary('M_loss')).toBe(0);
    expect(new Set(series('outflux_surface'))).toEqual(new Set([0]));
    expect(brokenLaws()).toEqual([]);
    const sigma = series('Sigma_surf');
    const before = series('smol_sigma_before');
    const error = series('smol_mass_error');
    sigma.forEach((value, row) => {
      expect(Math.abs(Math.abs(value / before[row] - 1) - error[row])).toBeLessThan(1e-12);
      expect(error[row]).toBeLessThanOrEqual(5e-3);
    });
  });
});

describe('an open disk', () => {
  it('books the supply that enters and the blow-out that leaves', async () => {
    const { series, run } = await runScenario('thin-dust', 'geometry.Nr=1');
    const before = series('smol_sigma_before');
    const after = series('smol_sigma_after');
    const dt = series('smol_dt_eff');
    const supplied = series('prod_subblow_area_rate');
    const out = series('outflux_surface');
    const error = series('smol_mass_error');
    expect(before.length).toBeGreaterThan(5);
    before.forEach((sigma, row) => {
      const residue = after[row] - sigma - dt[row] * (supplied[row] - out[row]);
      expect(Math.abs(residue)).toBeLessThanOrEqual(error[row] * sigma + 1e-12 * sigma);
    });
    expect(Math.max(...out)).toBeGreaterThan(0);
    expect(run.error).toBe(null);
  });

  it('holds in the solver what the clock says only where the solver takes whole steps', async () => {
    const { series } = await runScenario('solid');
    const share = Math.max(...series('smol_dt_eff').map((dtEff, row) => dtEff / series('dt')[row]));
    // With metre-sized bodies the solver advances almost nothing of a step.
    expect(share).toBeLessThan(1e-9);
  });
});
