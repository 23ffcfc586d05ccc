import { statisticsOf } from '@marsdisk/core';
import type { WarmUpRule } from '../definition/profile.ts';

/** Whether blocks of work take the same time now as before. */
export interface Steadiness {
  readonly isSteady: boolean;
  /** Median ratio of the last blocks to those before them, minus 1; null as long as there are too few. */
  readonly change: number | null;
  /** How far apart these ratios lie: the largest over the least, minus 1. */
  readonly scatter: number | null;
  /** Hot functions whose machine code changed in the last blocks. */
  readonly events: readonly string[];
}

/**
 * Judges a series of block times. Block `j` must do the same work as block `j - blocks`. The series is steady when, now and
 * one block ago, each of the last `blocks` blocks was compared with the one that did the same work before it, and
 *
 * - the median of these ratios is at most `tolerance_percent` away from 1,
 * - the largest of them is at most `scatter_percent` above the least,
 * - no hot function was optimised or deoptimised in the last `blocks` blocks,
 *
 * and all blocks together took `min_seconds`. Two verdicts, because a single one is met by luck now and then.
 *
 * @param blockSeconds time of each block, s, in order
 * @param blockEvents hot functions whose code changed in each block; none if unknown
 */
export function judgeSteadiness(
  blockSeconds: readonly number[],
  rule: WarmUpRule,
  blockEvents: readonly (readonly string[])[] = [],
): Steadiness {
  const now = judgeLast(blockSeconds, blockEvents, rule);
  const before = judgeLast(blockSeconds.slice(0, -1), blockEvents, rule);
  const total = blockSeconds.reduce((sum, seconds) => sum + seconds, 0);
  return { ...now, isSteady: now.isSteady && before.isSteady && total >= rule.min_seconds };
}

function judgeLast(
  blockSeconds: readonly number[],
  blockEvents: readonly (readonly string[])[],
  { blocks, tolerance_percent, scatter_percent }: WarmUpRule,
): Steadiness {
  const count = blockSeconds.length;
  const events = [...new Set(blockEvents.slice(Math.max(0, count - blocks), count).flat())];
  if (count < 2 * blocks) return { isSteady: false, change: null, scatter: null, events };
  const ratios = blockSeconds
    .slice(-blocks)
    .map((seconds, i) => seconds / blockSeconds[count - 2 * blocks + i]!);
  const { min, median, max } = statisticsOf(ratios);
  const change = median - 1;
  const scatter = max / min - 1;
  return {
    isSteady:
      Math.abs(change) <= tolerance_percent / 100 &&
      scatter <= scatter_percent / 100 &&
      events.length === 0,
    change,
    scatter,
    events,
  };
}

/**
 * What the last blocks tell, in words.
 *
 * @param count blocks that were taken
 * @param block what a block is
 */
export function steadinessText(
  { isSteady, change, scatter, events }: Steadiness,
  count: number,
  block: string,
  { blocks, tolerance_percent, scatter_percent, max_seconds }: WarmUpRule,
): string {
  if (change === null || scatter === null)
    return `only ${count} blocks in ${max_seconds} s, ${2 * blocks + 1} are needed`;
  if (!Number.isFinite(change) || !Number.isFinite(scatter))
    return `blocks of ${block} are too short for the clock of the processor`;
  const percent = (share: number) => (100 * Math.abs(share)).toFixed(1);
  const found = `the last ${blocks} blocks of ${block} took ${percent(change)} % ${change > 0 ? 'more' : 'less'} than the ${blocks} before, within ${percent(scatter)} %`;
  if (isSteady) return found;
  const changed =
    events.length === 0 ? '' : `, and the machine code of ${events.join(', ')} still changed`;
  return `${found}${changed}; at most ${tolerance_percent} % within ${scatter_percent} %, twice in a row, is steady`;
}
