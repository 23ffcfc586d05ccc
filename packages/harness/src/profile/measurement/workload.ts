import { loadConfig, runSettings } from '@marsdisk/config';
import { createRun, type RecordingSettings, type Run, setUpRun } from '@marsdisk/core';
import { sharedMemory } from '@marsdisk/fast';
import type { StreamingSettings } from '@marsdisk/io';
import { engineSpec, resolveEngine } from '../../engines.ts';
import { type Crew, soleCrew, teamCrew } from '../../run/crew.ts';
import { ensureTemperatureTable } from '../../run/marsTemperature.ts';
import { loadRunTables } from '../../run/tables.ts';
import type { PreparedRun } from '../../verify/runInMemory.ts';
import type { MeasurementRequest } from './request.ts';

/** A run at its start, and who takes its steps. */
export interface StartedRun {
  readonly run: Run;
  readonly crew: Crew;
}

/** A run that can be started any number of times. */
export interface Workload {
  readonly start: () => StartedRun;
  /** Whether several threads take the steps. */
  readonly isTeam: boolean;
  readonly recording: RecordingSettings;
  readonly streaming: StreamingSettings & {
    /** 0 for none. */
    readonly step_flush_interval: number;
  };
  /** Folder for the files of a run, null to drop the rows. */
  readonly dir: string | null;
}

/** Where the run of a profile is described. */
export type RunPlace = Pick<MeasurementRequest, 'configPath' | 'overrides' | 'workingDirectory'>;

/**
 * Reads the run of a profile, and what is doubtful about its configuration.
 *
 * @throws ConfigurationError, PhysicsError, TableLoadError, FileError of the configuration and its tables
 */
export async function loadProfiledRun(
  place: RunPlace,
): Promise<PreparedRun & { readonly warnings: readonly string[] }> {
  const { configPath, overrides, workingDirectory } = place;
  const loaded = loadConfig({ path: configPath, overrides });
  const folder = { configPath: loaded.sourcePath, workingDirectory };
  const { config } = await ensureTemperatureTable(runSettings(loaded).config, folder);
  return {
    name: configPath,
    config,
    tables: await loadRunTables(config, folder),
    warnings: loaded.warnings.map(({ message }) => message),
  };
}

/**
 * Reads configuration and tables, so that the passes read nothing.
 *
 * @throws ConfigurationError, PhysicsError, TableLoadError, FileError of the configuration and its tables
 */
export async function loadWorkload(request: MeasurementRequest): Promise<Workload> {
  const { variant, write, scratch } = request;
  const { engine, cache } = variant;
  const { config, tables } = await loadProfiledRun(request);
  const { io } = config;
  const recording = {
    seriesStride: io.series_stride,
    diagnosticsStride: io.diagnostics_stride,
    psdStride: io.psd_history ? io.psd_history_stride : 0,
    massBudgetCells: io.mass_budget_cells,
  };
  const createEngine = resolveEngine(engine, cache);
  return {
    start() {
      const setup = setUpRun(config, tables);
      const workers = Math.min(variant.workers, setup.cells);
      if (workers === 1) {
        const run = createRun(setup, createEngine, recording);
        return { run, crew: soleCrew(run) };
      }
      const run = createRun(setup, createEngine, recording, sharedMemory);
      const crew = teamCrew(run, config, tables, engineSpec(engine, cache), workers);
      return { run, crew };
    },
    isTeam: variant.workers > 1,
    recording,
    streaming: { ...io.streaming, enable: io.streaming.enable && !io.streaming.opt_out },
    dir: write ? scratch : null,
  };
}
