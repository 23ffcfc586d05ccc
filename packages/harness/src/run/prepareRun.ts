import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import {
  type Config,
  type EnvironmentSettings,
  environmentSettings,
  environmentWarnings,
  type Loaded,
  loadConfig,
  type Resolved,
  runSettings,
} from '@marsdisk/config';
import {
  ConfigurationError,
  createRun,
  type Run,
  type RunSetup,
  restoreRun,
  setUpRun,
} from '@marsdisk/core';
import { engineFactory, sharedMemory, withoutCollisionCaches } from '@marsdisk/fast';
import { describeExternalFiles } from '@marsdisk/io';
import { refuseChanges } from '../checkpoint/changes.ts';
import type { Origin } from '../checkpoint/checkpoint.ts';
import type { CheckpointSettings } from '../checkpoint/checkpointer.ts';
import { COMMIT } from '../checkpoint/commit.ts';
import { describeOrigin } from '../checkpoint/origin.ts';
import { restoreRecorder } from '../checkpoint/recorderSnapshot.ts';
import { findResumption, openResumption, type Resumption } from '../checkpoint/resumption.ts';
import { checkpointSettings } from '../checkpoint/settings.ts';
import { VERSION } from '../checkpoint/version.ts';
import { type Crew, soleCrew, teamCrew } from './crew.ts';
import { tableFiles } from './externalFiles.ts';
import { ensureTemperatureTable } from './marsTemperature.ts';
import { writerThreadUse } from './outputWriter.ts';
import type { RunRequest, RunStart } from './request.ts';
import type { RunDescription } from './runConfigRecord.ts';
import { loadRunTables, type TableFolder } from './tables.ts';
import { unsupportedOptions } from './unsupported.ts';
import { chooseWorkers, workerWarnings } from './workers.ts';
import { WRITER_THREAD_VARIABLE } from './writerClient.ts';

/** A run that can begin, or go on; nothing has been written yet. */
export interface PreparedRun {
  readonly run: Run;
  /** In force: with the generated cooling table, if there is one. */
  readonly config: Config;
  readonly description: RunDescription;
  readonly start: RunStart;
  readonly origin: Origin;
  /** Null when no checkpoints are written. */
  readonly checkpoints: CheckpointSettings | null;
  /** Null when the run begins at its start. */
  readonly resumption: Resumption | null;
  /** Starts the threads. */
  readonly createCrew: () => Crew;
}

/**
 * Loads and checks everything that a run needs: configuration, tables, set-up, the checkpoint that it goes on from.
 *
 * @throws FileError, ConfigurationError, TableLoadError, PhysicsError with a message for the user
 */
export async function prepareRun(request: RunRequest): Promise<PreparedRun> {
  const { warn = () => {} } = request;
  const workingDirectory = request.workingDirectory ?? process.cwd();
  const variables = request.environment ?? process.env;
  const environment = environmentSettings(variables);
  for (const message of environmentWarnings(variables)) warn(message);
  const engine = engineInForce(request.engine, environment);

  const resolved = 'config' in request.source ? request.source : loadConfig(request.source);
  for (const { message } of resolved.warnings) warn(message);
  const settings = runSettings(resolved, request.flags);
  if (settings.config.geometry.mode === '0D')
    throw new ConfigurationError('geometry.mode: 0D is not implemented yet; 1D is allowed');
  const folder: TableFolder = { configPath: sourcePath(resolved), workingDirectory };
  const { config, table } = await ensureTemperatureTable(settings.config, folder);
  if (table?.generated === true)
    request.inform?.(`the cooling table of Mars was missing and is now in ${table.path}`);
  const tables = await loadRunTables(config, folder);
  const setup = setUpRun(config, tables);
  for (const message of setup.warnings) warn(message);

  const { io } = config;
  const { enable, opt_out } = io.streaming;
  const streaming = { ...io.streaming, enable: environment.streaming ?? (enable && !opt_out) };
  const { given } = resolved;
  for (const message of unsupportedOptions(
    { config, given },
    streaming.enable,
    environment.archive,
  ))
    warn(message);

  const outputDirectory = request.resumption?.directory ?? resolve(workingDirectory, io.outdir);
  const checkpoints = checkpointSettings(settings.config.numerics.checkpoint, {
    every: request.checkpointEvery ?? null,
    isResumed: request.resumption !== undefined || config.numerics.resume.enabled,
    outputDirectory,
    workingDirectory,
    isStreaming: streaming.enable,
  });
  if (checkpoints !== null) refuseHistory(setup);
  const resumption =
    request.resumption ??
    resumptionByConfig(config, outputDirectory, workingDirectory, checkpoints, warn);
  const origin = describeOrigin(request, resolved, {
    configPath: folder.configPath,
    variables,
    workingDirectory,
    checkpointEvery: checkpoints?.every ?? null,
    generatedTable: table,
    tables: describeExternalFiles(tableFiles(config, folder)),
    before: resumption?.checkpoint.origin ?? null,
  });
  if (resumption !== null && request.allowChanges !== true)
    refuseOtherConditions(resumption, origin, settings.config, request);

  const machine = { platform: process.platform, logicalCores: availableParallelism() };
  const isBound = typeof engine === 'function';
  const use = chooseWorkers(request.workers ?? null, variables, setup.cells, machine, isBound);
  for (const message of workerWarnings(use)) warn(message);
  const { workers } = use;
  const run = createRun(
    setup,
    typeof engine === 'function' ? engine : engineFactory(engine),
    {
      seriesStride: io.series_stride,
      diagnosticsStride: io.diagnostics_stride,
      psdStride: io.psd_history ? io.psd_history_stride : 0,
      massBudgetCells: io.mass_budget_cells,
    },
    workers > 1 ? sharedMemory : undefined,
  );
  if (resumption !== null) {
    restoreRun(run, resumption.checkpoint.run);
    restoreRecorder(run.recorder, resumption.checkpoint.records);
  }
  return {
    run,
    config,
    origin,
    checkpoints,
    resumption,
    description: {
      settings,
      configPath: folder.configPath,
      setup,
      streaming,
      environment,
      workerUse: use,
      writerThread: writerThreadUse(
        // Where a run is gone on with the variables are those of its start; this one concerns the process.
        process.env[WRITER_THREAD_VARIABLE] ?? variables[WRITER_THREAD_VARIABLE],
        streaming.enable,
        machine.logicalCores,
      ),
      autoTune: request.autoTune ?? null,
      engine: describeEngine(engine, run.engine.name, environment),
      generatedTable: origin.generatedTable,
      tableFiles: tableFiles(config, folder),
      launch: { argv: origin.argv, cwd: origin.cwd },
    },
    start: {
      outputDirectory,
      cells: setup.cells,
      bins: setup.bins,
      plannedSteps: setup.timeGrid.stepCount,
      stepsBefore: run.clock.step,
      tEnd: setup.timeGrid.tEnd,
      quiet: request.flags?.quiet ?? (given.has('io.quiet') ? io.quiet : null),
      progress: io.progress.enable,
    },
    createCrew: () =>
      workers > 1 && typeof engine !== 'function'
        ? teamCrew(run, config, tables, engine, workers)
        : soleCrew(run),
  };
}

