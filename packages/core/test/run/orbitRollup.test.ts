import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deviations, readGolden, withNumbers } from '../../../../tests/support/golden.ts';
import {
  closeOrbitRollup,
  createOrbitRollup,
  type OrbitRow,
  rollUpStep,
} from '../../src/run/orbitRollup.ts';

interface Step {
  time_end_s: number;
  dt_s: number;
  out_mass: number;
  sink_mass: number;
  T_M: number;
}

/** Rolls up the steps of a run and closes it. */
function rollUp(tOrb: number, rMarsRadii: number, massInitial: number, steps: readonly Step[]) {
  const rollup = createOrbitRollup(tOrb, rMarsRadii, massInitial);
  const disk = { time: 0, temperature: 0, outCumulative: 0, sinkCumulative: 0, lossCumulative: 0 };
  for (const step of steps) {
    disk.time = step.time_end_s;
    disk.temperature = step.T_M;
    disk.outCumulative += step.out_mass;
    disk.sinkCumulative += step.sink_mass;
    disk.lossCumulative = disk.outCumulative + disk.sinkCumulative;
    rollUpStep(rollup, step.dt_s, step.out_mass, step.sink_mass, disk);
  }
  const completed = closeOrbitRollup(rollup, disk);
  return { rollup, completed };
}

/** Equal steps with losses in proportion to time. */
function steady(dt: number, count: number): Step[] {
  return Array.from({ length: count }, (_, n) => ({
    time_end_s: (n + 1) * dt,
    dt_s: dt,
    out_mass: 2 * dt,
    sink_mass: 3 * dt,
    T_M: 2000,
  }));
}

describe('orbit roll-up', () => {
  it('has the rows of the reference', () => {
    const { cases } = withNumbers(readGolden('supply', 'run_orbit_rollup.json'));
    expect(cases).toHaveLength(5);
    for (const { label, in: given, out } of cases) {
      const { rollup, completed } = rollUp(
        given.t_orb_ref_s,
        given.r_RM_mid,
        given.mass_initial_total,
        given.steps,
      );
      expect(deviations(rollup.rows, out), label).toEqual([]);
      expect(Object.keys(rollup.rows[0]), label).toEqual(Object.keys(out[0]));
      expect(completed, label).toBe(out.length);
    }
  });

  it('loses no mass: the orbits and the unfinished rest hold what was lost', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5000 }),
        fc.integer({ min: 1, max: 40 }),
        (dt, count) => {
          const { rollup } = rollUp(1000, 1.5, 1, steady(dt, count));
          const isWhole = dt * count >= 1000;
          const sum = (pick: (row: OrbitRow) => number) =>
            rollup.rows.reduce((total, row) => total + pick(row), 0);
          const rest = isWhole ? rollup.outMass : 0;
          const lost = 2 * dt * count;
          expect(Math.abs(sum((row) => row.M_out_orbit) + rest - lost)).toBeLessThan(1e-12 * lost);
          if (isWhole) expect(rollup.rows).toHaveLength(Math.floor((dt * count) / 1000));
        },
      ),
    );
  });

  it('gives every orbit of a steady loss the same mass, at whole multiples of the period', () => {
    const { rollup } = rollUp(1000, 1.5, 100, steady(370, 20));
    expect(rollup.rows).toHaveLength(7);
    for (const [n, row] of rollup.rows.entries()) {
      expect(row.M_loss_orbit).toBeCloseTo(5000, 8);
      expect(row.M_loss_per_orbit).toBeCloseTo(5, 11);
      expect(row.mass_loss_frac_per_orbit).toBeCloseTo(50, 10);
      expect(row.time_s_end).toBeCloseTo(1000 * (n + 1), 8);
    }
  });

  it('has no loss fraction for a disk without mass', () => {
    expect(rollUp(1000, 1.5, 0, steady(1000, 1)).rollup.rows[0].mass_loss_frac_per_orbit).toBeNaN();
  });
});
