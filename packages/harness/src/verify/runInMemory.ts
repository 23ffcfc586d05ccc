import { type Config, resolveSeed } from '@marsdisk/config';
import {
  advanceRun,
  createRun,
  type EngineFactory,
  type Run,
  type RunSetup,
  type RunTables,
  rollupChunk,
  setUpRun,
  summarizeRun,
  takeRecords,
} from '@marsdisk/core';
import {
  advanceTeam,
  createTeam,
  dismissTeam,
  type EngineSpec,
  engineFactory,
  sharedMemory,
} from '@marsdisk/fast';
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
export function runInMemory(prepared: PreparedRun, createEngine: EngineFactory): InMemoryRun {
  const run = createRunOf(prepared, createEngine);
  const start = performance.now();
  let failure: unknown = null;
  try {
    while (advanceRun(run, STEPS_AT_ONCE));
  } catch (cause) {
    failure = cause;
  }
  return outputsOf(prepared, run, failure, performance.now() - start);
}

/**
 * The same with the cells in the hands of several threads.
 *
 * @param workers no more threads than cells are started; 1 goes the way of several threads on this one alone
 * @param mayHelp false keeps every thread to its own cells
 */
export async function runOnWorkers(
  prepared: PreparedRun,
  engine: EngineSpec,
  workers: number,
  mayHelp: boolean,
): Promise<InMemoryRun> {
  const { config, tables } = prepared;
  const run = createRunOf(prepared, engineFactory(engine), sharedMemory);
  const team = createTeam(run, config, tables, engine, Math.min(workers, run.setup.cells), mayHelp);
  const start = performance.now();
  let failure: unknown = null;
  try {
    while (await advanceTeam(team, STEPS_AT_ONCE));
  } catch (cause) {
    failure = cause;
  } finally {
    await dismissTeam(team);
  }
  return outputsOf(prepared, run, failure, performance.now() - start);
}

function createRunOf(
  { config, tables }: PreparedRun,
  createEngine: EngineFactory,
  allocate?: typeof sharedMemory,
): Run {
  const { io } = config;
  const recording = {
    seriesStride: io.series_stride,
    diagnosticsStride: io.diagnostics_stride,
    psdStride: io.psd_history ? io.psd_history_stride : 0,
    massBudgetCells: io.mass_budget_cells,
  };
  return createRun(setUpRun(config, tables), createEngine, recording, allocate);
}

function outputsOf(
  { config }: PreparedRun,
  run: Run,
  failure: unknown,
  elapsed: number,
): InMemoryRun {
  if (failure !== null && !(failure instanceof Error)) throw failure;
  const error = failure === null ? null : `${failure.name}: ${failure.message}`;
  const summary = error === null ? summarizeRun(run, resolveSeed(config)) : {};
  const rollup = run.ledger.rollup === null ? [] : [rollupChunk(run.ledger.rollup.rows)];
  return {
    setup: run.setup,
    elapsed,
    error,
    tables: recordedTables(takeRecords(run.recorder), rollup, summary),
  };
}
