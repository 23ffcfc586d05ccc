import { supplySource } from '@marsdisk/core';
import { listScenarios } from '@marsdisk/harness';
import { describe, expect, it } from 'vitest';
import { runScenario, type ScenarioRun } from './support/scenario.ts';

const max = (values: readonly number[]) =>
  Math.max(...values.filter((value) => !Number.isNaN(value)));
const kinds = (run: ScenarioRun, column: string) => [...new Set(run.texts(column))].sort();
const bins = (run: ScenarioRun) => run.run.setup.bins;
const cells = (run: ScenarioRun) => run.run.setup.cells;
const steps = (run: ScenarioRun) => run.run.tables.get('mass_budget')!.rows;
const injection = (run: ScenarioRun) => run.prepared.config.supply.injection;

/** The effective smallest size in every step, m. */
const floors = (run: ScenarioRun) =>
  run.series('s_min_effective').filter((_, row) => row % cells(run) === 0);
/** How a unit of supply falls into the bins above a floor. */
const sourceAbove = ({ run }: ScenarioRun, floor: number) => {
  const source = new Float64Array(run.setup.bins);
  supplySource(run.setup.engine.injection, 1, floor, source);
  return source.join();
};
/** Pairs of steps between which the floor moves by less than 1e-7 m, and yet supply falls into the bins in another way. */
const smallMoves = (run: ScenarioRun) =>
  floors(run)
    .slice(1)
    .map((floor, step) => [floors(run)[step]!, floor] as const)
    .filter(([before, after]) => Math.abs(after - before) < 1e-7)
    .filter(([before, after]) => sourceAbove(run, before) !== sourceAbove(run, after)).length;
const hasSupplyAboveFloor = (run: ScenarioRun, mode: string) =>
  injection(run).mode === mode &&
  injection(run).s_inj_min === null &&
  max(run.series('supply_rate_applied')) > 0;

