import { MASS_BUDGET_TOLERANCE } from '../records/massBudget.ts';
import type { Statistics } from '../statistics.ts';
import { timeAverage, violatesMassBudget } from './ledger.ts';
import { closeOrbitRollup } from './orbitRollup.ts';
import type { EarlyStopReason } from './plan.ts';
import type { Run } from './run.ts';
import type { RunSetup } from './setup.ts';
import { firstValue, lastValue, trackStatistics } from './tracks.ts';

/** Seed of a run and where it comes from. A 1D run draws no random number; the seed is only reported. */
export interface SeedRecord {
  readonly seed: number;
  readonly expression: string;
  readonly basis: string;
}

const EARLY_STOPS: readonly string[] = [
  'a_blow_below_s_min_config',
  'tau_exceeded_all_cells',
  'loss_rate_below_threshold',
] satisfies EarlyStopReason[];

/**
 * Closes the books of a run that has ended and returns the content of `summary.json` (docs/outputs.md). Masses are in
 * M_Mars; a statistic over no steps is NaN.
 */
export function summarizeRun(run: Run, seed: SeedRecord): Record<string, unknown> {
  const { setup, state, clock, ledger, lastRadiation, stopReason } = run;
  const { config, disk, timeGrid, switches, transport } = setup;
  const out = sum(state.lostByBlowout);
  const sink = sum(state.lostBySinks);
  const orbits = closeRollup(run, out, sink);
  const temperature = ledger.stepTracks.temperature;
  const hasSteps = temperature.length > 0;
  const { areaTracks } = ledger;
  const nominal = timeAverage(ledger, 'nominal');
  const mixingFraction = timeAverage(ledger, 'mixingLimited');
  const blockedFraction = ledger.integratedTime > 0 ? 0 : null;
  const noHeadroom = zeroStatistics(ledger.areaTracks.applied.length);
  const clipFactor = trackStatistics(areaTracks.clipFactor);
  const visibility = trackStatistics(areaTracks.visibility);
  const reservoir = trackStatistics(areaTracks.reservoirRemaining);
  const sBlowEffective = Math.max(config.sizes.s_min, lastRadiation.sBlow);
  return {
    status: 'complete',
    geometry_mode: '1D',
    geometry_source: disk.source,
    geometry: { r_in_m: disk.rIn, r_out_m: disk.rOut, Nr: disk.cells },
    sigma_surf0_target: setup.sigmaInitial,
    ...averageDensities(setup),
    M_out_cum: out,
    M_sink_cum: sink,
    M_loss: out + sink,
    M_loss_from_sinks: sink,
    M_loss_from_sublimation: ledger.lostBySublimation,
    mass_budget_max_error_percent: ledger.largestBudgetError,
    dt_over_t_blow_median: trackStatistics(areaTracks.dtOverTBlow).median,
    early_stop_reason: EARLY_STOPS.includes(stopReason ?? '') ? stopReason : null,
    stop_reason: stopReason,
    cells_stopped: sum(run.isStopped),
    cells_total: setup.cells,
    time_end_s: clock.time,
    time_grid: {
      dt_nominal_s: timeGrid.dtNominal,
      t_end_s: timeGrid.tEnd,
      dt_min_tcoll_ratio: config.numerics.dt_min_tcoll_ratio,
      ...timeGrid.record,
    },
    case_status: setup.constants.case_status,
    beta_at_smin_config: setup.betaConfig,
    beta_at_smin_effective: lastRadiation.betaMin,
    ...named('beta_at_smin', trackStatistics(ledger.stepTracks.beta)),
    beta_threshold: setup.constants.beta_threshold,
    s_blow_m: lastRadiation.sBlow,
    a_blow_final: lastRadiation.sBlow,
    s_blow_m_effective: sBlowEffective,
    ...named('a_blow', trackStatistics(ledger.stepTracks.sBlow)),
    Q_pr_used: lastRadiation.qprMin,
    qpr_table_path: config.radiation?.qpr_table_path ?? null,
    rho_used: setup.rho,
    T_M_used: lastRadiation.temperature,
    T_M_initial: hasSteps ? firstValue(temperature) : setup.driver.initial,
    T_M_final: hasSteps ? lastValue(temperature) : setup.driver.initial,
    ...named('T_M', trackStatistics(temperature)),
    temperature_driver: setup.driver.provenance,
    solar_radiation: solarRadiation(setup),
    chi_blow_eff: setup.chiBlow,
    s_min_effective: lastRadiation.sMin,
    s_min_components: {
      config: config.sizes.s_min,
      blowout: lastRadiation.sBlow,
      blowout_raw: lastRadiation.sBlow,
      blowout_effective: sBlowEffective,
      effective: lastRadiation.sMin,
    },
    supply_rate_nominal_kg_m2_s: nominal,
    effective_prod_rate_kg_m2_s: timeAverage(ledger, 'applied'),
    supply_rate_scaled_initial_kg_m2_s:
      switches.isSupplyEnabled && Number.isFinite(ledger.firstScaledRate)
        ? ledger.firstScaledRate
        : null,
    supply_transport_mode: transport.mode,
    supply_transport_t_mix_orbits: Number.isNaN(transport.tMixOrbits) ? null : transport.tMixOrbits,
    supply_transport_headroom_gate: transport.headroomGate,
    supply_headroom_policy: transport.headroomPolicy,
    ...named('supply_visibility', visibility),
    supply_blocked_fraction: blockedFraction,
    supply_mixing_fraction: mixingFraction,
    ...named('supply_feedback_scale', trackStatistics(areaTracks.feedbackScale)),
    ...named('supply_temperature_scale', trackStatistics(areaTracks.temperatureScale)),
    supply_reservoir_remaining_stats_Mmars: { ...reservoir },
    supply_clipping: {
      ...named('headroom', noHeadroom),
      ...named('clip_factor', clipFactor),
      ...named('visibility', visibility),
      blocked_fraction: blockedFraction,
      mixing_fraction: mixingFraction,
    },
    supply_spill: {
      ...named('rate', noHeadroom),
      active_fraction: blockedFraction,
      M_loss_cum: 0,
    },
    orbits_completed: orbits,
    M_out_mean_per_orbit: orbits > 0 ? out / orbits : null,
    M_sink_mean_per_orbit: orbits > 0 ? sink / orbits : null,
    M_loss_mean_per_orbit: orbits > 0 ? (out + sink) / orbits : null,
    seed: seed.seed,
    seed_expr: seed.expression,
    seed_basis: seed.basis,
  };
}

