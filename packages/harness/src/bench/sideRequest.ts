/** Version of what a measuring process and the checkout that it measures owe each other; docs/gate.md says it in words. */
export const SIDE_CONTRACT = 1;

/** What is kept of a run, as `createRun` takes it. */
export interface SideRecording {
  readonly seriesStride: number;
  readonly diagnosticsStride: number;
  readonly psdStride: number;
  readonly massBudgetCells: boolean;
}

/** The steps alone: no rows of series, diagnostics or distributions. */
export const NO_RECORDS: SideRecording = {
  seriesStride: 1_000_000_000,
  diagnosticsStride: 1_000_000_000,
  psdStride: 0,
  massBudgetCells: false,
};

/** What a measuring process is asked to prepare; plain data. */
export interface SideRequest {
  /** Checkout whose code is measured; absolute. */
  readonly root: string;
  /** Configuration file; absolute. */
  readonly configPath: string;
  /** `PATH=VALUE`. */
  readonly overrides: readonly string[];
  /** Where relative paths of the configuration start. */
  readonly workingDirectory: string;
  readonly engine: string;
  /** Set of caches as given to `--cache`; null for an engine without caches. */
  readonly cache: string | null;
  /** Null: as the configuration says. */
  readonly recording: SideRecording | null;
  /** Threads that advance the cells. */
  readonly workers: number;
  /**
   * Share of the steps that a second run takes as well, so that the measured code seems slower by a known amount: 0 but
   * in the calibration of the gate.
   */
  readonly extraWork: number;
}

/** A piece of work for a measuring process; the same words mean the same work on every side. */
export type SideTask =
  | {
      readonly kind: 'pass';
      /** Steps that are taken before the clock starts, from the start of the run; null goes on where the last pass ended. */
      readonly lead: number | null;
      /** Measured steps. */
      readonly steps: number;
    }
  | {
      /** Passes that nobody measures; memory is collected after the last one only. */
      readonly kind: 'warm';
      readonly lead: number | null;
      readonly steps: number;
      readonly passes: number;
    }
  | { readonly kind: 'end' };

/** What a process measured in a pass. */
export interface SidePass {
  /** Steps taken; fewer than asked for when the run ended. */
  readonly steps: number;
  /** Cells advanced, summed over the steps. */
  readonly cellSteps: number;
  /** Wall time, s. */
  readonly seconds: number;
  /** Processor time of all threads of the process, s. */
  readonly cpuSeconds: number;
  /** Largest resident set of the process so far, bytes. */
  readonly residentPeak: number;
  /** JavaScript heap and typed arrays after the pass, collected first if the process can, bytes. */
  readonly memory: number;
}

/** What a process knows when it is ready. */
export interface SideFacts {
  readonly cells: number;
  readonly bins: number;
  readonly plannedSteps: number;
  /** End of the run, s. */
  readonly tEnd: number;
  readonly node: string;
}

/** What a measuring process says. */
export type SideAnswer =
  | { readonly kind: 'ready'; readonly facts: SideFacts }
  | { readonly kind: 'pass'; readonly pass: SidePass }
  | { readonly kind: 'warm' }
  | {
      readonly kind: 'failed';
      /** `contract`: the checkout lacks what is measured. `run`: the configuration or the run failed. */
      readonly reason: 'contract' | 'run';
      readonly message: string;
    };
