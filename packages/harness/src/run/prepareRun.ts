import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import {
  type Config,
  environmentSettings,
  type Loaded,
  loadConfig,
  type Resolved,
  resolveCellParallel,
  runSettings,
} from '@marsdisk/config';
import { ConfigurationError, createRun, type Run, setUpRun } from '@marsdisk/core';
import { engineFactory, resolveWorkers, sharedMemory } from '@marsdisk/fast';
import { type Crew, soleCrew, teamCrew } from './crew.ts';
import { tableFiles } from './externalFiles.ts';
import { ensureTemperatureTable } from './marsTemperature.ts';
import type { RunRequest, RunStart } from './request.ts';
import type { RunDescription } from './runConfigRecord.ts';
import { loadRunTables, type TableFolder } from './tables.ts';
import { unsupportedOptions } from './unsupported.ts';

/** A run that can begin; nothing has been written yet. */
export interface PreparedRun {
  readonly run: Run;
  /** In force: with the generated cooling table, if there is one. */
  readonly config: Config;
  readonly description: RunDescription;
  readonly start: RunStart;
  /** Starts the threads. */
  readonly createCrew: () => Crew;
}

/**
 * Loads and checks everything that a run needs: configuration, tables, set-up.
 *
 * @throws FileError, ConfigurationError, TableLoadError, PhysicsError with a message for the user
 */
export async function prepareRun(request: RunRequest): Promise<PreparedRun> {
  const { engine, warn = () => {} } = request;
  const workingDirectory = request.workingDirectory ?? process.cwd();
  const variables = request.environment ?? process.env;
  const environment = environmentSettings(variables);

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

  const machine = { platform: process.platform, logicalCores: availableParallelism() };
  const cellParallel = resolveCellParallel(variables, setup.cells, machine);
  const wanted = request.workers ?? String(cellParallel.jobs_effective);
  const workers =
    typeof engine === 'function' ? 1 : resolveWorkers(wanted, setup.cells, machine.logicalCores);
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
  return {
    run,
    config,
    description: {
      settings,
      configPath: folder.configPath,
      setup,
      streaming,
      environment,
      cellParallel,
      workers,
      autoTune: request.autoTune ?? null,
      engine: describeEngine(engine, run.engine.name),
      generatedTable: table,
      tableFiles: tableFiles(config, folder),
    },
    start: {
      outputDirectory: resolve(workingDirectory, io.outdir),
      cells: setup.cells,
      bins: setup.bins,
      plannedSteps: setup.timeGrid.stepCount,
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

/** The `engine` block of `run_config.json`. */
function describeEngine(engine: RunRequest['engine'], name: string): RunDescription['engine'] {
  if (typeof engine === 'function' || engine.engine === 'core') return { name };
  return { name, flags: engine.flags, shadow: engine.shadow };
}
