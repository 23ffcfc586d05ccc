import type { Launcher, Stage } from './measurement/process.ts';
import type { ProfileResult } from './results/result.ts';

/** A profile to be measured; what is left out is as the profile says. */
export interface ProfileRequest {
  /** Name in `profiles/`, or path of a `.yml` file. */
  readonly name: string;
  readonly engines?: readonly string[];
  readonly caches?: readonly string[];
  readonly repeats?: number;
  /** Threads that share the cells. */
  readonly workers?: number;
  /** Largest number of threads of the search for the best one; 0, the default, for no search. */
  readonly searchedWorkers?: number;
  /** Whether each optimisation is measured alone and left out. */
  readonly waterfall?: boolean;
  /** Tools that look at the engines besides the sampling profiler. */
  readonly tools?: readonly ProfileTool[];
  /** Where `profiles/` is, or below it; default that of the process. */
  readonly workingDirectory?: string;
  /** Hears which engine is in which stage. */
  readonly onStage?: (label: string, stage: Stage) => void;
  /** Hears what is measured besides. */
  readonly onProgress?: (message: string) => void;
  /** Hears the folder as soon as the main measurement is stored; what was asked for besides is added to it. */
  readonly onStored?: (folder: string) => void;
}

/** A tool that starts Node and writes files of its own. */
export interface ProfileTool {
  readonly name: string;
  /** The launcher that writes to a folder, or why there is none. */
  readonly prepare: (folder: string) => Launcher | { readonly missing: string };
}

/** A stored result. */
export interface StoredProfile {
  readonly result: ProfileResult;
  /** Absolute. */
  readonly folder: string;
}
