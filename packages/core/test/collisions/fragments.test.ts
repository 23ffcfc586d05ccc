import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deviations, relativeDeviation } from '../../../../tests/support/golden.ts';
import { fragmentTensor } from '../../src/collisions/fragmentTensor.ts';
import { FRAGMENT_EXPONENT, fragmentWeights } from '../../src/collisions/fragmentWeights.ts';
import { impactEnergy, largestRemnantFraction } from '../../src/collisions/largestRemnant.ts';
import { createPairOutcomes, pairOutcomes } from '../../src/collisions/outcomes.ts';
import { DEFAULT_COEFFICIENTS, strengthLaw } from '../../src/collisions/qstar.ts';
import { logarithmicGrid, particleMasses } from '../../src/dust/grid.ts';
import { createVersionCounter } from '../../src/versions.ts';
import { expectCase, goldenCases, rowsOf, vector } from './cases.ts';

describe('largest remnant', () => {
  it.each(goldenCases('impact_energy'))('impact energy: $label', (c) => {
    expectCase(c, () => ({ q_r: impactEnergy(c.in.m1, c.in.m2, c.in.v) }));
  });

  it.each(goldenCases('largest_remnant_fraction'))('mass fraction: $label', (c) => {
    expectCase(c, () => ({ f_lr: largestRemnantFraction(c.in.q_r, c.in.q_star) }));
  });

  it('is a fraction of both bodies that shrinks with the impact velocity', () => {
    const mass = fc.double({ min: -14, max: 5, noNaN: true }).map((x) => 10 ** x);
    const velocity = fc.double({ min: -2, max: 5, noNaN: true }).map((x) => 10 ** x);
    const threshold = fc.double({ min: 1, max: 8, noNaN: true }).map((x) => 10 ** x);
    fc.assert(
      fc.property(mass, mass, velocity, velocity, threshold, (m1, m2, v, w, qStar) => {
        const slow = largestRemnantFraction(impactEnergy(m1, m2, Math.min(v, w)), qStar);
        const fast = largestRemnantFraction(impactEnergy(m1, m2, Math.max(v, w)), qStar);
        expect(slow).toBeLessThanOrEqual(1);
        expect(fast).toBeGreaterThanOrEqual(0);
        expect(fast).toBeLessThanOrEqual(slow);
      }),
    );
  });
});

describe('fragments', () => {
  it.each(goldenCases('fragment_weights'))('weights: $label', (c) => {
    const n = c.in.edges.length - 1;
    const weights = new Float64Array(n * n);
    fragmentWeights(vector(c.in.edges), c.in.alpha_frag, weights);
    expect(deviations(rowsOf(weights, n), c.out.weights)).toEqual([]);
  });

  it('are distributed completely, and never above the largest remnant', () => {
    const steps = fc.array(fc.double({ min: 0.01, max: 2, noNaN: true }), {
      minLength: 1,
      maxLength: 12,
    });
    const alpha = fc.double({ min: 0, max: 6, noNaN: true });
    fc.assert(
      fc.property(steps, alpha, (decades, exponent) => {
        const n = decades.length;
        const edges = new Float64Array(n + 1).fill(1e-6);
        for (let k = 0; k < n; k++) edges[k + 1] = edges[k] * 10 ** decades[k];
        const weights = new Float64Array(n * n);
        fragmentWeights(edges, exponent, weights);
        rowsOf(weights, n).forEach((row, q) => {
          expect(
            relativeDeviation(
              row.reduce((a, b) => a + b, 0),
              1,
            ),
          ).toBeLessThan(1e-14);
          expect(row.slice(q + 1).every((weight) => weight === 0)).toBe(true);
        });
      }),
    );
  });

  it('the exponent is that of the model', () => {
    expect(FRAGMENT_EXPONENT).toBe(3.5);
  });
});

describe('fragment tensor', () => {
  // A relative velocity per pair is no part of this model: all pairs of a cell share one.
  const cases = goldenCases('fragment_tensor', ['matrix velocity', 'matrix shape error']);
  it.each(cases)('agrees with the reference: $label', (c) => {
    const { sizes, masses, edges, v_rel, rho, alpha_frag, table } = c.in;
    const n = sizes.length;
    const { s_lr, ...out } = c.out;
    expectCase({ ...c, out }, () => {
      const thresholds = new Float64Array(n);
      const outcomes = createPairOutcomes(n);
      pairOutcomes(
        strengthLaw(table, 'ba99_cgs', 0.45),
        {
          grid: { sizes: vector(sizes), edges: vector(edges) },
          masses: vector(masses),
          rho,
          vRel: v_rel,
        },
        thresholds,
        outcomes,
      );
      const weights = new Float64Array(n * n);
      fragmentWeights(vector(edges), alpha_frag, weights);
      const tensor = new Float64Array(n * n * n);
      fragmentTensor(outcomes, weights, n, tensor);
      const Y = rowsOf(tensor, n * n).map((pairs) => rowsOf(pairs, n));
      const overBins = Array.from({ length: n * n }, (_, pair) =>
        Y.reduce((total, pairs) => total + pairs.flat()[pair], 0),
      );
      return {
        q_star: rowsOf(
          Array.from({ length: n * n }, (_, p) => thresholds[Math.max(Math.floor(p / n), p % n)]),
          n,
        ),
        q_r: masses.map((one: number) =>
          masses.map((other: number) => impactEnergy(one, other, Math.max(v_rel, 1e-12))),
        ),
        f_lr: rowsOf(outcomes.fraction, n),
        k_lr: rowsOf(outcomes.remnantBin, n),
        Y,
        sum_over_k: rowsOf(overBins, n),
      };
    });
  });

  it('conserves the mass of every pair, at any velocity', () => {
    const n = 9;
    const { sizes, edges } = logarithmicGrid(1e-6, 3, n, 3000, createVersionCounter());
    const masses = new Float64Array(n);
    particleMasses(sizes, 3000, masses);
    const law = strengthLaw(DEFAULT_COEFFICIENTS, 'ba99_cgs', 0.45);
    const weights = new Float64Array(n * n);
    fragmentWeights(edges, FRAGMENT_EXPONENT, weights);
    const velocity = fc.double({ min: -3, max: 6, noNaN: true }).map((x) => 10 ** x);
    fc.assert(
      fc.property(velocity, (vRel) => {
        const outcomes = createPairOutcomes(n);
        const input = { grid: { sizes, edges }, masses, rho: 3000, vRel };
        pairOutcomes(law, input, new Float64Array(n), outcomes);
        const tensor = new Float64Array(n * n * n);
        fragmentTensor(outcomes, weights, n, tensor);
        for (let pair = 0; pair < n * n; pair++) {
          let total = 0;
          for (let k = 0; k < n; k++) total += tensor[k * n * n + pair];
          expect(Math.abs(total - 1)).toBeLessThan(2e-15);
        }
      }),
    );
  });
});
