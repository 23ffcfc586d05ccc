import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deviations, relativeDeviation } from '../../../../tests/support/golden.ts';
import { collisionGain } from '../../src/collisions/gain.ts';
import { collisionKernel } from '../../src/collisions/kernel.ts';
import { lossCoefficients, shortestCollisionTime } from '../../src/collisions/loss.ts';
import { createPlainRatesWorkspace, plainCollisionRates } from '../../src/collisions/plainRates.ts';
import { DEFAULT_COEFFICIENTS, strengthLaw } from '../../src/collisions/qstar.ts';
import { logarithmicGrid, particleMasses } from '../../src/dust/grid.ts';
import { createVersionCounter } from '../../src/versions.ts';
import { expectCase, flat, goldenCases, rowsOf, vector } from './cases.ts';

describe('collision kernel', () => {
  // A relative velocity per pair is no part of this model: all pairs of a cell share one.
  const cases = goldenCases('collision_kernel', [
    'matrix v',
    'matrix shape error',
    'matrix negative error',
  ]);
  it.each(cases)('agrees with the reference: $label', (c) => {
    const { N, s, H, v_rel } = c.in;
    expectCase(c, () => {
      const C = new Float64Array(N.length * N.length);
      collisionKernel(vector(N), vector(s), vector(H), v_rel, C);
      return { C: rowsOf(C, N.length) };
    });
  });
});

describe('collision losses', () => {
  it.each(goldenCases('minimum_tcoll'))('shortest time: $label', (c) => {
    expectCase(c, () => {
      const loss = new Float64Array(c.in.N.length);
      lossCoefficients(flat(c.in.C), vector(c.in.N), loss);
      return { t_coll: shortestCollisionTime(loss) };
    });
  });
});

describe('collision gains', () => {
  it.each(goldenCases('gain'))('agree with the reference: $label', (c) => {
    const gain = new Float64Array(c.in.m.length);
    collisionGain(flat(c.in.C), flat(c.in.Y), vector(c.in.m), gain);
    expect(deviations({ gain }, c.out)).toEqual([]);
  });
});

describe('collision rates of a cell', () => {
  const n = 12;
  const grid = logarithmicGrid(1e-6, 3, n, 3000, createVersionCounter());
  const masses = new Float64Array(n);
  particleMasses(grid.sizes, grid.rho, masses);
  const law = strengthLaw(DEFAULT_COEFFICIENTS, 'ba99_cgs', 0.45);
  const workspace = createPlainRatesWorkspace(n);
  const populated = fc.double({ min: -10, max: 15, noNaN: true }).map((x) => 10 ** x);
  const numbers = fc.array(fc.oneof(populated, fc.constant(0)), { minLength: n, maxLength: n });
  const velocity = fc.double({ min: 0.01, max: 2e4, noNaN: true });
  const rates = (numberDensity: Float64Array, vRel: number) => {
    const out = { loss: new Float64Array(n), gain: new Float64Array(n), shortestTime: 0 };
    const query = { cell: 0, grid, rho: 3000, vRel, scaleHeight: 1e5, numberDensity };
    plainCollisionRates(law, workspace, query, out);
    return out;
  };

  it('put back into the bins exactly the mass that they take out', () => {
    fc.assert(
      fc.property(numbers, velocity, (values, vRel) => {
        const { loss, gain } = rates(vector(values), vRel);
        let lost = 0;
        let gained = 0;
        for (let k = 0; k < n; k++) {
          lost += masses[k] * loss[k] * values[k];
          gained += masses[k] * gain[k];
        }
        expect(relativeDeviation(gained, lost)).toBeLessThan(2e-14);
      }),
    );
  });

  it('do not depend on what was asked before', () => {
    const values = vector(Array.from({ length: n }, (_, k) => 10 ** (12 - 2 * k)));
    const first = rates(values, 3600);
    rates(
      values.map((value) => value * 7),
      900,
    );
    expect(rates(values, 3600)).toEqual(first);
  });

  it('grow with the square of the number of bodies', () => {
    const values = vector(Array.from({ length: n }, (_, k) => 10 ** (12 - 2 * k)));
    const once = rates(values, 3600);
    const doubled = rates(
      values.map((value) => 2 * value),
      3600,
    );
    for (let k = 0; k < n; k++) {
      expect(relativeDeviation(doubled.gain[k], 4 * once.gain[k])).toBeLessThan(1e-14);
      expect(relativeDeviation(doubled.loss[k], 2 * once.loss[k])).toBeLessThan(1e-14);
    }
    expect(relativeDeviation(doubled.shortestTime, once.shortestTime / 2)).toBeLessThan(1e-14);
  });
});
