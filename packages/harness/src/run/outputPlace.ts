import { type Dirent, existsSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, parse, relative, resolve, sep } from 'node:path';
import { FileError } from '@marsdisk/core';
import {
  attemptOnFile,
  CHECKPOINT_NAME,
  findFilesOfRun,
  OUTPUT_FILES,
  TEMPORARY_SUFFIX,
} from '@marsdisk/io';

/** Names that say nothing about what a directory is for: hidden files, logs, what a file system keeps at its root. */
const PASSED_OVER = /^\.|\.log$|^lost\+found$/;
/** Foreign files that are named. */
const MOST_NAMED = 3;

/**
 * Refuses a directory in which no run should write: one that belongs to something else, or holds something else.
 *
 * @param directory absolute
 * @param outdir as the configuration has it
 * @throws FileError
 */
export function refuseForeignPlace(directory: string, outdir: string): void {
  const other = '(--override io.outdir=DIR)';
  if (['', '.'].includes(outdir.trim()))
    throw new FileError(
      `io.outdir: "${outdir}" is the working directory; name one of its own for the run ${other}`,
    );
  const place = existsSync(directory)
    ? attemptOnFile('read', directory, () => realpathSync(directory))
    : directory;
  const owner = ownerOf(place);
  if (owner !== null)
    throw new FileError(
      `io.outdir: ${directory} is ${owner}; choose a directory below it ${other}`,
    );
  const foreign = findForeign(place, place, new Set(findFilesOfRun(place)));
  if (foreign.length === 0) return;
  const names = foreign.slice(0, MOST_NAMED).join(', ');
  throw new FileError(
    `io.outdir: ${directory} holds what is not of a run (${names}${foreign.length > MOST_NAMED ? ', …' : ''}); ` +
      `choose another directory ${other} or move it away`,
  );
}

/** What a directory is besides a place for files; null for nothing. */
function ownerOf(place: string): string | null {
  if (place === parse(place).root) return 'the root of a file system';
  if (place === resolve(homedir())) return 'a home directory';
  return existsSync(join(place, '.git')) ? 'the root of a repository' : null;
}

/**
 * Some of the files below a folder that neither a run nor `marsdisk plot` wrote, relative to the directory. Directories of
 * other runs stay as they are, and so does what links lead to.
 */
function findForeign(directory: string, folder: string, own: ReadonlySet<string>): string[] {
  const found: string[] = [];
  for (const entry of listFolder(folder)) {
    if (found.length > MOST_NAMED) break;
    if (PASSED_OVER.test(entry.name)) continue;
    const path = join(folder, entry.name);
    const name = relative(directory, path);
    if (isFolder(entry, path)) {
      const isOtherRun = existsSync(join(path, OUTPUT_FILES.runConfig));
      if (!isOtherRun && entry.isDirectory()) found.push(...findForeign(directory, path, own));
      continue;
    }
    // Checkpoints are where numerics.checkpoint.path says.
    if (!own.has(name) && !CHECKPOINT_NAME.test(entry.name.replace(TEMPORARY_SUFFIX, '')))
      found.push(name.replaceAll(sep, '/'));
  }
  return found;
}

function isFolder(entry: Dirent, path: string): boolean {
  if (!entry.isSymbolicLink()) return entry.isDirectory();
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function listFolder(folder: string): Dirent[] {
  if (!existsSync(folder)) return [];
  return attemptOnFile('read', folder, () => readdirSync(folder, { withFileTypes: true })).sort(
    (a, b) => (a.name < b.name ? -1 : 1),
  );
}
