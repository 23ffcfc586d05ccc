import type { MachineRecord } from '../profile/results/result.ts';
import type { Spread } from '../profile/results/spread.ts';
import type { CostModel } from './costModel.ts';
import type { RatioEstimate } from './ratio.ts';

/** Version of the stored form of a bench. */
export const BENCH_FORMAT = 1;

/** What was measured of one side. */
export interface BenchRow {
  readonly group: string;
  readonly label: string;
  readonly cells: number;
  readonly bins: number;
  /** Steps of a pass. */
  readonly steps: number;
  readonly isSteady: boolean;
  /** Wall time per cell-step, s. */
  readonly wall: Spread;
  /** Processor time of all threads of the process per cell-step, s. */
  readonly processor: Spread;
  /** Time of the first side of the group over that of this one, round by round; null for the first. */
  readonly speedup: RatioEstimate | null;
  /** Largest resident set of the process, bytes. */
  readonly residentPeak: number;
  /** Heap and typed arrays after each pass, bytes. */
  readonly memory: readonly number[];
  /** Processor time per cell-step of each pass, s. */
  readonly passes: readonly number[];
}

/** Something that was to be reached, and whether it was: a report, never an assertion. */
export interface BenchStatement {
  readonly goal: string;
  readonly measured: string;
  /** Null where the measurement does not tell. */
  readonly isMet: boolean | null;
}

/**
 * The time by which sides are compared. Other programs on the machine disturb processor time less; it says
 * nothing about what several threads gain.
 */
export type Clock = 'processor' | 'wall';

/** The outcome of `marsdisk bench`. */
export interface BenchResult {
  readonly formatVersion: typeof BENCH_FORMAT;
  readonly kind: 'marsdisk bench';
  readonly name: string;
  readonly about: string;
  readonly config: string;
  readonly clock: Clock;
  readonly rounds: number;
  /** UTC. */
  readonly startedAt: string;
  readonly seconds: number;
  readonly commit: string | null;
  readonly isModified: boolean | null;
  readonly machine: MachineRecord;
  readonly rows: readonly BenchRow[];
  readonly statements: readonly BenchStatement[];
  /** Costs of runs of any size; null where the experiment is not about them. */
  readonly model: CostModel | null;
  readonly notes: readonly string[];
}
