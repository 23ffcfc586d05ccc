import { createPlainEngine } from '@marsdisk/core';
import { describe, expect, it } from 'vitest';
import type { CellValue } from '../../src/compare/columns.ts';
import { invariantRun } from '../../src/verify/invariants/invariant.ts';
import { INVARIANTS } from '../../src/verify/invariants/invariants.ts';
import type { OutputTableName } from '../../src/verify/outputs.ts';
import { runInMemory } from '../../src/verify/runInMemory.ts';
import { loadScenario } from '../../src/verify/scenario.ts';
import { checkInvariants } from '../../src/verify/verifyRun.ts';
import { ROOT, withColumn } from './support.ts';

const scenario = await loadScenario(ROOT, 'shielding');
const run = runInMemory(scenario, createPlainEngine);

type Break = readonly [OutputTableName, string, (value: CellValue) => CellValue];
const times =
  (factor: number) =>
  (value: CellValue): CellValue =>
    Number(value) * factor;
const to = (value: CellValue) => () => value;

/** For every law, ways to break it in one row. */
const BREAKS: Readonly<Record<string, readonly Break[]>> = {
  nulls: [
    ['run', 'Sigma_surf', to(null)],
    ['diagnostics', 'tau_eff', to(Number.POSITIVE_INFINITY)],
    ['run', 'headroom', to(1)],
  ],
  signs: [
    ['run', 'Sigma_surf', times(-1)],
    ['run', 'ds_dt_sublimation', to(1e-9)],
    ['psd_hist', 'N_bin', to(-1e-30)],
  ],
  phases: [
    ['run', 'phase_bulk_f_solid', to(0.9)],
    ['run', 'phase_f_vap', to(1.1)],
  ],
  clock: [
    ['run', 'dt', times(1.001)],
    ['mass_budget', 'time', to(0)],
    ['summary', 'time_end_s', times(2)],
  ],
  'collision budget': [
    ['run', 'smol_sigma_after', times(1 + 1e-9)],
    ['run', 'smol_gain_mass_rate', times(1.001)],
  ],
  'mass error': [
    ['run', 'smol_mass_error', to(0.0051)],
    ['run', 'smol_dt_eff', to(1e9)],
  ],
  supply: [
    ['run', 'prod_subblow_area_rate', times(1.001)],
    ['run', 'smol_source_mass_rate', times(1 + 1e-9)],
    ['run', 'smol_extra_mass_loss_rate', to(1)],
  ],
  'loss rates': [
    ['run', 'M_out_dot', to(1e-12)],
    ['run', 'mass_total_bins', times(1 + 1e-9)],
    ['run', 'dM_dt_surface_total', to(1e-12)],
  ],
  'cumulative losses': [
    ['run', 'mass_lost_by_blowout', to(-1)],
    ['run', 'mass_lost_by_sinks', to(1e-3)],
  ],
  'disk budget': [
    ['mass_budget', 'mass_lost', to(1)],
    ['mass_budget', 'mass_remaining', times(1 + 1e-9)],
    ['mass_budget', 'mass_initial', times(1 + 1e-9)],
  ],
  'cell budgets': [
    ['mass_budget_cells', 'mass_lost', to(1)],
    ['mass_budget_cells', 'mass_initial', times(1 + 1e-9)],
  ],
  'orbit roll-up': [
    ['orbit_rollup', 'M_loss_orbit', to(1)],
    ['orbit_rollup', 'M_out_per_orbit', to(1)],
  ],
  summary: [['summary', 'M_loss', to(1)]],
  opacity: [
    ['run', 'tau', times(1 + 1e-9)],
    ['run', 'kappa_eff', times(2)],
    ['diagnostics', 'tau_eff', times(1 + 1e-9)],
  ],
  'radiation and orbits': [
    ['run', 'rad_flux_Mars', times(1 + 1e-9)],
    ['run', 's_min', times(1 + 1e-9)],
    ['run', 't_orb_s', times(1 + 1e-9)],
    ['run', 't_blow_s', times(1 + 1e-9)],
  ],
  'size distribution': [
    ['psd_hist', 'f_mass', to(1)],
    ['psd_hist', 'Sigma_bin', to(1)],
  ],
};

describe('the laws of every run', () => {
  it('hold in a run', () => {
    expect(checkInvariants(scenario, run)).toMatchObject({ passes: true, problems: [] });
  });

  it('can all be broken', () => {
    expect(Object.keys(BREAKS).sort()).toEqual(INVARIANTS.map(({ name }) => name).sort());
  });

  for (const { name, check, statement } of INVARIANTS)
    it.each(BREAKS[name]!)(`${name}: %s.%s cannot be wrong`, (table, column, change) => {
      const row = Math.min(7, run.tables.get(table)!.rows - 1);
      const broken = withColumn(run, table, column, (values) => {
        values[row] = change(values[row]!);
      });
      expect([...check(invariantRun(run.setup, broken, 1))]).not.toEqual([]);
      const verdict = checkInvariants(scenario, broken);
      expect(verdict.passes).toBe(false);
      expect(verdict.problems.join('\n')).toContain(statement);
    });
});
