import { type Config, type EnvironmentSettings, echo, type RunSettings } from '@marsdisk/config';
import { averageDensities, type Run, type RunSetup, solarRadiation } from '@marsdisk/core';
import type { EngineStatistics } from '@marsdisk/fast';
import { describeEnvironment, describeExternalFiles, type StreamingSettings } from '@marsdisk/io';
import type { AutoTuneRecord } from './autoTune.ts';
import type { GeneratedTable } from './marsTemperature.ts';
import type { WriterThreadUse } from './outputWriter.ts';
import type { FlushSettings } from './steps.ts';
import type { WorkerUse } from './workers.ts';

/** What a run is made of before its first step. */
export interface RunDescription {
  /** With the configuration as the user gave it. */
  readonly settings: RunSettings;
  /** Absolute; null when the configuration was built in code. */
  readonly configPath: string | null;
  readonly setup: RunSetup;
  readonly streaming: StreamingSettings & FlushSettings;
  readonly environment: EnvironmentSettings;
  /** Threads that advance the cells. */
  readonly workerUse: WorkerUse;
  readonly writerThread: WriterThreadUse;
  readonly autoTune: AutoTuneRecord | null;
  readonly engine: Readonly<Record<string, string | boolean | readonly string[]>>;
  readonly generatedTable: GeneratedTable | null;
  /** Absolute paths of the tables that were read. */
  readonly tableFiles: readonly string[];
  /** The command that started the run. */
  readonly launch: { readonly argv: readonly string[]; readonly cwd: string };
}

/** How a run ended, as `run_config.json` says it. */
export type RunStatus = 'complete' | 'interrupted' | 'failed';

const BETA_FORMULA = 'beta = 3 SIGMA_SB T_M^4 R_M^2 Q_pr / (4 G M_M c rho s)';

/** The content of `run_config.json` before the time loop. */
export function describeStart(run: RunDescription): Record<string, unknown> {
  const { settings, setup, environment, workerUse } = run;
  const { config } = settings;
  const { workers, requested, requestedBy, cellParallel } = workerUse;
  const { numba_threads_env, numba_threads_auto, numba_threads_effective } = cellParallel;
  return {
    status: 'pre_run',
    outdir: config.io.outdir,
    config_source_path: run.configPath,
    geometry_source: setup.disk.source,
    physics_mode: config.physics_mode,
    physics_mode_source: settings.physicsModeSource,
    config: echo(config),
    init_ei: describeOrbits(config.dynamics),
    cell_parallel: cellParallel,
    threading: {
      env: environment.threads,
      numba_threads_env,
      numba_threads_auto,
      numba_threads_effective,
    },
    numba: { collisions_smol: noKernels(environment), smol: noKernels(environment) },
    engine: run.engine,
    workers,
    workers_requested: requested,
    workers_requested_by: requestedBy,
    writer_thread: run.writerThread,
    ...(run.autoTune === null ? {} : { auto_tune: run.autoTune }),
    ...run.launch,
  };
}

/**
 * The content of `run_config.json` after the time loop.
 *
 * @param caches what the caches did since this process began or went on with the run; null if that is not known
 */
