import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { radiationBeta } from '../../src/radiation/beta.ts';
import {
  blowoutRadius,
  blowoutRadiusFromTable,
  createRadiationState,
  evaluateRadiation,
  type RadiationContext,
  refineBlowoutRadius,
} from '../../src/radiation/blowout.ts';
import { fourthPower } from '../../src/radiation/fourthPower.ts';
import { type QprSource, qprLookup } from '../../src/radiation/qpr.ts';
import { compareWithGolden, qprTableOf, readRadiation } from './goldenCases.ts';

// biome-ignore lint/suspicious/noExplicitAny: the golden file names the shape
function sourceOf(input: any, file: any): QprSource {
  if (input.Q_pr !== null) return { kind: 'constant', value: input.Q_pr };
  return { kind: 'table', table: qprTableOf(file.tables[input.table]) };
}

describe('β', () => {
  test('reference values', () => {
    const { differences } = compareWithGolden('beta', (input, file) => {
      const { s, T_M } = input;
      const qpr = input.Q_pr ?? qprLookup(qprTableOf(file.tables[input.table]), s, T_M);
      return { beta: radiationBeta(s, qpr, input.rho ?? undefined, T_M ?? undefined) };
    });
    expect(differences).toEqual([]);
  });

  test('T⁴ is rounded once', () => {
    fc.assert(
      fc.property(fc.double({ min: 1000, max: 6500, noNaN: true }), (t) => {
        const exact = fourthPowerExactly(t);
        const [below, above] = neighbours(fourthPower(t));
        const distance = abs(exact - toUnits(fourthPower(t)));
        expect(distance <= abs(exact - toUnits(below))).toBe(true);
        expect(distance <= abs(exact - toUnits(above))).toBe(true);
      }),
    );
  });
});

/** 2⁻²⁰⁰: every double in (1000, 6500) and its fourth power is a whole number of these units. */
const UNIT_BITS = 200n;

function toUnits(x: number): bigint {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  const bits = view.getBigUint64(0);
  const exponent = ((bits >> 52n) & 0x7ffn) - 1075n;
  const mantissa = (bits & 0xfffffffffffffn) | 0x10000000000000n;
  return mantissa << (exponent + UNIT_BITS);
}

function fourthPowerExactly(x: number): bigint {
  return (toUnits(x) ** 4n) >> (3n * UNIT_BITS);
}

function neighbours(x: number): [number, number] {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  const bits = view.getBigUint64(0);
  view.setBigUint64(0, bits - 1n);
  const below = view.getFloat64(0);
  view.setBigUint64(0, bits + 1n);
  return [below, view.getFloat64(0)];
}

function abs(x: bigint): bigint {
  return x < 0n ? -x : x;
}

describe('the blow-out radius', () => {
  test('for a given efficiency', () => {
    const { differences } = compareWithGolden('blowout_radius_const', ({ rho, T_M, Q_pr }) => ({
      s_blow: blowoutRadius(Q_pr, rho ?? undefined, T_M ?? undefined),
    }));
    expect(differences).toEqual([]);
  });

  test('with a table, on its own', () => {
    const { differences } = compareWithGolden('blowout_radius_table', (input, file) => ({
      s_blow: blowoutRadiusFromTable(
        qprTableOf(file.tables[input.table]),
        input.rho ?? undefined,
        input.T_M ?? undefined,
      ),
    }));
    expect(differences).toEqual([]);
  });

  test('T⁴, s_blow, β and the gate agree to the last bit', () => {
    const { cases, differences } = compareWithGolden(
      'beta_gate_rounding',
      ({ T_M, rho, Q_pr }) => {
        const s_blow = blowoutRadius(Q_pr, rho, T_M);
        const beta_at_s_blow = radiationBeta(s_blow, Q_pr, rho, T_M);
        return {
          T_pow4: fourthPower(T_M),
          s_blow,
          beta_at_s_blow,
          gate: beta_at_s_blow >= 0.5,
        };
      },
      { rtol: 0 },
    );
    expect(cases).toBe(60);
    expect(differences).toEqual([]);
  });

  test('β is one half there, up to rounding', () => {
    const temperature = fc.double({ min: 1000, max: 6500, noNaN: true });
    const qpr = fc.double({ min: 0.5, max: 1.5, noNaN: true });
    fc.assert(
      fc.property(temperature, qpr, (t, q) => {
        const beta = radiationBeta(blowoutRadius(q, 3000, t), q, 3000, t);
        expect(Math.abs(beta - 0.5)).toBeLessThan(1e-15);
      }),
    );
  });
});

describe('the radiation chain of a step', () => {
  test('reference values, iterates included', () => {
    const { differences } = compareWithGolden('blowout_1d_chain', chainOf, {
      absolute: { gate_margin: 1e-10 },
    });
    expect(differences).toEqual([]);
  });

  // biome-ignore lint/suspicious/noExplicitAny: the golden file names the shape
  function chainOf(input: any, file: any): object {
    const context: RadiationContext = {
      sMin: input.s_min_config,
      rho: input.rho,
      qpr: sourceOf(input, file),
    };
    const state = createRadiationState();
    evaluateRadiation(input.T_M, context, state);
    const iterates: number[] = [];
    let s = Math.max(context.sMin, 1e-12);
    for (let i = 0; i < 6; i++) {
      s = refineBlowoutRadius(s, input.T_M, context);
      iterates.push(s);
    }
    return {
      Q_pr_blow: state.qprBlow,
      s_blow_raw: state.sBlow,
      s_blow_effective: state.sBlowEffective,
      iterates: context.qpr.kind === 'table' ? iterates : [],
      s_min_effective: state.sMin,
      Q_pr_at_smin: state.qprMin,
      beta_at_smin_effective: state.betaMin,
      blowout_beta_gate: state.isBetaGateOpen,
      gate_margin: state.betaMin - 0.5,
      rad_flux_Mars: state.flux,
    };
  }

  test('a state that is filled again keeps nothing of the previous temperature', () => {
    const file = readRadiation('blowout_1d_chain');
    const table = qprTableOf(Object.values(file.tables)[0]);
    const context = { sMin: 1e-7, rho: 3270, qpr: { kind: 'table', table } } as const;
    const [reused, fresh] = [createRadiationState(), createRadiationState()];
    evaluateRadiation(5000, context, reused);
    evaluateRadiation(2100, context, reused);
    evaluateRadiation(2100, context, fresh);
    expect(reused).toEqual(fresh);
  });
});
