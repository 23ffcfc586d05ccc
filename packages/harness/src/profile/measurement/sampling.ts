import { Session } from 'node:inspector';
import type { CpuProfile } from '../samples/cpuProfile.ts';

/** Samples that a measurement has when nothing is in the way: three times what it needs. */
const NOMINAL_SAMPLES = 15_000;

/**
 * Sampling interval, µs: thousands of samples in a short measurement, not too many in a long one.
 *
 * @param seconds expected duration of the measurement, s
 */
export function samplingInterval(seconds: number): number {
  return Math.round(Math.min(1000, Math.max(100, (seconds * 1e6) / NOMINAL_SAMPLES)));
}

/** The sampling profiler of this process, ready but not running; it can be started and stopped many times. */
export interface Sampler {
  readonly start: () => void;
  readonly stop: () => CpuProfile;
}

/**
 * Prepares the sampling profiler. Within its own thread the session answers at once, so both functions are done when
 * they return.
 *
 * @param interval between samples, µs
 */
export function createSampler(interval: number): Sampler {
  const session = new Session();
  session.connect();
  const post = <T>(method: string, params: object = {}): T => {
    let answer: T | undefined;
    session.post(method, params, (error, result) => {
      if (error !== null) throw error;
      answer = result as T;
    });
    return answer as T;
  };
  post('Profiler.enable');
  post('Profiler.setSamplingInterval', { interval });
  return {
    start: () => post('Profiler.start'),
    stop: () => post<{ profile: CpuProfile }>('Profiler.stop').profile,
  };
}