export function describeEnd(
  description: RunDescription,
  run: Run,
  status: RunStatus,
  caches: EngineStatistics | null,
  facts: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const { settings, setup } = description;
  const { config } = settings;
  const { lastRadiation } = run;
  const { mu_orbit10pct, orbit_fraction_at_mu1 } = config.supply.const;
  return {
    ...describeStart(description),
    status,
    steps_done: run.clock.step,
    ...facts,
    cache_statistics: describeCaches(caches),
    sigma_surf0_target: setup.sigmaInitial,
    ...averageDensities(setup),
    supply_mu_orbit10pct: mu_orbit10pct,
    supply_mu_reference_tau: setup.muReferenceTau,
    sigma_surf_mu_reference: setup.sigmaReference,
    supply_orbit_fraction_at_mu1: orbit_fraction_at_mu1,
    epsilon_mix: config.supply.mixing.epsilon_mix,
    qpr_table_path: config.radiation?.qpr_table_path ?? null,
    beta_formula: BETA_FORMULA,
    T_M_used: lastRadiation.temperature,
    rho_used: setup.rho,
    Q_pr_used: lastRadiation.qprMin,
    blowout_provenance: {
      s_blow_raw_m: lastRadiation.sBlow,
      s_blow_effective_m: Math.max(config.sizes.s_min, lastRadiation.sBlow),
      s_min_config_m: config.sizes.s_min,
      psd_floor_mode: config.psd.floor.mode,
    },
    temperature_driver: setup.driver.provenance,
    generated_temperature_table: description.generatedTable,
    solar_radiation: solarRadiation(setup),
    sublimation_provenance: describeSublimation(config.sinks.sub_params),
    io: describeOutput(config.io, description.streaming, description.environment),
    external_files: describeExternalFiles(description.tableFiles),
    ...describeEnvironment(),
    ...description.launch,
  };
}

function describeCaches(caches: EngineStatistics | null): Record<string, unknown> | null {
  if (caches === null) return null;
  return Object.fromEntries(caches.map(({ name, ...counts }) => [name, counts]));
}

function describeOrbits({
  e_mode,
  e0,
  i0,
  e_profile,
}: Config['dynamics']): Record<string, unknown> {
  const { mode, r_kind, table_path } = e_profile;
  return {
    e_mode,
    e0_config: e0,
    i0_config_rad: i0,
    e_profile_mode: mode,
    e_profile_r_kind: mode === 'table' ? r_kind : null,
    e_profile_table_path: table_path,
    e_profile_formula: mode === 'mars_pericenter' ? 'e = 1 - R_MARS / r' : null,
    e_profile_applied: mode !== 'off',
  };
}

/** There are no compiled kernels; the block keeps its form for readers of the reference's files. */
function noKernels({ areKernelsDisabled }: EnvironmentSettings): Record<string, boolean> {
  return {
    available: false,
    disabled_env: areKernelsDisabled,
    use_numba: false,
    numba_failed: false,
  };
}

function describeSublimation(sub: Config['sinks']['sub_params']): Record<string, unknown> {
  const { mode, psat_model, alpha_evap, mu, A, B, P_gas, valid_K, valid_liquid_K } = sub;
  const formula = 'HKL';
  return {
    sublimation_formula: formula,
    mode,
    psat_model,
    alpha_evap,
    mu,
    A,
    B,
    P_gas,
    valid_K,
    valid_liquid_K,
  };
}

/** The settings in force: offload and archive are never done by this build. */
function describeOutput(
  io: Config['io'],
  streaming: StreamingSettings,
  environment: EnvironmentSettings,
): Record<string, unknown> {
  const { offload } = io.streaming;
  const isOn = streaming.enable;
  return {
    outdir: io.outdir,
    series_stride: io.series_stride,
    psd_history: io.psd_history,
    psd_history_stride: io.psd_history_stride,
    diagnostics_stride: io.diagnostics_stride,
    mass_budget_cells: io.mass_budget_cells,
    streaming: {
      enabled: isOn,
      merge_at_end: isOn && streaming.merge_at_end,
      cleanup_chunks: isOn ? streaming.cleanup_chunks : null,
      merge_outdir: isOn ? io.outdir : null,
      offload: {
        enabled: false,
        enabled_config: offload.enabled,
        dir: offload.dir,
        dir_resolved: null,
        keep_last_n: isOn ? offload.keep_last_n : null,
        mode: isOn ? offload.mode : null,
        verify: isOn ? offload.verify : null,
        skip_if_same_device: isOn ? offload.skip_if_same_device : null,
      },
    },
    archive: {
      ...io.archive,
      enabled: false,
      enabled_config: io.archive.enabled,
      dir_resolved: null,
      forced_off_env: environment.archive === false,
      forced_on_env: environment.archive === true,
    },
  };
}
