/** One run over the steps of a pass. Times in seconds. */
export interface Pass {
  readonly steps: number;
  /** Cells advanced, summed over the steps. */
  readonly cellSteps: number;
  /** From the first step to the last file, the set-up of the run left out. */
  readonly seconds: number;
  /** Processor time of the main thread in these seconds. */
  readonly cpuSeconds: number;
  /** Time in which the event loop had nothing to do but wait, as part of `seconds`. */
  readonly idleSeconds: number;
  /** What `seconds` consist of, by the clock. */
  readonly stages: StageTimes;
  readonly setUpSeconds: number;
}

/** Wall time of the stages of a pass, s: the spans that a run keeps as well (`WallTime`). */
export interface StageTimes {
  /** The time loop: physics and keeping its records in memory. */
  readonly steps: number;
  /** Turning what was kept into tables. */
  readonly records: number;
  /** Encoding, compressing and writing files at flushes. */
  readonly flushes: number;
  /** The last files: what is left, merging chunks, mass budgets. */
  readonly finish: number;
}

/** What happened before the measurement. */
export interface WarmUp {
  readonly isSteady: boolean;
  /** Why it counts as steady or not, in words. */
  readonly verdict: string;
  readonly seconds: number;
  readonly steps: number;
  /** Step times of the first steps of the process, s: cold code. */
  readonly leadStepSeconds: readonly number[];
  /** Processor time of the blocks, s; each does the same work as the one `warm_up.blocks` before it. */
  readonly blockSeconds: readonly number[];
  /** Hot functions that were compiled anew or whose code was thrown away in each of these blocks. */
  readonly blockEvents: readonly (readonly string[])[];
  readonly deoptimisations: number | null;
}

/** One reason for which optimised code was thrown away. */
export interface Deoptimisation {
  readonly function: string;
  readonly reason: string;
  readonly count: number;
}

/** Garbage collection during the measured part. */
export interface GarbageCollection {
  readonly scavenges: number;
  /** Mark-compact and incremental collections of the old generation. */
  readonly majors: number;
  readonly seconds: number;
  /** Bytes allocated on the JavaScript heap; typed arrays live outside of it. */
  readonly allocatedBytes: number;
}

/** Peaks, bytes. */
export interface MemoryUse {
  /** Used JavaScript heap in the measured part. */
  readonly heapPeak: number;
  /** Typed arrays and buffers at the end of steps and before and after flushes in the measured part. */
  readonly arrayBuffersPeak: number;
  /** Resident set of the process, warm-up included. */
  readonly residentPeak: number;
}

/** What one process measured. */
export interface Measurement {
  readonly cells: number;
  readonly bins: number;
  /** Why the last pass ended before the steps of a pass, or null. */
  readonly stopReason: string | null;
  readonly warmUp: WarmUp;
  readonly passes: readonly Pass[];
  /** Wall time of a measured step, flushes left out, s. */
  readonly stepSeconds: { readonly min: number; readonly median: number; readonly max: number };
  /** Interval of the sampling profiler, µs; null if it did not run. */
  readonly samplingInterval: number | null;
  readonly samples: number;
  readonly gc: GarbageCollection;
  readonly memory: MemoryUse;
  readonly deoptimisations: readonly Deoptimisation[] | null;
  /** Hot functions that were compiled anew or whose code was thrown away in the measured part. */
  readonly lateEvents: readonly string[];
  readonly node: {
    readonly version: string;
    readonly v8: string;
    readonly flags: readonly string[];
  };
}
