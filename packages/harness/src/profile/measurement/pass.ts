import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Run, takeRecords } from '@marsdisk/core';
import { OUTPUT_FILES } from '@marsdisk/io';
import { openOutputs, type RunOutputs } from '../../run/outputs.ts';
import type { Pass } from './measurement.ts';
import type { StartedRun, Workload } from './workload.ts';

/** Steps that a team takes at once, as in a run; one thread takes them one by one, so that each is timed. */
const TEAM_STEPS = 16;

/** When a pass ends, if the run has not ended before. */
export interface PassLimits {
  readonly steps: number;
  /** Seconds of stepping; the pass ends after the step that exceeds them. */
  readonly seconds: number;
}

/** Takes what happens in a pass. Called once a step, so it must not allocate. */
export interface PassObserver {
  /** Wall time of one step, s; of the steps that a team took at once their mean. */
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
export async function takePass(
  workload: Workload,
  name: string,
  limits: PassLimits,
  observer: PassObserver = {},
): Promise<FinishedPass> {
  const beforeSetUp = performance.now();
  const started = workload.start();
  try {
    // Threads answer when they are there; starting them belongs to the set-up.
    if (workload.isTeam) await started.crew.caches();
    const setUpSeconds = (performance.now() - beforeSetUp) / 1000;
    const outputs = openFiles(workload, name);
    return { ...(await timePass(workload, started, outputs, limits, observer)), setUpSeconds };
  } finally {
    await started.crew.dismiss();
  }
}

async function timePass(
  workload: Workload,
  { run, crew }: StartedRun,
  outputs: RunOutputs | null,
  limits: PassLimits,
  observer: PassObserver,
): Promise<Omit<FinishedPass, 'setUpSeconds'>> {
  const stepsAtOnce = workload.isTeam ? TEAM_STEPS : 1;

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
    const untilFlush = interval > 0 ? interval - (steps - flushedAt) : Number.POSITIVE_INFINITY;
    const advancing = crew.advance(Math.min(stepsAtOnce, limits.steps - steps, untilFlush));
    // One thread goes on without giving up its turn, so that its stack stays whole for the profiler.
    if (advancing instanceof Promise) await advancing;
    const now = performance.now();
    const taken = run.clock.step - steps;
    if (taken === 0) break;
    for (let i = 0; i < taken; i++) observer.onStep?.(steps + i, (now - last) / 1000 / taken);
    steps += taken;
    cellSteps += active * taken;
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
