import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deviations } from '../../../../tests/support/golden.ts';
import { collisionGain } from '../../src/collisions/gain.ts';
import { imexBdf1, MASS_TOLERANCE, massBudgetError, SAFETY } from '../../src/collisions/imex.ts';
import { lossCoefficients } from '../../src/collisions/loss.ts';
import type { RateEquations, SchemeResult } from '../../src/collisions/scheme.ts';
import { MarsDiskError, NumericalError } from '../../src/errors.ts';
import { expectCase, flat, type GoldenCase, goldenCases, vector } from './cases.ts';

describe('mass budget', () => {
  // The step hands in masses that it has summed up itself, over arrays whose lengths it has checked.
  const cases = goldenCases('mass_budget_error').filter((c) => c.out.error === undefined);
  it.each(cases)('agrees with the reference: $label', (c) => {
    const { N_old, N_new, m, prod_mass_rate, extra_mass_loss_rate, dt } = c.in;
    const mass = (N: number[]) => N.reduce((total, value, k) => total + m[k] * value, 0);
    expectCase(c, () => ({
      mass_error: massBudgetError(
        mass(N_old),
        mass(N_new),
        prod_mass_rate,
        extra_mass_loss_rate,
        dt,
      ),
    }));
  });
});

describe('one step of imex_bdf1', () => {
  // The scheme is given losses and gains, so a kernel or a tensor of the wrong shape never reaches it.
  const cases = goldenCases('imex_step', ['C shape error', 'Y shape error']);
  it.each(cases)('agrees with the reference: $label', (c) => {
    if (c.out.error !== undefined) {
      expect(() => step(c)).toThrow(MarsDiskError);
      return;
    }
    const { mass_error, ...out } = c.out;
    const result = step(c);
    expect(deviations(result, out)).toEqual([]);
    expect(Math.abs(result.mass_error - mass_error)).toBeLessThanOrEqual(1e-13);
  });

  it('changes the mass by supply, sinks and the part of the losses that came late', () => {
    const n = 6;
    const rate = fc.double({ min: -12, max: 3, noNaN: true }).map((x) => 10 ** x);
    const bin = fc.record({
      N: fc.double({ min: 1, max: 1e6, noNaN: true }),
      m: fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
      loss: rate,
      gainShare: fc.double({ min: 0, max: 1, noNaN: true }),
      sink: rate,
      source: rate,
    });
    fc.assert(
      fc.property(fc.array(bin, { minLength: n, maxLength: n }), rate, (bins, dt) => {
        const { equations, result } = problem(n);
        bins.forEach((b, k) => {
          equations.numberDensity[k] = b.N;
          equations.masses[k] = b.m;
          equations.loss[k] = b.loss;
          equations.sink[k] = b.sink;
          equations.source[k] = b.source;
        });
        const sum = (value: (k: number) => number) =>
          bins.reduce((total, _, k) => total + value(k), 0);
        const { masses: m, numberDensity: N, loss, gain, sink, source } = equations;
        const gross = sum((k) => m[k] * loss[k] * N[k]);
        const shares = sum((k) => bins[k].gainShare);
        for (let k = 0; k < n; k++)
          gain[k] = shares > 0 ? (gross * (bins[k].gainShare / shares)) / m[k] : gross / n / m[k];
        equations.dt = dt;
        equations.productionRate = sum((k) => m[k] * source[k]);
        equations.removalRate = sum((k) => m[k] * sink[k] * N[k]);
        imexBdf1.step(equations, result);

        const next = result.numberDensity;
        const h = result.dtEff;
        const change = sum((k) => m[k] * next[k]) - sum((k) => m[k] * N[k]);
        const expected =
          h *
          sum((k) => m[k] * source[k] - m[k] * sink[k] * N[k] + m[k] * loss[k] * (N[k] - next[k]));
        const scale =
          sum((k) => m[k] * (N[k] + next[k] + h * (source[k] + sink[k] * N[k]))) + h * gross;
        expect(Math.abs(change - expected)).toBeLessThanOrEqual(1e-14 * scale);
        expect(Math.min(...next)).toBeGreaterThanOrEqual(0);
        expect(h).toBeLessThanOrEqual(dt);
        expect(result.massError).toBeLessThanOrEqual(MASS_TOLERANCE);
      }),
    );
  });

  it('gives up where no step length keeps the numbers positive', () => {
    const { equations, result } = problem(1);
    equations.numberDensity[0] = -1;
    equations.masses[0] = 1;
    expect(() => imexBdf1.step(equations, result)).toThrow(NumericalError);
  });
});

function problem(n: number): { equations: RateEquations; result: SchemeResult } {
  const bins = () => new Float64Array(n);
  return {
    equations: {
      numberDensity: bins(),
      masses: bins(),
      loss: bins(),
      gain: bins(),
      sink: bins(),
      source: bins(),
      dt: 1,
      productionRate: 0,
      removalRate: 0,
      massTolerance: MASS_TOLERANCE,
      safety: SAFETY,
    },
    result: {
      numberDensity: bins(),
      dtEff: 0,
      massError: 0,
      gainMassRate: 0,
      lossMassRate: 0,
      sinkMassRate: 0,
      sourceMassRate: 0,
    },
  };
}

function step(c: GoldenCase) {
  const { N, C, Y, m, dt, S, source, S_external, S_sublimation, prod_mass_rate } = c.in;
  const n = N.length;
  const { equations: blank, result } = problem(n);
  const masses = vector(m);
  const supply = source === null ? blank.source : vector(source);
  lossCoefficients(flat(C), vector(N), blank.loss);
  collisionGain(flat(C), flat(Y), masses, blank.gain);
  const sinks = [S, S_external, S_sublimation].filter((sink) => sink !== null).map(vector);
  const odd = sinks.find((sink) => sink.length !== n);
  const equations: RateEquations = {
    ...blank,
    numberDensity: vector(N),
    masses,
    sink: odd ?? blank.sink.map((_, k) => sinks.reduce((total, sink) => total + sink[k], 0)),
    source: supply,
    dt,
    productionRate: prod_mass_rate ?? supply.reduce((total, F, k) => total + m[k] * F, 0),
    removalRate: c.in.extra_mass_loss_rate,
    massTolerance: c.in.mass_tol,
    safety: c.in.safety,
  };
  imexBdf1.step(equations, result);
  return {
    N_new: result.numberDensity,
    dt_eff: result.dtEff,
    mass_error: result.massError,
    gain_mass_rate: result.gainMassRate,
    loss_mass_rate: result.lossMassRate,
    sink_mass_rate: result.sinkMassRate,
    source_mass_rate: result.sourceMassRate,
  };
}