/** What every scenario has to show, or it would verify nothing of what it says. */
const FACTS: Readonly<Record<string, (run: ScenarioRun) => unknown>> = {
  'bins-1': (run) => bins(run) === 1,
  'bins-16': (run) => bins(run) === 16,
  'bins-40': (run) => bins(run) === 40,
  'bins-80': (run) => bins(run) === 80,
  'cells-1': (run) => cells(run) === 1,
  'cells-7': (run) => cells(run) === 7,
  'cells-40': (run) => cells(run) === 40,
  'collision-floor': (run) => max(run.series('dt')) > 5000,
  'deep-mixing': (run) => max(run.series('sigma_deep')) > 0,
  'gas-drag': (run) => max(run.series('t_solid_s')) > 0 && max(run.series('sink_flux_surface')) > 0,
  'gate-hot': (run) => max(run.series('t_coll')) > 0,
  gates: (run) => kinds(run, 'tau_gate_blocked').length === 2 && max(run.series('t_solid_s')) > 0,
  hot: (run) => kinds(run, 'phase_bulk_state').join() === 'liquid_dominated',
  'hot-surface-sink': (run) =>
    kinds(run, 'phase_bulk_state').length === 2 && max(run.series('sink_flux_surface')) > 0,
  'long-steps': (run) => kinds(run, 'fast_blowout_flag_gt10').length === 2,
  melt: (run) => run.prepared.config.initial.s0_mode === 'melt_truncated_powerlaw',
  mixed: (run) => {
    const first = run.texts('phase_state').slice(0, cells(run));
    const last = run.texts('phase_state').slice(-cells(run));
    return kinds(run, 'phase_bulk_state').length === 3 && first.join() !== last.join();
  },
  'reservoir-hard-stop': (run) =>
    kinds(run, 'supply_reservoir_clipped').length === 2 &&
    run.series('supply_reservoir_fraction').includes(0),
  'reservoir-taper': (run) =>
    Math.min(...run.series('supply_reservoir_fraction')) < 0.6 &&
    new Set(run.series('supply_feedback_scale')).size > 5,
  shielding: (run) => max(run.series('phi_effective')) < 0.6,
  solid: (run) => run.prepared.config.sizes.s_max === 3 && max(run.series('tau')) > 0.5,
  'stop-before-start': (run) =>
    run.summary('stop_reason') === 'a_blow_below_s_min_config' && steps(run) === 0,
  'stop-cooling': (run) =>
    run.summary('stop_reason') === 'a_blow_below_s_min_config' && steps(run) > 5,
  'stop-in-error': (run) => run.run.error?.startsWith('PhysicsError: ') === true && steps(run) > 5,
  'stop-loss-rate': (run) => run.summary('stop_reason') === 'loss_rate_below_threshold',
  'stop-strides': (run) => {
    const [dt] = run.series('dt') as [number];
    const stops = run.series('cell_stop_time').map((time) => Math.round(time / dt) - 1);
    // In a step of which no table keeps a row.
    return stops.some((step) => step % 5 > 0 && step % 7 > 0 && step % 11 > 0);
  },
  'stop-tau-all': (run) => run.summary('stop_reason') === 'tau_exceeded_all_cells',
  'stop-tau-some': (run) =>
    Number(run.summary('cells_stopped')) > 0 && run.summary('stop_reason') === 't_end_reached',
  strides: (run) =>
    run.series('time').length < (steps(run) * cells(run)) / 10 &&
    new Set(run.series('T_M_used')).size > 5,
  'sublimation-bins': (run) => max(run.series('dSigma_dt_sublimation')) > 0,
  'sublimation-crossing': (run) =>
    kinds(run, 'sink_selected').join() === 'none' && max(run.series('outflux_surface')) > 0,
  'sublimation-memory': (run) => run.prepared.config.sinks.sub_params.psat_cache_tol_K > 0,
  'sublimation-only': (run) =>
    run.series('smol_dt_eff').every(Number.isNaN) && max(run.series('sink_flux_surface')) > 0,
  'supply-off': (run) => max(run.series('supply_rate_applied')) === 0,
  'supply-piecewise': (run) =>
    injection(run).velocity.mode === 'factor' &&
    new Set(run.series('prod_subblow_area_rate_raw')).size > 4,
  'supply-min-bin-floor': (run) =>
    hasSupplyAboveFloor(run, 'min_bin') &&
    smallMoves(run) >= 2 &&
    new Set(floors(run).map((floor) => sourceAbove(run, floor))).size >= 5,
  'supply-powerlaw-floor': (run) =>
    hasSupplyAboveFloor(run, 'powerlaw_bins') && smallMoves(run) > 8,
  'supply-powerlaw': (run) =>
    injection(run).mode === 'powerlaw_bins' && run.series('prod_subblow_area_rate_raw')[0] === 0,
  'supply-table': (run) =>
    injection(run).mode === 'min_bin' && max(run.series('supply_rate_applied')) > 0,
  'supply-table-radius': (run) => {
    const raw = run.series('prod_subblow_area_rate_raw');
    return injection(run).velocity.mode === 'fixed_ei' && raw[0] !== raw[1];
  },
  'supply-temperature': (run) => kinds(run, 'supply_temperature_value_kind').join() === 'rate',
  'thin-dust': (run) =>
    max(run.series('outflux_surface')) > 0 && max(run.series('smol_dt_eff')) === 600,
  wavy: (run) => run.prepared.config.psd.wavy_strength > 0,
  'wyatt-ohtsuki': (run) =>
    run.prepared.config.dynamics.v_rel_mode === 'ohtsuki' &&
    new Set(run.series('e_value')).size > 3,
};

describe('the scenarios', () => {
  it('all say what they show', () => {
    expect(Object.keys(FACTS).sort()).toEqual(listScenarios('.'));
  });

  it.each(Object.entries(FACTS))('%s shows what it is about', async (name, shows) => {
    const run = await runScenario(name);
    expect(shows(run)).toBe(true);
    expect(run.run.error === null).toBe(name !== 'stop-in-error');
  });
});