function sourcePath(resolved: Resolved | Loaded): string | null {
  return 'sourcePath' in resolved ? resolved.sourcePath : null;
}

/** The engine that is asked for, without the caches that the environment forbids. */
function engineInForce(
  engine: RunRequest['engine'],
  { isCollisionCacheDisabled }: EnvironmentSettings,
): RunRequest['engine'] {
  return typeof engine === 'function' || !isCollisionCacheDisabled
    ? engine
    : withoutCollisionCaches(engine);
}

/** The `engine` block of `run_config.json`. */
function describeEngine(
  engine: RunRequest['engine'],
  name: string,
  { isCollisionCacheDisabled }: EnvironmentSettings,
): RunDescription['engine'] {
  if (typeof engine === 'function' || engine.engine === 'core') return { name };
  const { flags, shadow } = engine;
  return { name, flags, shadow, collision_caches_disabled_env: isCollisionCacheDisabled };
}

/** A run whose engine has a memory of its own cannot be saved. */
function refuseHistory({ isHistoryDependent }: RunSetup): void {
  if (isHistoryDependent)
    throw new ConfigurationError(
      'numerics.checkpoint.enabled: no checkpoints with sinks.sub_params.psat_cache_tol_K > 0, because the vapour pressures then depend on the temperatures before; set one of the two to 0 or false',
    );
}

/** Where `numerics.resume` asks to go on; null if it does not, or if there is no checkpoint yet. */
function resumptionByConfig(
  { numerics }: Config,
  directory: string,
  workingDirectory: string,
  checkpoints: CheckpointSettings | null,
  warn: (message: string) => void,
): Resumption | null {
  const { enabled, from_path } = numerics.resume;
  if (!enabled || checkpoints === null) return null;
  if (from_path !== null) return openResumption(directory, resolve(workingDirectory, from_path));
  const resumption = findResumption(directory, checkpoints.folder, warn);
  if (resumption === null)
    warn(`numerics.resume.enabled: ${checkpoints.folder} has no checkpoint; starting anew`);
  return resumption;
}

function refuseOtherConditions(
  { header, checkpoint: { origin: before } }: Resumption,
  now: Origin,
  config: Config,
  request: RunRequest,
): void {
  const atStart = runSettings(
    { config: before.config, given: new Set(before.given), warnings: [] },
    before.flags,
  ).config;
  refuseChanges(
    {
      version: header.version,
      commit: header.commit,
      config: atStart,
      engine: before.engine,
      tables: before.tables,
    },
    {
      version: VERSION,
      commit: COMMIT,
      config,
      engine: typeof request.engine === 'function' ? null : request.engine,
      tables: now.tables,
    },
  );
}
