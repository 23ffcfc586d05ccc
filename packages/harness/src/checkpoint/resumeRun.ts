import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import {
  applyOverrides,
  type Loaded,
  type LoadOptions,
  loadConfig,
  parseConfig,
  type Resolved,
} from '@marsdisk/config';
import { ConfigurationError, FileError } from '@marsdisk/core';
import { attemptOnFile, findRunFiles, OUTPUT_FILES, refuseIfHeld } from '@marsdisk/io';
import { executeRun } from '../run/executeRun.ts';
import type { RunOutcome, RunRequest } from '../run/request.ts';
import { configChanges } from './changes.ts';
import type { Origin } from './checkpoint.ts';
import { checkpointFolder, findCheckpoints } from './folder.ts';
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
  refuseOtherPlaces(directory, request.overrides ?? []);
  refuseIfHeld(directory);
  const record = readRecord(directory);
  if (record?.['status'] === 'complete') {
    tidyComplete(directory, record);
    return null;
  }
  const folder = checkpointFolder(directory, record);
  const resumption =
    request.from === undefined
      ? findResumption(directory, folder, warn)
      : openResumption(directory, locateCheckpoint(request.from, directory, folder));
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

/**
 * Refuses what is no directory, and overrides that would have the files elsewhere.
 *
 * @throws FileError, ConfigurationError
 */
function refuseOtherPlaces(directory: string, overrides: readonly string[]): void {
  const status = attemptOnFile('read', directory, () =>
    statSync(directory, { throwIfNoEntry: false }),
  );
  if (status === undefined) throw new FileError(`${directory}: there is no such directory`);
  if (!status.isDirectory())
    throw new FileError(
      `${directory}: is a file; give the output directory of the run (io.outdir of its configuration)`,
    );
  const document: { io?: { outdir?: unknown } } = {};
  applyOverrides(document, overrides);
  const outdir = document.io?.outdir;
  if (outdir !== undefined && resolve(String(outdir)) !== directory)
    throw new ConfigurationError(
      `io.outdir: a run is gone on with where its files are, in ${directory}; to have it elsewhere move that directory and resume it there`,
    );
}

/** The checkpoint that is meant: a path, or the name of one of the run's. */
function locateCheckpoint(from: string, directory: string, folder: string): string {
  const places = [resolve(from), join(folder, from), join(directory, from)];
  const found = places.find((path) => existsSync(path));
  if (found !== undefined) return found;
  const names = findCheckpoints(folder).map(({ path }) => basename(path));
  throw new FileError(
    `--from ${from}: there is no such file here or in ${folder}, which ${names.length === 0 ? 'has no checkpoint' : `has ${names.join(', ')}`}`,
  );
}

/** The configuration that the file says now if that matters, else the one of the start. */
function chooseSource(
  origin: Origin,
  { source, overrides = [], asStarted, inform }: Optional<ResumeRequest, 'engine'>,
): Resolved | Loaded {
  const started = startedConfig(origin);
  const asked = source ?? origin.source;
  if (asStarted === true || asked === null) return overridden(started, overrides);
  if (source === undefined && !existsSync(asked.path)) {
    inform?.(`${asked.path} is gone; going on with the configuration of the checkpoint`);
    return overridden(started, overrides);
  }
  const now = loadConfig({ ...asked, overrides: [...(asked.overrides ?? []), ...overrides] });
  // What was asked for counts even if it changes no result, and so does what is wrong with it.
  if (source !== undefined || overrides.length > 0) return now;
  return configChanges(started.config, now.config).length === 0 ? started : now;
}

/** A resolved configuration with other settings; what is wrong with these is among its warnings. */
function overridden<Kind extends Resolved>(started: Kind, overrides: readonly string[]): Kind {
  if (overrides.length === 0) return started;
  const { config, warnings } = parseConfig(started.config, { overrides });
  return { ...started, config, warnings };
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
