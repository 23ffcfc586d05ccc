import { setImmediate } from 'node:timers/promises';
import { type Run, takeRecords } from '@marsdisk/core';
import type { Crew } from './crew.ts';
import type { OutputWriter } from './outputWriter.ts';
import type { FrozenCell, RunProgress, WallTime } from './request.ts';

/** When records go to the files: the part of `io.streaming` that decides it. */
export interface FlushSettings {
  /** Without streaming everything stays in memory until the end. */
  readonly enable: boolean;
  readonly memory_limit_gb: number;
  /** 0 for no limit. */
  readonly step_flush_interval: number;
}

/** Nominal bytes of a row, by which the size of the buffers is estimated. */
const ROW_BYTES = {
  run: 2200,
  diagnostics: 1400,
  psd_hist: 320,
  mass_budget: 2200,
  mass_budget_cells: 2200,
} as const;

const TABLES = Object.keys(ROW_BYTES) as (keyof typeof ROW_BYTES)[];
const GIB = 1024 ** 3;
/** Between two slices signals are heard and progress is shown, ms. */
const SLICE = 30;
/** Most steps of a slice: threads work ahead of the sums from block to block within what they are given at once. */
const STEPS_AT_ONCE = 2048;

/** Counts of a loop; filled in on the way, so that they hold even if the loop fails. */
export interface LoopCounts {
  cellSteps: number;
  /** Steps that had been done at the last flush. */
  flushedAt: number;
  readonly frozen: FrozenCell[];
}

/** What a loop works with. */
export interface Loop {
  readonly crew: Crew;
  readonly outputs: OutputWriter;
  readonly flush: FlushSettings;
  readonly counts: LoopCounts;
  /** Receives the time spent. */
  readonly wall: WallTime;
  readonly interrupt: AbortSignal | null;
  /** Called between two slices of steps; `isFlushed`: the recorder is empty. */
  readonly betweenSlices: (isFlushed: boolean) => Promise<void>;
  readonly onProgress: (progress: RunProgress) => void;
}

/**
 * Takes the steps of a run until it ends or is interrupted, and flushes its records.
 *
 * @returns the reason of the signal that interrupted the run, null if it ended by itself
 * @throws the errors of the physics and of the files; records that were not flushed are still in the recorder
 */
export async function takeSteps(run: Run, loop: Loop): Promise<string | null> {
  const { crew, outputs, flush, counts, wall, interrupt } = loop;
  const { clock } = run;
  let stepsAtOnce = 1;
  for (;;) {
    // Signals are only heard when the event loop turns.
    await setImmediate();
    if (interrupt?.aborted === true) return String(interrupt.reason);
    const began = performance.now();
    const first = clock.step;
    let elapsed = 0;
    let isFlushDue = false;
    do {
      const { step, time } = clock;
      await crew.advance(Math.min(stepsAtOnce, stepsToFlush(run, flush, step - counts.flushedAt)));
      countCells(run, counts, step, time);
      elapsed = performance.now() - began;
      isFlushDue = stepsToFlush(run, flush, clock.step - counts.flushedAt) <= 0;
    } while (!isFlushDue && run.stopReason === null && elapsed < SLICE);
    wall.steps += elapsed / 1000;
    const perStep = elapsed / Math.max(clock.step - first, 1);
    stepsAtOnce = Math.max(1, Math.min(STEPS_AT_ONCE, Math.floor(SLICE / perStep)));
    if (isFlushDue) {
      await flushRecords(run, outputs, wall, run.stopReason !== null);
      counts.flushedAt = clock.step;
    }
    loop.onProgress({
      steps: clock.step,
      time: clock.time,
      activeCells: run.setup.cells - counts.frozen.length,
      cellSteps: counts.cellSteps,
    });
    if (run.stopReason !== null) return null;
    await loop.betweenSlices(isFlushDue);
  }
}

/** Hands everything recorded so far to the files; `isLast`: no more records will come. */
export async function flushRecords(
  run: Run,
  outputs: OutputWriter,
  wall: WallTime,
  isLast: boolean,
): Promise<void> {
  const began = performance.now();
  const records = takeRecords(run.recorder);
  const taken = performance.now();
  wall.records += (taken - began) / 1000;
  try {
    await outputs.flush(records, run.clock.step, isLast);
  } finally {
    wall.writing += (performance.now() - taken) / 1000;
  }
}

/** How many steps may surely be taken before a flush is due, Infinity without streaming; 0 or less when it is due. */
function stepsToFlush({ recorder, setup }: Run, flush: FlushSettings, since: number): number {
  if (!flush.enable) return Number.POSITIVE_INFINITY;
  const bySteps =
    flush.step_flush_interval > 0 ? flush.step_flush_interval - since : Number.POSITIVE_INFINITY;
  const { rows } = recorder;
  let bytes = 0;
  for (const table of TABLES) bytes += ROW_BYTES[table] * rows[table];
  const { run, diagnostics, psd_hist, mass_budget, mass_budget_cells } = ROW_BYTES;
  const perCell = run + diagnostics + psd_hist * setup.bins + mass_budget_cells;
  const byBytes = (flush.memory_limit_gb * GIB - bytes) / (setup.cells * perCell + mass_budget);
  return Math.min(bySteps, Math.ceil(byBytes));
}

/**
 * Counts the steps of the cells that were active, and notes those that stopped. Of the steps taken at once a cell counts
 * those up to its end, by time.
 */
function countCells(run: Run, counts: LoopCounts, stepBefore: number, timeBefore: number): void {
  const { setup, clock, isStopped } = run;
  const steps = clock.step - stepBefore;
  counts.cellSteps += steps * (setup.cells - counts.frozen.length);
  if (counts.frozen.length === sum(isStopped)) return;
  const known = new Set(counts.frozen.map(({ cell }) => cell));
  for (let cell = 0; cell < setup.cells; cell++) {
    if (isStopped[cell] === 0 || known.has(cell)) continue;
    const time = stopTime(run, cell);
    const share = (time - timeBefore) / (clock.time - timeBefore);
    counts.cellSteps -= steps - Math.max(1, Math.round(share * steps));
    counts.frozen.push({ cell, time, reason: 'tau_exceeded' });
  }
}

/** End of the step in which a cell stopped, s: the second of its step values. */
function stopTime({ stoppedStepValues, setup }: Run, cell: number): number {
  return stoppedStepValues[(cell * stoppedStepValues.length) / setup.cells + 1] ?? Number.NaN;
}

function sum(flags: Uint8Array): number {
  let total = 0;
  for (const flag of flags) total += flag;
  return total;
}
