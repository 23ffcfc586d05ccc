import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ConfigurationError } from '../../src/errors.ts';
import {
  type EccentricityProfileSettings,
  eccentricityProfile,
} from '../../src/orbit/eccentricity.ts';
import { omegaKepler, vKepler } from '../../src/orbit/kepler.ts';
import { midplaneSurfaceDensity } from '../../src/orbit/midplane.ts';
import { linearRadialGrid } from '../../src/orbit/radialGrid.ts';
import { compareWithGolden, tableOf } from '../radiation/goldenCases.ts';

describe('Keplerian motion', () => {
  test('angular frequency', () => {
    const { differences } = compareWithGolden('omega_kepler', ({ r }) => ({
      Omega: omegaKepler(r),
    }));
    expect(differences).toEqual([]);
  });

  test('speed', () => {
    const { differences } = compareWithGolden('v_kepler', ({ r }) => ({ v_K: vKepler(r) }));
    expect(differences).toEqual([]);
  });

  test('the speed is frequency times radius', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e6, max: 1e10, noNaN: true }), (r) => {
        expect(vKepler(r) / (omegaKepler(r) * r)).toBeCloseTo(1, 14);
      }),
    );
  });
});

describe('the radial grid', () => {
  test('reference values', () => {
    const { differences } = compareWithGolden('radial_grid_linear', ({ r_min, r_max, n }) => {
      const { radii, edges, areas } = linearRadialGrid(r_min, r_max, n);
      return { r: radii, edges, areas };
    });
    expect(differences).toEqual([]);
  });

  test('the annuli make up the disk', () => {
    const bounds = fc.tuple(
      fc.double({ min: 1e6, max: 5e6, noNaN: true }),
      fc.double({ min: 6e6, max: 1e8, noNaN: true }),
    );
    fc.assert(
      fc.property(bounds, fc.integer({ min: 1, max: 200 }), ([rIn, rOut], cells) => {
        const grid = linearRadialGrid(rIn, rOut, cells);
        const area = grid.areas.reduce((a, b) => a + b, 0);
        expect(grid.edges[cells]).toBe(rOut);
        expect(area / (Math.PI * (rOut * rOut - rIn * rIn))).toBeCloseTo(1, 12);
      }),
    );
  });

  test('a disk without cells or with swapped edges is refused', () => {
    expect(() => linearRadialGrid(1, 2, 0)).toThrow(ConfigurationError);
    expect(() => linearRadialGrid(2, 1, 3)).toThrow('from 2 m to 1 m');
  });
});

describe('the eccentricity profile', () => {
  const defaults: EccentricityProfileSettings = {
    mode: 'mars_pericenter',
    table_path: null,
    r_kind: 'r_RM',
    clip_min: 0,
    clip_max: 0.999999,
  };

  test('reference values', () => {
    const { differences } = compareWithGolden('evaluate_e_profile', ({ cfg, table, r_m }) => {
      const settings: EccentricityProfileSettings = { ...defaults, ...cfg };
      const columns = table === undefined ? null : tableOf(table);
      const profile = eccentricityProfile(settings, columns, Float64Array.from(r_m));
      return {
        e: profile.eccentricities,
        meta: {
          applied: profile.eccentricities !== null,
          mode: settings.mode,
          r_kind: settings.mode === 'table' ? settings.r_kind : null,
          formula: profile.formula,
        },
      };
    });
    expect(differences).toEqual([]);
  });

  test('an absent section applies nothing, an old mode and a cell inside Mars are worth a warning', () => {
    expect(eccentricityProfile(null, null, Float64Array.of(4e6)).eccentricities).toBeNull();
    const off = eccentricityProfile({ ...defaults, mode: 'off' }, null, Float64Array.of(4e6));
    expect(off.warnings.join()).toContain('deprecated');
    const inside = eccentricityProfile(defaults, null, Float64Array.of(1e6, 2e6, 4e6));
    expect(inside.warnings.join()).toContain('2 cells');
    expect(eccentricityProfile(defaults, null, Float64Array.of(4e6)).warnings).toEqual([]);
  });
});

describe('the midplane surface density', () => {
  test('reference values', () => {
    const { differences } = compareWithGolden('sigma_from_Minner', (input) => ({
      Sigma: midplaneSurfaceDensity(input.M_in, input.r_in, input.r_out, input.p, input.r),
    }));
    expect(differences).toEqual([]);
  });

  test('it integrates to the mass', () => {
    fc.assert(
      fc.property(fc.double({ min: -2, max: 3, noNaN: true }), (p) => {
        const { radii, areas } = linearRadialGrid(4e6, 8e6, 2000);
        const mass = radii.reduce(
          (sum, r, i) => sum + areas[i] * midplaneSurfaceDensity(1e20, 4e6, 8e6, p, r),
          0,
        );
        expect(mass / 1e20).toBeCloseTo(1, 6);
      }),
    );
  });
});
