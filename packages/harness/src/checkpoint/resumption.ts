import { existsSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { FileError } from '@marsdisk/core';
import {
  attemptOnFile,
  checkGrowingFile,
  findFilesOfRun,
  hashFile,
  OUTPUT_FILES,
  removeFile,
} from '@marsdisk/io';
import { BUDGET_FILES } from '../run/outputs.ts';
import type { Checkpoint, CheckpointHeader } from './checkpoint.ts';
import { readCheckpoint } from './file.ts';
import { type CheckpointFile, findCheckpoints, removeCheckpointsAfter } from './folder.ts';

/** Where a run is gone on with. */
export interface Resumption {
  /** The output directory, absolute. */
  readonly directory: string;
  /** The checkpoint file. */
  readonly path: string;
  readonly header: CheckpointHeader;
  readonly checkpoint: Checkpoint;
}

/**
 * The last checkpoint that can be read and whose output files are all there as they were.
 *
 * @param folder of the checkpoints
 * @param warn takes why later checkpoints cannot be used
 * @returns null when there is no checkpoint at all
 * @throws FileError when none can be used, naming the reason for each
 */
export function findResumption(
  directory: string,
  folder: string,
  warn: (message: string) => void,
): Resumption | null {
  const files = findCheckpoints(folder).reverse();
  if (files.length === 0) return null;
  const problems: string[] = [];
  for (const { path } of files) {
    try {
      const resumption = openResumption(directory, path);
      for (const problem of problems)
        warn(`${problem}; going on from the checkpoint before (${basename(path)})`);
      return resumption;
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      problems.push(error.message);
    }
  }
  throw new FileError(
    [`${directory}: no checkpoint can be used:`, ...problems.map((problem) => `  ${problem}`)].join(
      '\n',
    ),
  );
}

/**
 * Reads a checkpoint and looks at the files that it refers to.
 *
 * @throws FileError naming the file that is missing, cut off or damaged
 */
export function openResumption(directory: string, path: string): Resumption {
  const { header, checkpoint } = readCheckpoint(path);
  checkOutputs(directory, checkpoint);
  return { directory, path, header, checkpoint };
}

function checkOutputs(directory: string, { chunks, outputs }: Checkpoint): void {
  for (const { name, byteLength, sha256 } of chunks) {
    const path = join(directory, OUTPUT_FILES.seriesFolder, name);
    const status = attemptOnFile('read', path, () => statSync(path, { throwIfNoEntry: false }));
    if (status === undefined) throw new FileError(`${path}: missing`);
    if (status.size !== byteLength)
      throw new FileError(`${path}: has ${status.size} bytes; ${byteLength} were written`);
    if (hashFile(path) !== sha256)
      throw new FileError(`${path}: its content has changed since it was written`);
  }
  for (const [name, position] of Object.entries(outputs.budgets))
    checkGrowingFile(join(directory, BUDGET_FILES[name as keyof typeof BUDGET_FILES]), position);
}

/**
 * Takes everything away that a run wrote after a checkpoint, except for the ends of its budgets, which are cut when they
 * are opened. It may be repeated if it was cut off.
 *
 * @throws FileError naming what cannot be removed
 */
export function rewindOutputs({ directory, path, header, checkpoint }: Resumption): void {
  const { series, budgets } = checkpoint.outputs;
  const kept = new Set<string>([OUTPUT_FILES.runConfig]);
  for (const name of Object.values(series.chunkFiles).flat())
    kept.add(join(OUTPUT_FILES.seriesFolder, name));
  for (const [name, { temporary }] of Object.entries(budgets)) {
    const file = BUDGET_FILES[name as keyof typeof BUDGET_FILES];
    const pending = join(dirname(file), temporary);
    kept.add(existsSync(join(directory, pending)) ? pending : join(file));
  }
  for (const file of findFilesOfRun(directory))
    if (!kept.has(file) && dirname(file) !== OUTPUT_FILES.checkpointsFolder)
      removeFile(join(directory, file));
  removeCheckpointsAfter(dirname(path), header.step);
}

/** The checkpoints of a folder with what is wrong with each; null if it can be used. */
export function judgeCheckpoints(
  directory: string,
  folder: string,
): {
  readonly file: CheckpointFile;
  readonly header: CheckpointHeader | null;
  readonly problem: string | null;
}[] {
  return findCheckpoints(folder).map((file) => {
    try {
      const { header } = openResumption(directory, file.path);
      return { file, header, problem: null };
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      return { file, header: null, problem: error.message };
    }
  });
}
