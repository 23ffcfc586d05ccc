import { statisticsOf } from '@marsdisk/core';
import type { WarmUpRule } from '../definition/profile.ts';

/** Whether blocks of identical work take the same time now as before. */
export interface Steadiness {
  readonly isSteady: boolean;
  /** Median of the last blocks over that of the blocks before them, minus 1; null as long as there are too few. */
  readonly change: number | null;
}

/**
 * Judges a series of block times: steady when the median of the last `blocks` differs from the median of the `blocks`
 * before them by at most `tolerance_percent`, and all blocks together took `min_seconds`.
 *
 * @param blockSeconds time of each block, s, in order
 */
export function judgeSteadiness(blockSeconds: readonly number[], rule: WarmUpRule): Steadiness {
  const { blocks, tolerance_percent, min_seconds } = rule;
  if (blockSeconds.length < 2 * blocks) return { isSteady: false, change: null };
  const last = statisticsOf(blockSeconds.slice(-blocks)).median;
  const before = statisticsOf(blockSeconds.slice(-2 * blocks, -blocks)).median;
  const change = last / before - 1;
  const total = blockSeconds.reduce((sum, seconds) => sum + seconds, 0);
  return {
    isSteady: Math.abs(change) <= tolerance_percent / 100 && total >= min_seconds,
    change,
  };
}

/**
 * What the last blocks tell, in words.
 *
 * @param change as `judgeSteadiness` gives it
 * @param count blocks that were taken
 * @param steps of a block
 */
export function steadinessText(
  change: number | null,
  count: number,
  steps: number,
  { blocks, max_seconds }: WarmUpRule,
): string {
  if (change === null) return `only ${count} blocks in ${max_seconds} s, ${2 * blocks} are needed`;
  if (!Number.isFinite(change))
    return `blocks of ${steps} steps are too short for the clock of the processor`;
  return `the last ${blocks} blocks of ${steps} steps took ${(100 * Math.abs(change)).toFixed(1)} % ${change > 0 ? 'more' : 'less'} than the ${blocks} before`;
}
