import { accessSync, constants, mkdirSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { FileError } from '@marsdisk/core';
import { TEMPORARY_SUFFIX, writeFileAtomically } from './atomic.ts';
import { attemptOnFile, fileFailure, removeFile } from './failure.ts';

/** Where the files of a run stand, relative to its output directory. */
export const OUTPUT_FILES = {
  runConfig: 'run_config.json',
  summary: 'summary.json',
  orbitRollup: 'orbit_rollup.csv',
  massBudget: 'checks/mass_budget.csv',
  massBudgetCells: 'checks/mass_budget_cells.csv',
  seriesFolder: 'series',
  checksFolder: 'checks',
  checkpointsFolder: 'checkpoints',
  plot: 'plot.html',
} as const;

/** Name of a checkpoint; its number counts the steps done. */
export const CHECKPOINT_NAME = /^ckpt_step_(\d{9,})\.bin$/;

/** Files that a run writes, folder by folder. */
const OWN_FILES: readonly { readonly folder: string; readonly name: RegExp }[] = [
  { folder: '', name: /^(run_config\.json|summary\.json|orbit_rollup\.csv)$/ },
  { folder: OUTPUT_FILES.checkpointsFolder, name: CHECKPOINT_NAME },
  { folder: OUTPUT_FILES.checksFolder, name: /^mass_budget(_cells)?\.csv$/ },
  {
    folder: OUTPUT_FILES.seriesFolder,
    name: /^(run|diagnostics|psd_hist)(_chunk_\d{9,}_\d{9,})?\.parquet$/,
  },
];

/** The files in `dir` that a run wrote, finished or not, relative to `dir` and sorted. */
export function findRunFiles(dir: string): string[] {
  return findFiles(dir, OWN_FILES);
}

/** The same with what other commands made of them: the page of `marsdisk plot`. */
export function findFilesOfRun(dir: string): string[] {
  return findFiles(dir, [...OWN_FILES, { folder: '', name: /^plot\.html$/ }]);
}

function findFiles(dir: string, kinds: typeof OWN_FILES): string[] {
  return kinds
    .flatMap(({ folder, name }) =>
      listFolder(join(dir, folder))
        .filter((file) => name.test(file.replace(TEMPORARY_SUFFIX, '')))
        .map((file) => join(folder, file)),
    )
    .sort();
}

/**
 * Makes an output directory ready for a run: creates it with its `series` and `checks` folders and proves that files
 * can be written there, so that a long run does not fail at its end.
 *
 * @param options.overwrite remove the files of an earlier run (and no others) instead of refusing
 * @returns the files that were removed, relative to `dir`
 * @throws FileError when the directory holds another run, or cannot be created or written
 */
export function prepareOutputDirectory(
  dir: string,
  options: { readonly overwrite: boolean },
): string[] {
  const folders = [dir, join(dir, OUTPUT_FILES.seriesFolder), join(dir, OUTPUT_FILES.checksFolder)];
  const previous = findFilesOfRun(dir);
  if (previous.length > 0 && !options.overwrite)
    throw new FileError(
      `${dir} already holds a run (${previous[0]}); choose another output directory or allow it to be overwritten`,
    );
  for (const folder of folders) {
    attemptOnFile('create files in', folder, () => {
      createFolder(folder);
      accessSync(folder, constants.W_OK);
    });
    proveWritable(folder);
  }
  for (const file of previous) removeFile(join(dir, file));
  return previous;
}

/**
 * Makes a folder and what is missing above it. Node's own recursive form never returns where a folder exists but
 * nothing can be made in it and the system says ENOENT, as in /proc.
 */
export function createFolder(folder: string): void {
  try {
    mkdirSync(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' && statSync(folder).isDirectory()) return;
    const above = dirname(folder);
    if (code !== 'ENOENT' || above === folder || statSync(above, { throwIfNoEntry: false }))
      throw error;
    createFolder(above);
    mkdirSync(folder);
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

function proveWritable(folder: string): void {
  const probe = join(folder, '.marsdisk-write-test');
  writeFileAtomically(probe, 'written to see whether the folder is writable\n');
  removeFile(probe);
}
