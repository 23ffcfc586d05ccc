import { join } from 'node:path';
import { createPlainEngine } from '@marsdisk/core';
import {
  checkInvariants,
  type InMemoryRun,
  loadScenario,
  type PreparedRun,
  runInMemory,
} from '@marsdisk/harness';

const ROOT = join(import.meta.dirname, '..', '..');

/** A scenario, changed by overrides, and what the plain engine gives for it. */
export interface ScenarioRun {
  readonly prepared: PreparedRun;
  readonly run: InMemoryRun;
  /** A column of the series as numbers; flags are 0 or 1, null is NaN. */
  readonly series: (column: string) => number[];
  readonly texts: (column: string) => unknown[];
  readonly summary: (key: string) => unknown;
  /** The laws of every run that are broken. */
  readonly brokenLaws: () => readonly string[];
}

/** Runs a scenario with the plain engine. */
export async function runScenario(name: string, ...overrides: string[]): Promise<ScenarioRun> {
  const prepared = await loadScenario(ROOT, name, overrides);
  const run = runInMemory(prepared, createPlainEngine);
  const texts = (column: string) => Array.from(run.tables.get('run')!.values(column));
  return {
    prepared,
    run,
    texts,
    series: (column) => texts(column).map((value) => (value === null ? Number.NaN : Number(value))),
    summary: (key) => run.tables.get('summary')!.values(key)[0],
    brokenLaws: () => checkInvariants(prepared, run).problems,
  };
}
