import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { CHECKPOINT_NAME, fileFailure, TEMPORARY_SUFFIX } from '@marsdisk/io';

/** A checkpoint file, by its name. */
export interface CheckpointFile {
  readonly path: string;
  /** Steps done. */
  readonly step: number;
}

/** Path of the checkpoint after so many steps. */
export function checkpointPath(folder: string, step: number): string {
  return join(folder, `ckpt_step_${String(step).padStart(9, '0')}.bin`);
}

/**
 * The checkpoints in a folder by their number of steps, the first one first; none if there is no folder. Times of files
 * play no role, so that a clock that was set back does no harm.
 *
 * @throws FileError when the folder cannot be read
 */
export function findCheckpoints(folder: string): CheckpointFile[] {
  return listFolder(folder)
    .map((name) => ({ path: join(folder, name), step: CHECKPOINT_NAME.exec(name)?.[1] }))
    .filter(({ step }) => step !== undefined)
    .map(({ path, step }) => ({ path, step: Number(step) }))
    .sort((a, b) => a.step - b.step);
}

/** Removes all but the last checkpoints; 0 keeps all. What cannot be removed stays. */
export function removeOldCheckpoints(folder: string, keep: number): void {
  if (keep > 0) removeFiles(findCheckpoints(folder).slice(0, -keep));
}

/** Removes the checkpoints after a number of steps, and what was left of ones that were never finished. */
export function removeCheckpointsAfter(folder: string, step: number): void {
  removeFiles(findCheckpoints(folder).filter((file) => file.step > step));
  const unfinished = listFolder(folder).filter(
    (name) =>
      TEMPORARY_SUFFIX.test(name) && CHECKPOINT_NAME.test(name.replace(TEMPORARY_SUFFIX, '')),
  );
  removeFiles(unfinished.map((name) => ({ path: join(folder, name) })));
}

function removeFiles(files: readonly { readonly path: string }[]): void {
  for (const { path } of files)
    try {
      rmSync(path, { force: true });
    } catch {
      // A checkpoint too many does no harm.
    }
}

function listFolder(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw fileFailure('read', folder, error);
  }
}
