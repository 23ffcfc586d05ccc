import { type Config, resolveSeed } from '@marsdisk/config';
import {
  advanceRun,
  createRun,
  type EngineFactory,
  type RunSetup,
  type RunTables,
  rollupChunk,
  setUpRun,
  summarizeRun,
  takeRecords,
} from '@marsdisk/core';
import { type RunOutputs, recordedTables } from './outputs.ts';

/** A run that is ready to be set up. */
export interface PreparedRun {
  readonly name: string;
  readonly config: Config;
  readonly tables: RunTables;
}

/** A run and what it gave. */
export interface InMemoryRun extends RunOutputs {
  readonly setup: RunSetup;
  /** Time that the steps took, ms. */
  readonly elapsed: number;
}

const STEPS_AT_ONCE = 10_000;

/**
 * Runs a configuration from start to end in memory. An error of the physics is part of the result, with what was
 * recorded before it; every engine has to fail in the same way.
 *
 * @throws ConfigurationError, PhysicsError, TableLoadError for a configuration that cannot be set up
 */
export function runInMemory(
  { config, tables }: PreparedRun,
  createEngine: EngineFactory,
): InMemoryRun {
  const { io } = config;
  const setup = setUpRun(config, tables);
  const run = createRun(setup, createEngine, {
    seriesStride: io.series_stride,
    diagnosticsStride: io.diagnostics_stride,
    psdStride: io.psd_history ? io.psd_history_stride : 0,
    massBudgetCells: io.mass_budget_cells,
  });
  const start = performance.now();
  let error: string | null = null;
  try {
    while (advanceRun(run, STEPS_AT_ONCE));
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause;
    error = `${cause.name}: ${cause.message}`;
  }
  const elapsed = performance.now() - start;
  const summary = error === null ? summarizeRun(run, resolveSeed(config)) : {};
  const rollup = run.ledger.rollup === null ? [] : [rollupChunk(run.ledger.rollup.rows)];
  return {
    setup,
    elapsed,
    error,
    tables: recordedTables(takeRecords(run.recorder), rollup, summary),
  };
}
