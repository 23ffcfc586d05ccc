import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import {
  environmentSettings,
  type Loaded,
  loadConfig,
  type Resolved,
  resolveCellParallel,
  resolveSeed,
  runSettings,
} from '@marsdisk/config';
import {
  ConfigurationError,
  createRun,
  FileError,
  massBudgetViolation,
  NumericalError,
  type Run,
  setUpRun,
  summarizeRun,
} from '@marsdisk/core';
import { type EngineStatistics, engineFactory, resolveWorkers, sharedMemory } from '@marsdisk/fast';
import {
  findRunFiles,
  type JsonValue,
  OUTPUT_FILES,
  prepareOutputDirectory,
  writeJsonFile,
} from '@marsdisk/io';
import { soleCrew, teamCrew } from './crew.ts';
import { tableFiles } from './externalFiles.ts';
import { isIntegerField } from './integers.ts';
import { ensureTemperatureTable } from './marsTemperature.ts';
import { openOutputs, writeOrbitRollup } from './outputs.ts';
import type { RunOutcome, RunRequest, WallTime } from './request.ts';
import {
  describeEnd,
  describeStart,
  type RunDescription,
  type RunStatus,
} from './runConfigRecord.ts';
import { flushRecords, type LoopCounts, takeSteps } from './steps.ts';
import { loadRunTables, type TableFolder } from './tables.ts';
import { unsupportedOptions } from './unsupported.ts';

/**
 * Does a run and writes its files.
 *
 * Everything that can be wrong with a configuration is found before the output directory is touched. An interrupted run
 * keeps everything up to its last step, a failed one everything up to the step before; `run_config.json` says which of
 * the two it was, and a summary exists only of a complete run.
 *
 * @throws FileError, ConfigurationError, TableLoadError, PhysicsError, NumericalError with a message for the user
 */
export async function executeRun(request: RunRequest): Promise<RunOutcome> {
  const began = performance.now();
  const warn = request.warn ?? ignore;
  const workingDirectory = request.workingDirectory ?? process.cwd();
  const variables = request.environment ?? process.env;
  const environment = environmentSettings(variables);

  const resolved = 'config' in request.source ? request.source : loadConfig(request.source);
  for (const { message } of resolved.warnings) warn(message);
  const settings = runSettings(resolved, request.flags);
  if (settings.config.geometry.mode === '0D')
    throw new ConfigurationError('geometry.mode: 0D is not implemented yet; 1D is allowed');
  const configPath = sourcePath(resolved);
  const folder: TableFolder = { configPath, workingDirectory };
  const { config, table } = await ensureTemperatureTable(settings.config, folder);
  if (table?.generated === true)
    request.inform?.(`the cooling table of Mars was missing and is now in ${table.path}`);
  const tables = await loadRunTables(config, folder);
  const setup = setUpRun(config, tables);
  for (const message of setup.warnings) warn(message);

  const { io } = config;
  const streaming = {
    ...io.streaming,
    enable: environment.streaming ?? (io.streaming.enable && !io.streaming.opt_out),
  };
  const settled = { config, given: resolved.given };
  for (const message of unsupportedOptions(settled, streaming.enable, environment.archive))
    warn(message);
  const machine = { platform: process.platform, logicalCores: availableParallelism() };
  const { engine } = request;
  const cellParallel = resolveCellParallel(variables, setup.cells, machine);
  const wanted = request.workers ?? String(cellParallel.jobs_effective);
  const workers = resolveWorkers(wanted, setup.cells, machine.logicalCores);
  const factory = typeof engine === 'function' ? engine : engineFactory(engine);
  const recording = {
    seriesStride: io.series_stride,
    diagnosticsStride: io.diagnostics_stride,
    psdStride: io.psd_history ? io.psd_history_stride : 0,
    massBudgetCells: io.mass_budget_cells,
  };
  const isTeam = workers > 1 && typeof engine !== 'function';
  const run = createRun(setup, factory, recording, isTeam ? sharedMemory : undefined);
  const description: RunDescription = {
    settings,
    configPath,
    setup,
    streaming,
    environment,
    cellParallel,
    workers: isTeam ? workers : 1,
    autoTune: request.autoTune ?? null,
    engine: describeEngine(engine, run.engine.name),
    generatedTable: table,
    tableFiles: tableFiles(config, folder),
  };

  const directory = resolve(workingDirectory, io.outdir);
  claimDirectory(directory, request.overwrite ?? false);
  writeRecord(directory, OUTPUT_FILES.runConfig, describeStart(description));
  const outputs = openOutputs(directory, streaming, io.mass_budget_cells, warn);
  request.onStart?.({
    outputDirectory: directory,
    cells: setup.cells,
    bins: setup.bins,
    plannedSteps: setup.timeGrid.stepCount,
    tEnd: setup.timeGrid.tEnd,
    quiet: request.flags?.quiet ?? (resolved.given.has('io.quiet') ? io.quiet : null),
    progress: io.progress.enable,
  });

  const wall: WallTime = { setup: secondsSince(began), steps: 0, records: 0, writing: 0 };
  const counts: LoopCounts = { cellSteps: 0, frozen: [] };
  const conclude = (status: RunStatus, facts: Readonly<Record<string, string | number | null>>) =>
    writeRecord(
      directory,
      OUTPUT_FILES.runConfig,
      describeEnd(description, run, status, { steps_done: run.clock.step, ...facts }),
    );
  const files: string[] = [];
  let interruptedBy: string | null = null;
  let caches: EngineStatistics = [];
  const crew = isTeam ? teamCrew(run, config, tables, engine, workers) : soleCrew(run);
  try {
    const { interrupt = null, onProgress = ignore } = request;
    const loop = await takeSteps(
      run,
      crew,
      outputs,
      streaming,
      counts,
      wall,
      interrupt,
      onProgress,
    );
    interruptedBy = loop.interruptedBy;
    caches = await crew.caches();
    flushRecords(run, outputs, wall);
    const writingBegan = performance.now();
    files.push(...outputs.finish());
    const summary = interruptedBy === null ? summarizeRun(run, resolveSeed(config)) : null;
    const rows = run.ledger.rollup?.rows;
    if (rows !== undefined) files.push(writeOrbitRollup(directory, rows));
    if (summary !== null) files.push(writeRecord(directory, OUTPUT_FILES.summary, summary));
    files.push(
      interruptedBy === null
        ? conclude('complete', {})
        : conclude('interrupted', { interrupted_by: interruptedBy }),
    );
    wall.writing += secondsSince(writingBegan);
  } catch (error) {
    salvage(run, outputs, wall);
    attempt(() =>
      conclude('failed', { error: error instanceof Error ? error.message : String(error) }),
    );
    throw error;
  } finally {
    await crew.dismiss();
  }
  const violation = massBudgetViolation(run);
  if (request.enforceMassBudget === true && violation !== null) throw new NumericalError(violation);
  return outcome(run, {
    directory,
    files,
    interruptedBy,
    caches,
    counts,
    wall,
    total: secondsSince(began),
  });
}

