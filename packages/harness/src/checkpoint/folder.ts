import { readdirSync, rmdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  CHECKPOINT_NAME,
  fileFailure,
  OUTPUT_FILES,
  removeFile,
  TEMPORARY_SUFFIX,
} from '@marsdisk/io';

/** A checkpoint file, by its name. */
export interface CheckpointFile {
  readonly path: string;
  /** Steps done. */
  readonly step: number;
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
  if (typeof path !== 'string') return join(directory, OUTPUT_FILES.checkpointsFolder);
  const start = record?.['cwd'];
  return resolve(typeof start === 'string' ? start : '.', path);
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

/** Removes all checkpoints of a run, and their folder if nothing else is in it. What cannot be removed stays. */
export function removeCheckpointFolder(folder: string): void {
  try {
    removeCheckpointsAfter(folder, -1);
    rmdirSync(folder);
  } catch {
    // Something else is in it or in its place, or it is none of ours to remove.
  }
}

function removeFiles(files: readonly { readonly path: string }[]): void {
  for (const { path } of files)
    try {
      removeFile(path);
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
