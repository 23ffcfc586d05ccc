import type { EngineResult } from './result.ts';

/** A smaller share of the processor means that files or other programs were in the way. */
export const BUSY_SHARE = 0.9;

/** Processor time of the main thread over wall time in the measured passes. */
export function processorShare({ measurements }: Pick<EngineResult, 'measurements'>): number {
  const passes = measurements.flatMap((measurement) => measurement.passes);
  const seconds = passes.reduce((sum, pass) => sum + pass.seconds, 0);
  return passes.reduce((sum, pass) => sum + pass.cpuSeconds, 0) / seconds;
}

/** Whether an engine waited so much that the clock does not tell how fast it is. */
export function isDisturbed(engine: Pick<EngineResult, 'measurements' | 'workers'>): boolean {
  // The main thread of a team waits for the others, so that is no sign of other programs.
  return engine.workers === 1 && processorShare(engine) < BUSY_SHARE;
}
