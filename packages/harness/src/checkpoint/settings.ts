import { join, resolve } from 'node:path';
import type { Config } from '@marsdisk/config';
import { YEAR } from '@marsdisk/core';
import { OUTPUT_FILES } from '@marsdisk/io';
import type { CheckpointSettings } from './checkpointer.ts';

/** Wall time between two checkpoints unless something else is asked for, s. */
const USUAL_WALL_TIME = 30;

/**
 * When and where a run writes checkpoints; null if it does not.
 *
 * @param facts.every wall time between two, s, as the command line has it; null if it says nothing
 * @param facts.isResumed a run that is gone on with, or may be, writes checkpoints in any case
 */
export function checkpointSettings(
  { enabled, interval_years, path, keep_last_n }: Config['numerics']['checkpoint'],
  facts: {
    readonly every: number | null;
    readonly isResumed: boolean;
    readonly outputDirectory: string;
    readonly workingDirectory: string;
    readonly isStreaming: boolean;
  },
): CheckpointSettings | null {
  const { every, isResumed, outputDirectory, workingDirectory, isStreaming } = facts;
  if (!enabled && every === null && !isResumed) return null;
  return {
    folder:
      path === null
        ? join(outputDirectory, OUTPUT_FILES.checkpointsFolder)
        : resolve(workingDirectory, path),
    interval: interval_years * YEAR,
    every: every ?? USUAL_WALL_TIME,
    keepLast: keep_last_n,
    waitsForFlush: isStreaming,
  };
}
