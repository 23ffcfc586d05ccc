import { readFileSync, writeFileSync } from 'node:fs';
import { statisticsOf } from '@marsdisk/core';
import { LEAST_VALUES } from '../results/spread.ts';
import { countDeoptimisations, parseDeoptimisations, readTrace } from './deoptimisations.ts';
import type { Measurement, Pass } from './measurement.ts';
import { watchMemory } from './memory.ts';
import { takePass } from './pass.ts';
import type { MeasurementRequest } from './request.ts';
import { createSampler, samplingInterval } from './sampling.ts';
import { warmUp } from './warmUp.ts';
import { loadWorkload } from './workload.ts';

/** How many times its seconds a measurement may take to have the passes that an interval needs. */
const PATIENCE = 3;

/** A measuring process says what it is doing. */
export type Stage =
  | { readonly stage: 'warm-up' }
  | { readonly stage: 'measure'; readonly isSteady: boolean; readonly warmUpSeconds: number };

/**
 * Warms up and measures one engine in this process; the sampling profiler runs over the measured part only.
 *
 * @throws what the configuration, its tables or the run throws
 */
export async function measureEngine(
  request: MeasurementRequest,
  onStage: (stage: Stage) => void,
): Promise<Measurement> {
  const { warmUp: rule, measure } = request;
  const workload = await loadWorkload(request);
  onStage({ stage: 'warm-up' });
  const { plannedSteps, ...warm } = await warmUp(workload, rule);
  const warmTrace = readTrace(request.deoptimisationTrace);
  onStage({ stage: 'measure', isSteady: warm.isSteady, warmUpSeconds: warm.seconds });

  const limits = {
    steps: measure.steps ?? Number.POSITIVE_INFINITY,
    seconds: Number.POSITIVE_INFINITY,
  };
  const stepTime = statisticsOf(warm.leadStepSeconds).median;
  const expected = Math.max(
    measure.seconds,
    Math.min(limits.steps, plannedSteps) * (Number.isFinite(stepTime) ? stepTime : 0),
  );
  const interval = request.samples ? samplingInterval(expected) : null;
  const sampler = interval === null ? null : createSampler(interval);
  const passes: Pass[] = [];
  const stepSeconds: number[] = [];
  const watch = watchMemory();
  const began = performance.now();
  const observer = {
    onStep(_step: number, seconds: number) {
      stepSeconds.push(seconds);
    },
    onFlush: watch.look,
  };
  sampler?.start();
  let patience = 1;
  let stopReason: string | null = null;
  let bins = 0;
  let cells = 0;
  do {
    const { run, ...pass } = await takePass(
      workload,
      `pass-${passes.length + 1}`,
      limits,
      observer,
    );
    passes.push(pass);
    stopReason = run.stopReason;
    bins = run.setup.bins;
    cells = run.setup.cells;
    // An interval needs so many passes; a slow engine gets more time for them, but not without end.
    patience = passes.length < LEAST_VALUES ? PATIENCE : 1;
  } while ((performance.now() - began) / 1000 < measure.seconds * patience);
  const profile = sampler?.stop() ?? null;
  const { gc, memory } = watch.stop();
  if (profile !== null) writeFileSync(request.cpuProfilePath, JSON.stringify(profile));
  const trace = readTrace(request.deoptimisationTrace);
  return {
    cells,
    bins,
    stopReason,
    warmUp: { ...warm, deoptimisations: countDeoptimisations(warmTrace) },
    passes,
    stepSeconds: statisticsOf(stepSeconds),
    samplingInterval: interval,
    gc,
    memory,
    deoptimisations:
      trace === null || warmTrace === null
        ? null
        : parseDeoptimisations(trace.slice(warmTrace.length)),
    node: {
      version: process.versions.node,
      v8: process.versions.v8,
      flags: process.execArgv,
    },
  };
}

/** Reads a request. */
export function readRequest(path: string): MeasurementRequest {
  return JSON.parse(readFileSync(path, 'utf8')) as MeasurementRequest;
}
