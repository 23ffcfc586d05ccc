import type { Config, LoadOptions, RunFlags } from '@marsdisk/config';
import type { RunSnapshot } from '@marsdisk/core';
import type { EngineSpec } from '@marsdisk/fast';
import type { ExternalFile } from '@marsdisk/io';
import type { AutoTuneRecord } from '../run/autoTune.ts';
import type { GeneratedTable } from '../run/marsTemperature.ts';
import type { OutputPosition } from '../run/outputs.ts';
import type { FrozenCell } from '../run/request.ts';
import type { RecorderSnapshot } from './recorderSnapshot.ts';

/** What a run was asked to be, as far as a run that goes on with it needs it. */
export interface Origin {
  /** Null when the configuration was built in code. Paths are absolute. */
  readonly source: LoadOptions | null;
  /** Absolute path of the configuration file; null when it came from elsewhere. */
  readonly configPath: string | null;
  /** The configuration before the flags. */
  readonly config: Config;
  readonly given: readonly string[];
  readonly flags: RunFlags;
  /** Null for an engine that was made in code. */
  readonly engine: EngineSpec | null;
  readonly workers: string | null;
  readonly enforceMassBudget: boolean;
  /** Seconds of wall time between checkpoints. */
  readonly checkpointEvery: number;
  readonly autoTune: AutoTuneRecord | null;
  /** The variables that concern a run. */
  readonly environment: Readonly<Record<string, string>>;
  readonly workingDirectory: string;
  /** What `run_config.json` says about the command. */
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly generatedTable: GeneratedTable | null;
  /** The tables that the run read. */
  readonly tables: readonly ExternalFile[];
}

/** What the time loop knows besides the run. */
export interface LoopPosition {
  readonly flushedAt: number;
  readonly cellSteps: number;
  readonly frozen: readonly FrozenCell[];
}

/** A run at some moment: everything that is needed to go on with it. */
export interface Checkpoint {
  readonly origin: Origin;
  readonly run: RunSnapshot;
  readonly records: RecorderSnapshot;
  readonly loop: LoopPosition;
  readonly outputs: OutputPosition;
  /** Size and content of the chunk files that `outputs` names. */
  readonly chunks: readonly ChunkContent[];
}

/** What a chunk file held when it was written. */
export interface ChunkContent {
  readonly name: string;
  readonly byteLength: number;
  readonly sha256: string;
}

/** What a checkpoint tells without being read as a whole. */
export interface CheckpointHeader {
  /** Version of this software. */
  readonly version: string;
  /** Commit of this software; null if it is unknown. */
  readonly commit: string | null;
  readonly node: string;
  /** Steps done. */
  readonly step: number;
  /** Simulated time, s. */
  readonly time: number;
}
