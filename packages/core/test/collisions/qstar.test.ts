import { describe, expect, it } from 'vitest';
import {
  type CoefficientTable,
  DEFAULT_COEFFICIENTS,
  disruptionThreshold,
  disruptionThresholds,
  resolveStrengthLaw,
  strengthLaw,
  velocityRange,
} from '../../src/collisions/qstar.ts';
import { ConfigurationError } from '../../src/errors.ts';
import { expectCase, goldenCases, vector } from './cases.ts';

describe('disruption threshold', () => {
  it.each(goldenCases('qstar_scalar'))('agrees with the reference: $label', (c) => {
    const { s, rho, v_kms, table, coeff_units, mu_grav } = c.in;
    expectCase(c, () => {
      const law = strengthLaw(table, coeff_units, mu_grav);
      const range = velocityRange(law, v_kms);
      return {
        q_star: disruptionThreshold(law, s, rho, v_kms),
        clamp_counts: { below: range < 0 ? 1 : 0, above: range > 0 ? 1 : 0 },
      };
    });
  });

  // Sizes and velocities are combined by the caller, so they have no shapes that could clash.
  it.each(goldenCases('qstar_array', ['incompatible shapes']))(
    'of many bodies agrees with the reference: $label',
    (c) => {
      const { s, rho, v_kms, table, coeff_units, mu_grav } = c.in;
      expectCase(c, () => {
        const law = strengthLaw(table, coeff_units, mu_grav);
        if (typeof v_kms === 'number') {
          const q_star = new Float64Array(s.length);
          disruptionThresholds(law, vector(s), rho, v_kms * 1000, q_star);
          return { q_star };
        }
        const at = (size: number, v: number) => disruptionThreshold(law, size, rho, v);
        if (Array.isArray(s[0]))
          return { q_star: s.map(([size]: number[]) => v_kms[0].map((v: number) => at(size, v))) };
        return { q_star: s.map((size: number, k: number) => at(size, v_kms[k])) };
      });
    },
  );

  it('interpolates to the nodes without a jump', () => {
    const law = strengthLaw(DEFAULT_COEFFICIENTS, 'ba99_cgs', 0.45);
    for (const v of law.velocities) {
      const at = disruptionThreshold(law, 10, 3000, v);
      for (const near of [v * (1 - 1e-12), v * (1 + 1e-12)])
        expect(Math.abs(disruptionThreshold(law, 10, 3000, near) / at - 1)).toBeLessThan(1e-11);
    }
  });
});

describe('coefficient table', () => {
  it.each(goldenCases('qstar_table_normalise'))('agrees with the reference: $label', (c) => {
    const expected = { ...c, out: c.out.error ? c.out : byNumber(c.out) };
    expectCase(expected, () => {
      const law = strengthLaw(c.in.table, 'ba99_cgs', 0.45);
      return byNumber(
        Object.fromEntries(
          Array.from(law.velocities, (velocity, k) => [
            String(velocity),
            [law.qs[k], law.as[k], law.b[k], law.bg[k]],
          ]),
        ),
      );
    });
  });

  const settings = {
    Qs: 1e7,
    a_s: 0.4,
    B: 0.2,
    b_g: 1.3,
    v_ref_kms: [5, 1.5],
    coeff_units: 'ba99_cgs',
    override_coeffs: true,
    coeff_scale: 2,
    coeff_table: null as CoefficientTable | null,
    mu_grav: 0.45,
  };

  it('is the built-in one unless it is overridden', () => {
    const law = resolveStrengthLaw({ ...settings, override_coeffs: false });
    expect(Array.from(law.velocities)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(law.b[2]).toBe(0.3);
  });

  it('is made of the scaled scalars where no table is given', () => {
    const law = resolveStrengthLaw(settings);
    expect(Array.from(law.velocities)).toEqual([1.5, 5]);
    expect(Array.from(law.qs)).toEqual([2e7, 2e7]);
    expect(Array.from(law.b)).toEqual([0.4, 0.4]);
    expect(Array.from(law.as)).toEqual([0.4, 0.4]);
  });

  it('is taken as it is, without the scale', () => {
    const law = resolveStrengthLaw({ ...settings, coeff_table: { '3.0': [1e6, 0.3, 0.1, 1.2] } });
    expect(Array.from(law.qs)).toEqual([1e6]);
    expect(law.velocityExponent).toBeCloseTo(0.65, 15);
  });

  it('needs velocities, and a positive μ', () => {
    expect(() => resolveStrengthLaw({ ...settings, v_ref_kms: [] })).toThrow(/qstar\.v_ref_kms/);
    expect(() => resolveStrengthLaw({ ...settings, mu_grav: 0 })).toThrow(ConfigurationError);
  });
});

function byNumber(table: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(table).map(([key, row]) => [String(Number(key)), row]));
}
