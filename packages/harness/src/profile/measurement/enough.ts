import type { MeasureRule } from '../definition/profile.ts';
import { LEAST_VALUES } from '../results/spread.ts';

/** Samples that an engine is to have: a share of 1 % is known to a seventh of itself then. */
export const WANTED_SAMPLES = 5000;

/** How many times its seconds a measurement may take to have the passes and samples that it needs. */
const PATIENCE = 4;

/** What a process has measured so far. */
export interface Progress {
  /** Wall time of its passes, s. */
  readonly seconds: number;
  readonly passes: number;
  readonly samples: number;
}

/**
 * Whether a process has measured enough: its seconds, the passes that an interval needs, and its samples; in any case after
 * so many times its seconds as `PATIENCE` says. One pass is always taken.
 *
 * @param wantedSamples 0 where nothing samples
 */
export function isEnough(
  { seconds, passes, samples }: Progress,
  rule: MeasureRule,
  wantedSamples: number,
): boolean {
  if (passes === 0) return false;
  if (seconds >= PATIENCE * rule.seconds) return true;
  return seconds >= rule.seconds && passes >= LEAST_VALUES && samples >= wantedSamples;
}
