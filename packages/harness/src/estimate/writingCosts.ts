import type { RunTableName } from '@marsdisk/core';
import type { TimedSteps } from './calibrate.ts';
import type { TableSize } from './outputSizes.ts';

/** What the rows of a table cost in a flush, s: so much in any case, and so much more a row. */
export interface TableCost {
  readonly perFlush: number;
  readonly perRow: number;
}

/** How long something took that there was so much of, s. */
export interface Timed {
  readonly amount: number;
  readonly seconds: number;
}

/** What writing costs. */
export interface WritingCosts {
  readonly tables: Readonly<Partial<Record<RunTableName, TableCost>>>;
  /** To make columns of what was recorded, s for each byte of the rows. */
  readonly takingPerByte: number;
  /** To merge all series, s: so much in any case, and so much more a byte. */
  readonly merging: { readonly once: number; readonly perByte: number };
  /** What was written for this. */
  readonly sample: TimedSteps;
}

/**
 * The line through a small amount and a large one; neither part is below 0.
 *
 * @param small, large may be the same: then there is nothing that comes once
 */
export function lineThrough(small: Timed, large: Timed): { once: number; each: number } {
  const more = large.amount - small.amount;
  if (more <= 0) return { once: 0, each: large.seconds / Math.max(large.amount, 1) };
  const slope = Math.max(0, (large.seconds - small.seconds) / more);
  const each = Math.min(slope, large.seconds / large.amount);
  return { once: large.seconds - each * large.amount, each };
}

/** Time to encode and write all rows, without merging, s. */
export function writingSeconds({ tables }: WritingCosts, sizes: readonly TableSize[]): number {
  let seconds = 0;
  for (const { table, rows, flushes } of sizes) {
    const cost = tables[table];
    if (cost !== undefined) seconds += flushes * cost.perFlush + rows * cost.perRow;
  }
  return seconds;
}

/** Time to merge the chunks of a run, s; 0 where nothing is merged. */
export function mergingSeconds({ merging }: WritingCosts, bytes: number): number {
  return bytes > 0 ? merging.once + merging.perByte * bytes : 0;
}
