import type { LoadOptions, Resolved, RunFlags } from '@marsdisk/config';
import type { EngineFactory, StopReason } from '@marsdisk/core';
import type { EngineSpec, EngineStatistics } from '@marsdisk/fast';
import type { Resumption } from '../checkpoint/resumption.ts';
import type { AutoTuneRecord } from './autoTune.ts';

/** A run to be done. */
export interface RunRequest {
  /** A configuration file with its overrides, or a configuration that was resolved elsewhere. */
  readonly source: LoadOptions | Resolved;
  /** A factory cannot be sent to other threads: with one the run keeps to this thread. */
  readonly engine: EngineSpec | EngineFactory;
  /** Threads that advance the cells: a number or "auto"; default what the environment asks for, else "auto". */
  readonly workers?: string;
  /** Flags of the command line that change the configuration. */
  readonly flags?: RunFlags;
  /** Remove the files of an earlier run in the output directory instead of refusing to write there. */
  readonly overwrite?: boolean;
  /** Fail after everything is written when the mass budget is off by more than its tolerance. */
  readonly enforceMassBudget?: boolean;
  readonly autoTune?: AutoTuneRecord | null;
  /** Environment variables; default those of the process. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Absolute; relative paths of the configuration start here. Default: that of the process. */
  readonly workingDirectory?: string;
  /** Ends the run after the current slice of steps; its reason is the name of the signal that asked for it. */
  readonly interrupt?: AbortSignal;
  /** Writes checkpoints, as `numerics.checkpoint.enabled` does, and after so much wall time, s; 0 for very often. */
  readonly checkpointEvery?: number;
  /** Goes on from there instead of at the start. */
  readonly resumption?: Resumption;
  /** Go on although the configuration, a table or the version has changed. */
  readonly allowChanges?: boolean;
  readonly onStart?: (start: RunStart) => void;
  /** Called about 30 times a second. */
  readonly onProgress?: (progress: RunProgress) => void;
  /** Takes what the user should know although the run goes on. */
  readonly warn?: (message: string) => void;
  /** Takes noteworthy events. */
  readonly inform?: (message: string) => void;
}

/** What is known when the loop begins. */
export interface RunStart {
  readonly outputDirectory: string;
  readonly cells: number;
  readonly bins: number;
  /** Number of steps if all had the length of the first one; the real number may differ. */
  readonly plannedSteps: number;
  /** Steps that were done before; 0 unless the run is resumed. */
  readonly stepsBefore: number;
  /** s */
  readonly tEnd: number;
  /** Null when neither a flag nor the configuration says so. */
  readonly quiet: boolean | null;
  readonly progress: boolean;
}

/** Where a run stands. */
export interface RunProgress {
  readonly steps: number;
  /** Simulated time, s. */
  readonly time: number;
  readonly activeCells: number;
  /** Steps of active cells so far. */
  readonly cellSteps: number;
}

/** Wall time of the parts of a run, s. */
export interface WallTime {
  /** Loading, tables, set-up, output directory. */
  setup: number;
  /** The time loop: physics and keeping its records in memory. */
  steps: number;
  /** Turning what was kept into tables. */
  records: number;
  /** Encoding, compressing and writing files; with a writer thread only waiting for it. */
  writing: number;
  /** What the writer thread has worked beside all that; 0 without one. Not a part of the total. */
  writerThread: number;
}

/** A cell that stopped before the run did. */
export interface FrozenCell {
  readonly cell: number;
  /** End of the stopping step, s. */
  readonly time: number;
  readonly reason: 'tau_exceeded';
}

/** What came of a run. */
export interface RunOutcome {
  readonly status: 'complete' | 'interrupted';
  readonly stopReason: StopReason | null;
  /** Name of the signal that interrupted the run. */
  readonly interruptedBy: string | null;
  /** Whether `resumeRun` can go on with it. */
  readonly isResumable: boolean;
  readonly steps: number;
  /** Steps that were done before this process went on with the run. */
  readonly stepsBefore: number;
  /** Simulated time, s. */
  readonly time: number;
  readonly cells: number;
  readonly cellSteps: number;
  /** Steps of active cells per second of the time loop. */
  readonly cellStepsPerSecond: number;
  /** s; `total` holds all of it but the work of the writer thread. */
  readonly wall: Readonly<WallTime & { readonly total: number }>;
  /** M_Mars. */
  readonly lost: {
    readonly total: number;
    readonly blowout: number;
    readonly sinks: number;
    /** The part of the losses that the records attribute to sublimation. */
    readonly sublimation: number;
  };
  readonly massInitial: number;
  readonly frozen: readonly FrozenCell[];
  readonly massBudgetErrorPercent: number;
  /** What the caches of the engine did; empty without caches. */
  readonly caches: EngineStatistics;
  /** Absolute. */
  readonly outputDirectory: string;
  /** Absolute paths of the files that hold the results. */
  readonly files: readonly string[];
}
