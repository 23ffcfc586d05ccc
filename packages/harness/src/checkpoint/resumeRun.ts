import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Loaded, type LoadOptions, loadConfig, type Resolved } from '@marsdisk/config';
import { FileError } from '@marsdisk/core';
import { findRunFiles, OUTPUT_FILES, refuseIfHeld } from '@marsdisk/io';
import { executeRun } from '../run/executeRun.ts';
import type { RunOutcome, RunRequest } from '../run/request.ts';
import { configChanges } from './changes.ts';
import type { Origin } from './checkpoint.ts';
import { findResumption, openResumption } from './resumption.ts';
import { tidyComplete } from './tidy.ts';

/** How to go on with a run. */
export interface ResumeRequest
  extends Pick<
    RunRequest,
    | 'engine'
    | 'workers'
    | 'checkpointEvery'
    | 'flags'
    | 'interrupt'
    | 'onStart'
    | 'onProgress'
    | 'warn'
    | 'inform'
  > {
  /** Output directory of the run. */
  readonly directory: string;
  /** The checkpoint; default the last one that can be used. */
  readonly from?: string;
  /** Another configuration than the one it was started with. */
  readonly source?: LoadOptions;
  /** Overrides that are added to those of the start. */
  readonly overrides?: readonly string[];
  /** Go on although the configuration, a table, the version or the commit has changed. */
  readonly allowChanges?: boolean;
  /** Go on with the configuration of the checkpoint although the file has changed since. */
  readonly asStarted?: boolean;
}

/** As `RunRequest`, where `engine` may be left out: then it is the one of the start. */
export type Optional<T, Key extends keyof T> = Omit<T, Key> & Partial<Pick<T, Key>>;

/**
 * Goes on with a run from its last checkpoint. Its files become those of a run that was never interrupted.
 *
 * @returns null when the run had come to its end; leftovers of its end are then put in order
 * @throws FileError when there is no run, no checkpoint, none that can be used, or another process works in the
 *   directory; ConfigurationError when the conditions have changed; and what `executeRun` throws
 */
export async function resumeRun(
  request: Optional<ResumeRequest, 'engine'>,
): Promise<RunOutcome | null> {
  const directory = resolve(request.directory);
  const { warn = () => {} } = request;
  if (!existsSync(directory)) throw new FileError(`${directory}: there is no such directory`);
  refuseIfHeld(directory);
  const record = readRecord(directory);
  if (record?.['status'] === 'complete') {
    tidyComplete(directory, record);
    return null;
  }
  const resumption =
    request.from === undefined
      ? findResumption(directory, checkpointFolder(directory, record), warn)
      : openResumption(directory, resolve(request.from));
  if (resumption === null) throw noCheckpoint(directory);
  const { origin } = resumption.checkpoint;
  const engine = request.engine ?? origin.engine;
  if (engine === null)
    throw new FileError(
      `${directory}: the run was started with an engine made in code, which the checkpoint cannot name; pass it to resumeRun`,
    );
  const workers = request.workers ?? origin.workers;
  return executeRun({
    ...request,
    source: chooseSource(origin, request),
    engine,
    flags: { ...origin.flags, ...request.flags },
    enforceMassBudget: origin.enforceMassBudget,
    autoTune: origin.autoTune,
    environment: origin.environment,
    workingDirectory: origin.workingDirectory,
    checkpointEvery: request.checkpointEvery ?? origin.checkpointEvery,
    ...(workers === null ? {} : { workers }),
    resumption,
    allowChanges: request.allowChanges ?? false,
  });
}

/** Folder of the checkpoints of a run in a directory, by its `run_config.json`. */
export function checkpointFolder(
  directory: string,
  record: Readonly<Record<string, unknown>> | null,
): string {
  const config = record?.['config'] as
    | { readonly numerics?: { readonly checkpoint?: { readonly path?: unknown } } }
    | undefined;
  const path = config?.numerics?.checkpoint?.path;
  return typeof path === 'string' ? resolve(path) : join(directory, OUTPUT_FILES.checkpointsFolder);
}

/** The configuration that the file says now if that matters, else the one of the start. */
function chooseSource(
  origin: Origin,
  { source, overrides = [], asStarted, inform }: Optional<ResumeRequest, 'engine'>,
): Resolved | Loaded {
  const started = startedConfig(origin);
  const asked = source ?? origin.source;
  if (asStarted === true || asked === null) return started;
  if (source === undefined && !existsSync(asked.path)) {
    inform?.(`${asked.path} is gone; going on with the configuration of the checkpoint`);
    return started;
  }
  const now = loadConfig({ ...asked, overrides: [...(asked.overrides ?? []), ...overrides] });
  return configChanges(started.config, now.config).length === 0 ? started : now;
}

function startedConfig({ config, given, configPath }: Origin): Resolved | Loaded {
  const resolved: Resolved = { config, given: new Set(given), warnings: [] };
  return configPath === null
    ? resolved
    : { ...resolved, sourcePath: configPath, appliedOverrides: [] };
}

function noCheckpoint(directory: string): FileError {
  return new FileError(
    findRunFiles(directory).length === 0
      ? `${directory}: holds no run; give the directory that io.outdir of the configuration names`
      : `${directory}: has no checkpoint, so the run must be started again (marsdisk run CONFIG --overwrite); numerics.checkpoint.enabled=true makes a run write them`,
  );
}

/** The content of `run_config.json`; null when it is missing or no JSON. */
export function readRecord(directory: string): Readonly<Record<string, unknown>> | null {
  try {
    return JSON.parse(readFileSync(join(directory, OUTPUT_FILES.runConfig), 'utf8'));
  } catch {
    return null;
  }
}