/** Why the run violates `--enforce-mass-budget`, or null. */
export function massBudgetViolation(run: Run): string | null {
  return violatesMassBudget(run.ledger)
    ? `the mass budget is off by ${run.ledger.largestBudgetError} %; at most ${MASS_BUDGET_TOLERANCE} % is allowed`
    : null;
}

/** What `use_solar_rp` came to. */
export function solarRadiation(setup: RunSetup): Record<string, unknown> {
  const { radiation } = setup.config;
  const isOff = radiation !== null && radiation.source !== 'mars';
  return {
    enabled: false,
    requested: radiation?.use_solar_rp ?? false,
    note: isOff
      ? "Radiation disabled via radiation.source='off'"
      : 'Solar radiation disabled (Mars-only scope)',
  };
}

/** Area averages of the initial surface density and of the mid-plane density, kg m⁻². */
export function averageDensities({ disk, sigmaInitial, sigmaMidplane }: RunSetup): {
  sigma_surf0_avg: number;
  sigma_midplane_avg: number | null;
} {
  const area = Math.max(disk.totalArea, 1);
  const average = (density: (cell: number) => number) =>
    disk.area.reduce((total, a, cell) => total + density(cell) * a, 0) / area;
  return {
    sigma_surf0_avg: average(() => sigmaInitial),
    sigma_midplane_avg: sigmaMidplane === null ? null : average((cell) => sigmaMidplane[cell]),
  };
}

function closeRollup({ ledger, clock, lastRadiation }: Run, out: number, sink: number): number {
  if (ledger.rollup === null) return 0;
  return closeOrbitRollup(ledger.rollup, {
    time: clock.time,
    temperature: lastRadiation.temperature,
    outCumulative: out,
    sinkCumulative: sink,
    lossCumulative: out + sink,
  });
}

function named(prefix: string, { min, median, max }: Statistics): Record<string, number> {
  return { [`${prefix}_min`]: min, [`${prefix}_median`]: median, [`${prefix}_max`]: max };
}

/** Statistics of a quantity that is 0 at every step; NaN without steps. */
function zeroStatistics(steps: number): Statistics {
  const value = steps > 0 ? 0 : Number.NaN;
  return { min: value, median: value, max: value };
}

function sum(values: Float64Array | Uint8Array): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i];
  return total;
}
