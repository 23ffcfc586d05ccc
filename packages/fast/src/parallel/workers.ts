import { ConfigurationError } from '@marsdisk/core';

/** Most threads that may be asked for. */
export const MOST_WORKERS = 1024;

/** What `--workers` may be. */
export const WORKERS_RANGE = `auto or a whole number from 1 to ${MOST_WORKERS}`;

/** Whether a text asks for a number of threads in the range that is allowed, or for "auto". */
export function isWorkerCount(text: string): boolean {
  return text === 'auto' || (/^[1-9]\d*$/.test(text) && Number(text) <= MOST_WORKERS);
}

/**
 * Number of threads for a run: what is asked for, or with "auto" 80 % of the cores; at least 1 and at most one a cell.
 * Threads get shares of ceil(cells / threads) cells each, so that some of them may have nothing to do; they are not counted.
 * One means that no other thread is started.
 *
 * @throws ConfigurationError unless `requested` is "auto" or a whole number from 1 to `MOST_WORKERS`
 */
export function resolveWorkers(requested: string, cells: number, cores: number): number {
  if (!isWorkerCount(requested))
    throw new ConfigurationError(`--workers: "${requested}"; it must be ${WORKERS_RANGE}`);
  const wanted = requested === 'auto' ? Math.floor(0.8 * cores) : Number(requested);
  const share = Math.ceil(cells / Math.max(1, Math.min(cells, wanted)));
  return Math.ceil(cells / share);
}
