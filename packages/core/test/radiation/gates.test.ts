import { describe, expect, test } from 'vitest';
import { autoChiBlow, resolveChiBlow } from '../../src/radiation/chi.ts';
import {
  collisionCompetitionTime,
  competitionGateFactor,
  fastBlowoutFactor,
  isTauGateBlocked,
} from '../../src/radiation/gates.ts';
import { compareWithGolden } from './goldenCases.ts';

describe('the blow-out time factor χ', () => {
  test('estimated from β and Q_pr', () => {
    const { differences } = compareWithGolden('auto_chi_blow', ({ beta, Q_pr }) => ({
      chi_blow: autoChiBlow(beta, Q_pr),
    }));
    expect(differences).toEqual([]);
  });

  test('a configured number is held inside [0.5, 2]', () => {
    expect([0.1, 1.3, 7].map((chi) => resolveChiBlow(chi, 0.5, 1))).toEqual([0.5, 1.3, 2]);
    expect(resolveChiBlow('auto', 0.7, 1.1)).toBe(autoChiBlow(0.7, 1.1));
  });
});

describe('gates of the blow-out', () => {
  test('competition with another loss of solids', () => {
    const { differences } = compareWithGolden('compute_gate_factor', ({ t_blow, t_solid }) => ({
      f_gate: competitionGateFactor(t_blow ?? Number.NaN, t_solid ?? Number.NaN),
    }));
    expect(differences).toEqual([]);
  });

  test('share that leaves within a step', () => {
    const { differences } = compareWithGolden('fast_blowout_correction_factor', ({ ratio }) => ({
      f_fast: fastBlowoutFactor(ratio),
    }));
    expect(differences).toEqual([]);
  });

  test('an optical depth at the limit blocks, a missing or switched-off gate never does', () => {
    const gate = { enable: true, tau_max: 1 };
    expect([0.999, 1, 2, Number.NaN].map((tau) => isTauGateBlocked(tau, gate))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(isTauGateBlocked(5, { enable: false, tau_max: 1 })).toBe(false);
    expect(isTauGateBlocked(5, null)).toBe(false);
  });

  test('collisions compete on the time 1/(Ω τ) of the vertical optical depth', () => {
    expect(collisionCompetitionTime(1e-3, 4, 2)).toBe(1 / (1e-3 * 2));
    expect(collisionCompetitionTime(1e-3, 4, 0.5)).toBe(1 / (1e-3 * 4));
    expect(collisionCompetitionTime(1e-3, 1e-12, 1)).toBeNaN();
  });
});
