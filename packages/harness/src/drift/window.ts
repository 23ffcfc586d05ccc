import { advanceRun, type Run, rollupChunk, takeRecords } from '@marsdisk/core';
import { type RunOutputs, recordedTables } from '../verify/outputs.ts';

/** A run whose rows are taken away every few steps, so that they fit into memory however long it is. */
export interface Stepper {
  readonly run: Run;
  /** The rows of at most so many further steps; fewer when the run ends. An error of the physics is part of them. */
  readonly advance: (steps: number) => RunOutputs;
}

/** Takes steps of a run window by window. */
export function createStepper(run: Run): Stepper {
  let orbits = 0;
  return {
    run,
    advance(steps) {
      let error: string | null = null;
      try {
        advanceRun(run, steps);
      } catch (failure) {
        if (!(failure instanceof Error)) throw failure;
        error = `${failure.name}: ${failure.message}`;
      }
      const completed = run.ledger.rollup?.rows.slice(orbits) ?? [];
      orbits += completed.length;
      const rollup = completed.length === 0 ? [] : [rollupChunk(completed)];
      return { error, tables: recordedTables(takeRecords(run.recorder), rollup, {}) };
    },
  };
}
