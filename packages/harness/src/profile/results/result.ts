import type { Profile } from '../definition/profile.ts';
import type { Waterfall } from '../experiments/waterfall.ts';
import type { WorkerCurve } from '../experiments/workerCurve.ts';
import type { Measurement, StageTimes } from '../measurement/measurement.ts';
import type { Parity } from '../parity/parity.ts';
import type { HotFunction, ModuleTime } from '../samples/hotFunctions.ts';
import type { SampledStages } from '../samples/stages.ts';
import type { Ratio, Spread } from './spread.ts';

/** Version of the format of `result.json`; another one is refused. */
export const RESULT_FORMAT = 2;

/** A node of a stored call tree; times in seconds per cell-step. */
export interface StoredFrame {
  /** Identity across engines: see `Frame.family`. */
  readonly family: string;
  readonly name: string;
  readonly place: string;
  readonly module: string;
  readonly self: number;
  readonly total: number;
  readonly children: readonly StoredFrame[];
}

/** What was measured of one engine. */
export interface EngineResult {
  readonly label: string;
  readonly engine: string;
  readonly cache: string | null;
  /** Threads that shared the cells. */
  readonly workers: number;
  /** Whether the warm-up of every process became steady; otherwise no ratio is formed. */
  readonly isSteady: boolean;
  /** Wall time per cell-step over the passes, s. */
  readonly cellStep: Spread;
  /** One a process. */
  readonly measurements: readonly Measurement[];
  /** Samples of all processes. */
  readonly samples: number;
  readonly modules: readonly ModuleTime[];
  /** Where the time of a pass goes, s per cell-step: by the clock, and by the samples where there are any. */
  readonly stages: { readonly clock: StageTimes; readonly sampled: SampledStages | null };
  /** Seconds per cell-step. */
  readonly hotFunctions: readonly HotFunction[];
  /** Null when a tool took the place of the sampling profiler. */
  readonly tree: StoredFrame | null;
  /** File names in the folder of the result. */
  readonly files: readonly string[];
}

/** A candidate against its base. */
export interface Comparison {
  readonly base: string;
  readonly candidate: string;
  /** Wall time of the base over that of the candidate: above 1 the candidate is faster. Null if none may be formed. */
  readonly speedup: Ratio | null;
  /** The same of the processor time of the main thread; null too where several threads shared the work. */
  readonly processor: Ratio | null;
  /** Which of the two is the better answer: processor time where one side did not have the processor most of the time. */
  readonly headline: 'clock' | 'processor';
  /** Why there is no ratio or no interval, or why the clock is not to be trusted; null otherwise. */
  readonly caution: string | null;
}

/** Where a result was measured. */
export interface MachineRecord {
  readonly processor: string;
  readonly cores: number;
  readonly memoryBytes: number;
  readonly system: string;
  readonly node: string;
  readonly v8: string;
  readonly nodeFlags: readonly string[];
  /** Load average of one minute when the measurement began. */
  readonly load: number;
}

/** Everything that `profile` found out: the content of `result.json`. */
export interface ProfileResult {
  readonly formatVersion: typeof RESULT_FORMAT;
  readonly kind: 'marsdisk profile';
  readonly name: string;
  readonly profile: Profile;
  /** UTC. */
  readonly startedAt: string;
  readonly seconds: number;
  readonly commit: string | null;
  /** Whether files differed from the commit; null if unknown. */
  readonly isModified: boolean | null;
  /** Some of these files. */
  readonly modified: readonly string[];
  readonly machine: MachineRecord;
  readonly engines: readonly EngineResult[];
  readonly comparisons: readonly Comparison[];
  /** Whether the engines compute the same; null if nothing was compared. */
  readonly parity: Parity | null;
  /** What each optimisation is worth; null unless asked for. */
  readonly waterfall: Waterfall | null;
  /** What more threads are worth, one curve an engine; empty unless asked for. */
  readonly workerCurves: readonly WorkerCurve[];
  /** What the reader should know: tools that were missing, contention, warm-ups that were not steady. */
  readonly notes: readonly string[];
}
