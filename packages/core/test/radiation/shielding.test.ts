import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildPhiTable, type PhiTable, phiAt } from '../../src/radiation/phiTable.ts';
import {
  createShieldingState,
  effectiveOpacity,
  evaluateShielding,
  lineOfSightDepth,
  lineOfSightFactor,
  sigmaAtUnitDepth,
  usesPhiTable,
} from '../../src/radiation/shielding.ts';
import { compareWithGolden, tableOf } from './goldenCases.ts';

const phi = buildPhiTable(
  tableOf({
    columns: ['tau', 'phi'],
    rows: [
      [0, 1],
      [0.5, 0.8],
      [1, 0.37],
      [5, 0.05],
    ],
  }),
);

describe('Φ(τ)', () => {
  test('tables of every accepted form', () => {
    const { differences } = compareWithGolden('load_phi_table', (input) => {
      const table = buildPhiTable(tableOf(input));
      return { phi: input.tau.map((tau: number) => phiAt(table, tau)) };
    });
    expect(differences).toEqual([]);
  });

  test('a slice other than w0 = g = 0 is worth a warning', () => {
    const slice = { columns: ['tau', 'w0', 'g', 'Phi'], rows: [[0, 0.2, 0.1, 0.9]] };
    expect(buildPhiTable(tableOf(slice)).warnings).toEqual([
      'golden table: Φ is taken at w0 = 0.2, g = 0.1',
    ]);
    expect(phi.warnings).toEqual([]);
  });

  test('between two nodes it stays between their values', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 5, noNaN: true }), (tau) => {
        const k = Math.max(
          phi.tau.findLastIndex((node) => node <= tau),
          0,
        );
        const pair = [phi.phi[k], phi.phi[Math.min(k + 1, 3)]];
        expect(phiAt(phi, tau)).toBeGreaterThanOrEqual(Math.min(...pair) - 1e-15);
        expect(phiAt(phi, tau)).toBeLessThanOrEqual(Math.max(...pair) + 1e-15);
      }),
    );
  });
});

describe('opacity and optical depth', () => {
  test('effective opacity', () => {
    const { differences } = compareWithGolden('effective_kappa', (input) => ({
      kappa_eff: effectiveOpacity(input.kappa, input.tau, phiNamed(input.phi)),
    }));
    expect(differences).toEqual([]);
  });

  function phiNamed(name: string): PhiTable | null {
    if (name === 'none') return null;
    if (name === 'tau-phi') return phi;
    const value = Number(name.replace('raw ', ''));
    return { tau: Float64Array.of(0), phi: Float64Array.of(value), warnings: [] };
  }

  test('surface density of unit optical depth', () => {
    const { differences } = compareWithGolden('sigma_tau1', ({ kappa_eff }) => ({
      Sigma_tau1: sigmaAtUnitDepth(kappa_eff),
    }));
    expect(differences).toEqual([]);
  });

  test('line-of-sight factor', () => {
    const { differences } = compareWithGolden('resolve_los_factor', ({ los_geometry }) => ({
      f_los: lineOfSightFactor(los_geometry),
    }));
    expect(differences).toEqual([]);
  });

  test('line-of-sight optical depth', () => {
    const { differences } = compareWithGolden('compute_phase_tau_fields', (input) => {
      const tau = lineOfSightDepth(input.kappa, input.sigma, input.f_los);
      return { tau_used: tau, tau_los: tau };
    });
    expect(differences).toEqual([]);
  });
});

describe('the shielding of a cell', () => {
  test('a table is read for psitau and its old name alone', () => {
    const modes = ['off', 'psitau', 'fixed_tau1', 'table'] as const;
    const settings = { table_path: 'phi.csv', los_geometry: null };
    expect(modes.map((mode) => usesPhiTable({ ...settings, mode }))).toEqual([
      false,
      true,
      false,
      true,
    ]);
    expect(usesPhiTable({ mode: 'psitau', table_path: null, los_geometry: null })).toBe(false);
    expect(usesPhiTable(null)).toBe(false);
  });

  test('a fully absorbing Φ falls back to the bare opacity', () => {
    const state = createShieldingState();
    const dark = { tau: Float64Array.of(0), phi: Float64Array.of(0), warnings: [] };
    evaluateShielding(2, 1, dark, state);
    expect(state).toEqual({ kappaEff: 2, sigmaTau1: 0.5, phiEffective: 1 });
  });

  test('without opacity there is no surface density of unit depth', () => {
    const state = createShieldingState();
    evaluateShielding(0, 0, phi, state);
    expect(state).toEqual({ kappaEff: 0, sigmaTau1: Number.NaN, phiEffective: Number.NaN });
  });

  test('Φ reduces opacity and raises the surface density of unit depth alike', () => {
    const state = createShieldingState();
    evaluateShielding(2, 1, phi, state);
    expect(state.kappaEff).toBeCloseTo(0.74, 14);
    expect(state.sigmaTau1 * state.kappaEff).toBeCloseTo(1, 14);
    expect(state.phiEffective).toBeCloseTo(0.37, 14);
  });
});
