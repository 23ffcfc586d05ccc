import type { MeasureRule, WarmUpRule } from '../definition/profile.ts';
import type { Variant } from '../definition/variants.ts';

/** What a measuring process is asked to do. */
export interface MeasurementRequest {
  readonly variant: Variant;
  /** Configuration file; absolute. */
  readonly configPath: string;
  readonly overrides: readonly string[];
  readonly workingDirectory: string;
  readonly warmUp: WarmUpRule;
  readonly measure: MeasureRule;
  readonly write: boolean;
  /** Folder for the files of the measured runs and for what is gone when the process has ended. */
  readonly scratch: string;
  /** Whether the sampling profiler runs; not under a tool that samples itself. */
  readonly samples: boolean;
  /** Samples that the measurement is to have, if its patience lasts. */
  readonly wantedSamples: number;
  /** Where the sampling profile goes. */
  readonly cpuProfilePath: string;
  /** File into which the process traces what becomes of its machine code; null if it does not. */
  readonly codeTrace: string | null;
  /**
   * Whether the process takes a pass whenever it is told to, so that several processes can take turns; otherwise, under a
   * tool that keeps the messages to itself, it takes them one after the other.
   */
  readonly isPaced: boolean;
  /** Where the `Measurement` goes, as JSON. */
  readonly measurementPath: string;
}

/** What a paced process is told. */
export type Order = { readonly order: 'pass' } | { readonly order: 'end' };

/** What a measuring process says. */
export type Report =
  | { readonly stage: 'warm-up' }
  | {
      readonly stage: 'warm';
      readonly isSteady: boolean;
      readonly warmUpSeconds: number;
      /** Expected duration of a pass, s. */
      readonly passSeconds: number;
    }
  | { readonly stage: 'pass'; readonly seconds: number; readonly samples: number }
  | { readonly stage: 'failed'; readonly error: string; readonly message: string };
