import { mkdirSync, rmSync } from 'node:fs';
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
  /** Processor time of the main thread, s; the pass ends after the step that exceeds it. */
  readonly cpuSeconds: number;
}

/** Takes what happens in a pass. Called once a step, so it must not allocate. */
export interface PassObserver {
  /** Called right before and after the time that counts. */
  readonly onBegin?: () => void;
  readonly onEnd?: () => void;
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
    // Whole runs of a long profile would fill the disk.
    if (workload.dir !== null) rmSync(join(workload.dir, name), { recursive: true, force: true });
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
  observer.onBegin?.();
  const loopBefore = performance.eventLoopUtilization();
  const cpuBefore = process.threadCpuUsage();
  const began = performance.now();
  let cellSteps = 0;
  let steps = 0;
  let recordsTime = 0;
  let flushTime = 0;
  let flushedAt = 0;
  const interval = workload.streaming.enable ? workload.streaming.step_flush_interval : 0;
  const flush = () => {
    const before = performance.now();
    observer.onFlush?.();
    const records = takeRecords(run.recorder);
    const taken = performance.now();
    outputs?.flush(records, run.clock.step);
    observer.onFlush?.();
    flushedAt = run.clock.step;
    recordsTime += taken - before;
    flushTime += performance.now() - taken;
  };
  let last = began;
  const isWithinTime = () => {
    if (limits.cpuSeconds === Number.POSITIVE_INFINITY) return true;
    const { user, system } = process.threadCpuUsage(cpuBefore);
    return (user + system) / 1e6 < limits.cpuSeconds;
  };
  while (steps < limits.steps && isWithinTime()) {
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
  const ended = performance.now();
  const cpu = process.threadCpuUsage(cpuBefore);
  const { idle } = performance.eventLoopUtilization(loopBefore);
  observer.onEnd?.();
  return {
    run,
    steps,
    cellSteps,
    seconds: (ended - began) / 1000,
    cpuSeconds: (cpu.user + cpu.system) / 1e6,
    idleSeconds: idle / 1000,
    stages: {
      steps: (beforeFinish - began - recordsTime - flushTime) / 1000,
      records: recordsTime / 1000,
      flushes: flushTime / 1000,
      finish: (ended - beforeFinish) / 1000,
    },
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
