import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { statisticsOf } from '@marsdisk/core';
import type { CpuProfile } from '../samples/cpuProfile.ts';
import { mergeProfiles } from '../samples/mergeProfiles.ts';
import { withoutSampler } from '../samples/withoutSampler.ts';
import { hotEvents, openCodeTrace, parseDeoptimisations } from './codeEvents.ts';
import type { Measurement, Pass } from './measurement.ts';
import { createMemoryWatch } from './memory.ts';
import { takePass } from './pass.ts';
import type { MeasurementRequest } from './request.ts';
import { createSampler, type Sampler, samplingInterval } from './sampling.ts';
import { type FinishedWarmUp, warmUp } from './warmUp.ts';
import { loadWorkload } from './workload.ts';

/** An engine that is warm, in this process. */
export interface WarmEngine extends FinishedWarmUp {
  /** Takes a measured pass. */
  readonly takePass: () => Promise<{ readonly seconds: number; readonly samples: number }>;
  /** What was measured; writes the sampling profile. Nothing may be measured after it. */
  readonly finish: () => Measurement;
}

/**
 * Warms one engine up in this process. The sampling profiler and the watch over memory run over the measured passes only.
 *
 * @throws what the configuration, its tables or the run throws
 */
export async function warmEngine(request: MeasurementRequest): Promise<WarmEngine> {
  const { measure } = request;
  const workload = await loadWorkload(request);
  const trace = openCodeTrace(request.codeTrace);
  const limits = {
    steps: measure.steps ?? Number.POSITIVE_INFINITY,
    cpuSeconds: Number.POSITIVE_INFINITY,
  };
  const warm = await warmUp(workload, request.warmUp, limits.steps, trace);
  // What happened since the last block belongs to nobody.
  trace?.readOn();

  const interval = request.samples
    ? samplingInterval(Math.max(measure.seconds, warm.passSeconds))
    : null;
  const sampler = interval === null ? null : keepSamples(createSampler(interval), request.scratch);
  const watch = createMemoryWatch();
  const passes: Pass[] = [];
  const stepSeconds: number[] = [];
  const facts = { cells: 0, bins: 0, stopReason: null as string | null };
  let samples = 0;
  let traced = '';
  const observer = {
    onBegin() {
      watch.start();
      sampler?.start();
    },
    onStep(_step: number, seconds: number) {
      stepSeconds.push(seconds);
    },
    onFlush: watch.look,
    onEnd() {
      samples += sampler?.stop() ?? 0;
      watch.stop();
    },
  };
  return {
    ...warm,
    async takePass() {
      const before = samples;
      const { run, ...pass } = await takePass(
        workload,
        `pass-${passes.length + 1}`,
        limits,
        observer,
      );
      passes.push(pass);
      const { setup, stopReason } = run;
      Object.assign(facts, { cells: setup.cells, bins: setup.bins, stopReason });
      traced += trace?.readOn() ?? '';
      return { seconds: pass.seconds, samples: samples - before };
    },
    finish() {
      if (sampler !== null)
        writeFileSync(request.cpuProfilePath, JSON.stringify(mergeProfiles(sampler.read())));
      return {
        ...facts,
        warmUp: warm.warmUp,
        passes,
        stepSeconds: statisticsOf(stepSeconds),
        samplingInterval: interval,
        samples,
        ...watch.total(),
        deoptimisations: trace === null ? null : parseDeoptimisations(traced),
        lateEvents: hotEvents(traced, warm.hot),
        node: {
          version: process.versions.node,
          v8: process.versions.v8,
          flags: process.execArgv,
        },
      };
    },
  };
}

/** Reads a request. */
export function readRequest(path: string): MeasurementRequest {
  return JSON.parse(readFileSync(path, 'utf8')) as MeasurementRequest;
}

/** Puts the profile of each pass into a file, so that it does not fill the heap that is measured. */
function keepSamples({ start, stop }: Sampler, folder: string) {
  const extension = '.pass.cpuprofile';
  let count = 0;
  return {
    start,
    /** Returns the number of samples. */
    stop(): number {
      const profile = withoutSampler(stop());
      writeFileSync(
        join(folder, `${String(++count).padStart(6, '0')}${extension}`),
        JSON.stringify(profile),
      );
      return profile.samples.length;
    },
    read: () =>
      readdirSync(folder)
        .filter((name) => name.endsWith(extension))
        .sort()
        .map((name) => {
          const path = join(folder, name);
          const profile = JSON.parse(readFileSync(path, 'utf8')) as CpuProfile;
          rmSync(path);
          return profile;
        }),
  };
}
