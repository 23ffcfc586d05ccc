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
  /** Folder for the files of the measured runs. */
  readonly scratch: string;
  /** Whether the sampling profiler runs; not under a tool that samples itself. */
  readonly samples: boolean;
  /** Where the sampling profile goes. */
  readonly cpuProfilePath: string;
  /** File into which the process traces deoptimisations; null if it does not. */
  readonly deoptimisationTrace: string | null;
  /** Where the `Measurement` goes, as JSON. */
  readonly measurementPath: string;
}