function sourcePath(resolved: Resolved | Loaded): string | null {
  return 'sourcePath' in resolved ? resolved.sourcePath : null;
}

/** The `engine` block of `run_config.json`. */
function describeEngine(engine: RunRequest['engine'], name: string): RunDescription['engine'] {
  if (typeof engine === 'function' || engine.engine === 'core') return { name };
  return { name, flags: engine.flags, shadow: engine.shadow };
}

function claimDirectory(directory: string, overwrite: boolean): void {
  const [first] = overwrite ? [] : findRunFiles(directory);
  if (first !== undefined)
    throw new FileError(
      `io.outdir: ${directory} already holds a run (${first}); choose another directory (--override io.outdir=DIR) or replace the run (--overwrite)`,
    );
  prepareOutputDirectory(directory, { overwrite });
}

function writeRecord(directory: string, name: string, content: Record<string, unknown>): string {
  const path = join(directory, name);
  writeJsonFile(path, content as JsonValue, { isInteger: isIntegerField });
  return path;
}

/** Brings what a failed run has recorded into its files, as far as that is still possible. */
function salvage(run: Run, outputs: ReturnType<typeof openOutputs>, wall: WallTime): void {
  attempt(() => flushRecords(run, outputs, wall));
  outputs.salvage();
}

function outcome(
  run: Run,
  facts: {
    readonly directory: string;
    readonly files: readonly string[];
    readonly interruptedBy: string | null;
    readonly caches: EngineStatistics;
    readonly counts: LoopCounts;
    readonly wall: WallTime;
    readonly total: number;
  },
): RunOutcome {
  const { state, clock, ledger, setup } = run;
  const { counts, wall, interruptedBy } = facts;
  const blowout = total(state.lostByBlowout);
  const sinks = total(state.lostBySinks);
  return {
    status: interruptedBy === null ? 'complete' : 'interrupted',
    stopReason: run.stopReason,
    interruptedBy,
    steps: clock.step,
    time: clock.time,
    cells: setup.cells,
    cellSteps: counts.cellSteps,
    cellStepsPerSecond: wall.steps > 0 ? counts.cellSteps / wall.steps : 0,
    wall: { ...wall, total: facts.total },
    lost: { total: blowout + sinks, blowout, sinks, sublimation: ledger.lostBySublimation },
    massInitial: ledger.massInitial,
    frozen: counts.frozen,
    massBudgetErrorPercent: ledger.largestBudgetError,
    caches: facts.caches,
    outputDirectory: facts.directory,
    files: facts.files,
  };
}

function total(masses: Float64Array): number {
  return masses.reduce((sum, mass) => sum + mass, 0);
}

function secondsSince(began: number): number {
  return (performance.now() - began) / 1000;
}

function attempt(deed: () => unknown): void {
  try {
    deed();
  } catch {
    // The error that ended the run is the one to report.
  }
}

function ignore(): void {}
