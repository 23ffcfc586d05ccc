/** The parts of a run, each as if it were alone, s. */
export interface RunParts {
  /** Loading, tables, set-up, and the start of threads. */
  readonly setUp: number;
  readonly steps: number;
  /** Making columns of what was recorded. */
  readonly taking: number;
  /** Encoding and writing all rows, and those of one flush. */
  readonly writing: number;
  readonly lastFlush: number;
  /** Merging what was written. */
  readonly merging: number;
}

/** Who does them. */
export interface Hands {
  /** Threads that take steps. */
  readonly workers: number;
  /** Whether a thread of its own writes. */
  readonly hasWriter: boolean;
  /** Logical processors. */
  readonly cores: number;
}

/**
 * Wall time of a run, s. A writer thread works beside the steps: the run takes as long as the slower of the two, and at
 * least as long as the processors need for both. What was recorded last is written when the steps are done, and merging
 * comes after that.
 */
export function wallTime(parts: RunParts, { workers, hasWriter, cores }: Hands): number {
  const { setUp, steps, taking, writing, lastFlush, merging } = parts;
  const own = steps + taking;
  if (!hasWriter) return setUp + own + writing + merging;
  const share = writing > 0 ? lastFlush / writing : 0;
  // The writer has nothing to do before the first flush is full, the steps nothing after the last one.
  const bySteps = own + lastFlush;
  const byWriter = writing + own * share;
  const byProcessors = (workers * own + writing) / Math.min(cores, workers + 1);
  return setUp + Math.max(bySteps, byWriter, byProcessors) + merging;
}
