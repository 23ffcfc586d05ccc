/** When the machine code of a measured process counts as settled; see `judgeSteadiness`. */
export interface WarmUpRule {
  /**
   * The steps of a pass are taken once, but for no more processor time than this, s; then what was
   * reached is repeated in blocks.
   */
  readonly lead_seconds: number;
  /** Blocks that are compared with as many before them that did the same work. */
  readonly blocks: number;
  /** Largest change of the median, percent. */
  readonly tolerance_percent: number;
  /** How far apart the changes of single blocks may lie, percent. */
  readonly scatter_percent: number;
  /** Least duration of the blocks, s. */
  readonly min_seconds: number;
  /** After this long, s, the warm-up is given up. */
  readonly max_seconds: number;
}

/** What is measured: passes over the same steps of the run, each from its start. */
export interface MeasureRule {
  /** Steps of a pass; null is the whole run. */
  readonly steps: number | null;
  /** Passes are repeated until this long has passed, s; at least one is made. See `isEnough`. */
  readonly seconds: number;
}

/** What a profile measures; every field of `profiles/*.yml`, defaults filled in. */
export interface Profile {
  readonly description: string;
  /** Configuration file, relative to the working directory or to the profile. */
  readonly config: string;
  /** `PATH=VALUE`. */
  readonly overrides: readonly string[];
  readonly engines: readonly string[];
  /** Sets of caches with which an engine that has caches is measured. */
  readonly caches: readonly string[];
  readonly warm_up: WarmUpRule;
  readonly measure: MeasureRule;
  /** Threads that share the cells of a run. */
  readonly workers: number;
  /** Steps whose outputs are compared with those of the plain engine; 0 for none. */
  readonly parity_steps: number;
  /** Processes per engine. */
  readonly repeats: number;
  /**
   * Whether functions above `NAMED_FUNCTION_BYTECODES` keep a frame of their own instead of being inlined. Without it
   * V8 reports the time of an inlined function as that of its caller.
   */
  readonly keep_frames: boolean;
  /** Whether the series are written to files; otherwise rows are recorded and dropped. */
  readonly write: boolean;
}

/** A profile and where it came from. */
export interface NamedProfile {
  readonly name: string;
  /** Absolute path of its file. */
  readonly path: string;
  readonly profile: Profile;
}
