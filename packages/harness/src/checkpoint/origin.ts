import { resolve } from 'node:path';
import type { Loaded, Resolved } from '@marsdisk/config';
import type { RunRequest } from '../run/request.ts';
import type { Origin } from './checkpoint.ts';

/** Names of the variables that concern a run. */
const CONCERNS_A_RUN =
  /^(IO_\w+|FORCE_STREAMING_\w+|MARSDISK_\w+|CELL_THREAD_LIMIT|\w+_NUM_THREADS|VECLIB_MAXIMUM_THREADS)$/;

/**
 * What a run was asked to be. A run that is gone on with has been asked by its first command; what it has in common with
 * that one stays as it was, so that its files do not tell how often it was interrupted.
 */
export function describeOrigin(
  request: RunRequest,
  resolved: Resolved | Loaded,
  facts: Pick<Origin, 'configPath' | 'workingDirectory' | 'generatedTable' | 'tables'> & {
    readonly variables: Readonly<Record<string, string | undefined>>;
    readonly checkpointEvery: number | null;
    /** Null when the run begins. */
    readonly before: Origin | null;
  },
): Origin {
  const { variables, before, checkpointEvery, generatedTable, ...others } = facts;
  const { engine, workers = null, flags = {} } = request;
  return {
    ...others,
    source: before?.source ?? absoluteSource(request.source),
    config: resolved.config,
    given: [...resolved.given],
    flags,
    engine: typeof engine === 'function' ? null : engine,
    workers,
    enforceMassBudget: request.enforceMassBudget ?? false,
    checkpointEvery: checkpointEvery ?? 0,
    autoTune: request.autoTune ?? null,
    environment: Object.fromEntries(
      Object.entries(variables).filter(
        (entry): entry is [string, string] =>
          CONCERNS_A_RUN.test(entry[0]) && entry[1] !== undefined,
      ),
    ),
    argv: before?.argv ?? process.argv,
    cwd: before?.cwd ?? facts.workingDirectory,
    generatedTable: before === null ? generatedTable : before.generatedTable,
  };
}

function absoluteSource(source: RunRequest['source']): Origin['source'] {
  if ('config' in source) return null;
  const { overrideFiles } = source;
  return {
    ...source,
    path: resolve(source.path),
    ...(overrideFiles === undefined
      ? {}
      : { overrideFiles: overrideFiles.map((file) => resolve(file)) }),
  };
}
