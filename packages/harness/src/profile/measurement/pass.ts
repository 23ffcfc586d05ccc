import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { advanceRun, createRun, type Run, takeRecords } from '@marsdisk/core';
import { OUTPUT_FILES } from '@marsdisk/io';
import { openOutputs, type RunOutputs } from '../../run/outputs.ts';
import type { Pass } from './measurement.ts';
import type { Workload } from './workload.ts';

/** When a pass ends, if the run has not ended before. */
export interface PassLimits {
  readonly steps: number;
  /** Seconds of stepping; the pass ends after the step that exceeds them. */
  readonly seconds: number;
}

/** Takes what happens in a pass. Called once a step, so it must not allocate. */
export interface PassObserver {
  /** Wall time of one step, s. */
  readonly onStep?: (step: number, seconds: number) => void;
  /** Called when buffers are largest, before rows are handed over, and after that. */
  readonly onFlush?: () => void;
}

/** A pass and the run that it took. */
export interface FinishedPass extends Pass {
  readonly run: Run;
}

/**
 * Starts the run anew, takes steps, and writes its series and mass budget as a run does.
 *
 * @param name folder of the files below `workload.dir`
 */
export function takePass(
  workload: Workload,
  name: string,
  limits: PassLimits,
  observer: PassObserver = {},
): FinishedPass {
  const beforeSetUp = performance.now();
  const run = createRun(workload.setUp(), workload.createEngine, workload.recording);
  const setUpSeconds = (performance.now() - beforeSetUp) / 1000;
  const outputs = openFiles(workload, name);

  const began = performance.now();
  const cpuBefore = process.threadCpuUsage();
  let cellSteps = 0;
  let steps = 0;
  let flushSeconds = 0;
  let flushedAt = 0;
  const interval = workload.streaming.enable ? workload.streaming.step_flush_interval : 0;
  const flush = () => {
    const before = performance.now();
    observer.onFlush?.();
    const records = takeRecords(run.recorder);
    outputs?.flush(records, run.clock.step);
    observer.onFlush?.();
    flushedAt = run.clock.step;
    flushSeconds += (performance.now() - before) / 1000;
  };
  let last = began;
  const deadline = began + limits.seconds * 1000;
  while (steps < limits.steps && last < deadline) {
    const active = activeCells(run);
    advanceRun(run, 1);
    const now = performance.now();
    if (run.clock.step === steps) break;
    observer.onStep?.(steps, (now - last) / 1000);
    steps++;
    cellSteps += active;
    last = now;
    if (run.stopReason !== null) break;
    if (interval > 0 && steps - flushedAt >= interval) {
      flush();
      last = performance.now();
    }
  }
  flush();
  const beforeFinish = performance.now();
  outputs?.finish();
  const cpu = process.threadCpuUsage(cpuBefore);
  const ended = performance.now();
  flushSeconds += (ended - beforeFinish) / 1000;
  return {
    run,
    steps,
    cellSteps,
    seconds: (ended - began) / 1000,
    cpuSeconds: (cpu.user + cpu.system) / 1e6,
    flushSeconds,
    setUpSeconds,
  };
}

function openFiles({ dir, streaming, recording }: Workload, name: string): RunOutputs | null {
  if (dir === null) return null;
  const folder = join(dir, name);
  for (const part of [OUTPUT_FILES.seriesFolder, OUTPUT_FILES.checksFolder])
    mkdirSync(join(folder, part), { recursive: true });
  return openOutputs(folder, streaming, recording.massBudgetCells, () => {});
}

function activeCells({ state, setup }: Run): number {
  let active = 0;
  for (let cell = 0; cell < setup.cells; cell++) if (state.isStopped[cell] === 0) active++;
  return active;
}
