import { loadConfig, runSettings } from '@marsdisk/config';
import {
  type EngineFactory,
  type RecordingSettings,
  type RunSetup,
  setUpRun,
} from '@marsdisk/core';
import type { StreamingSettings } from '@marsdisk/io';
import { resolveEngine } from '../../engines.ts';
import { ensureTemperatureTable } from '../../run/marsTemperature.ts';
import { loadRunTables } from '../../run/tables.ts';
import type { MeasurementRequest } from './request.ts';

/** A run that can be started any number of times. */
export interface Workload {
  readonly setUp: () => RunSetup;
  readonly createEngine: EngineFactory;
  readonly recording: RecordingSettings;
  readonly streaming: StreamingSettings & {
    /** 0 for none. */
    readonly step_flush_interval: number;
  };
  /** Folder for the files of a run, null to drop the rows. */
  readonly dir: string | null;
}

/**
 * Reads configuration and tables, so that the passes read nothing.
 *
 * @throws ConfigurationError, PhysicsError, TableLoadError, FileError of the configuration and its tables
 */
export async function loadWorkload(request: MeasurementRequest): Promise<Workload> {
  const { configPath, overrides, workingDirectory, variant, write, scratch } = request;
  const loaded = loadConfig({ path: configPath, overrides });
  const folder = { configPath: loaded.sourcePath, workingDirectory };
  const { config } = await ensureTemperatureTable(runSettings(loaded).config, folder);
  const tables = await loadRunTables(config, folder);
  const { io } = config;
  return {
    setUp: () => setUpRun(config, tables),
    createEngine: resolveEngine(variant.engine, variant.cache),
    recording: {
      seriesStride: io.series_stride,
      diagnosticsStride: io.diagnostics_stride,
      psdStride: io.psd_history ? io.psd_history_stride : 0,
      massBudgetCells: io.mass_budget_cells,
    },
    streaming: { ...io.streaming, enable: io.streaming.enable && !io.streaming.opt_out },
    dir: write ? scratch : null,
  };
}
