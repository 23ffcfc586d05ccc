import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileFailure } from '@marsdisk/io';

/** The folders of a result that is being made. */
export interface ResultFolders {
  /** Where the files of the result go until `publish`; absolute. */
  readonly unfinished: string;
  /** Where files go that are of no use later; absolute. */
  readonly scratch: string;
  /** Where the result is to be found after `publish`; absolute. */
  readonly folder: string;
  /** Gives the folder its name. */
  readonly publish: () => void;
  /** Removes what is not published. */
  readonly close: () => void;
}

const UNFINISHED = /^\.(?:result|scratch)-.+-(\d+)$/;

/**
 * Makes the folders of a result. What is not finished has a name that begins with a dot and ends with the number of the
 * process; it goes when the process exits, and what a process that was killed has left goes with the next call.
 *
 * @param parent folder of all results of a profile
 * @param stamp name of the result
 * @throws FileError
 */
export function openResultFolders(parent: string, stamp: string): ResultFolders {
  const unfinished = join(parent, `.result-${stamp}-${process.pid}`);
  const scratch = join(parent, `.scratch-${stamp}-${process.pid}`);
  const close = () => {
    process.off('exit', close);
    for (const folder of [unfinished, scratch]) rmSync(folder, { recursive: true, force: true });
  };
  try {
    mkdirSync(parent, { recursive: true });
    removeStale(parent);
    process.once('exit', close);
    for (const folder of [unfinished, scratch]) mkdirSync(folder);
  } catch (error) {
    close();
    throw fileFailure('create', unfinished, error);
  }
  const folder = join(parent, stamp);
  return { unfinished, scratch, folder, close, publish: () => renameSync(unfinished, folder) };
}

function removeStale(parent: string): void {
  for (const name of readdirSync(parent)) {
    const [, pid] = UNFINISHED.exec(name) ?? [];
    if (pid !== undefined && !isRunning(Number(pid)))
      rmSync(join(parent, name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // A process of somebody else may not be signalled, but it runs.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
