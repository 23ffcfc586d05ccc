import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { FileError } from '@marsdisk/core';

/** Folder of the golden numbers, from the root of the repository. */
export const GOLDEN_FOLDER = join('tests', 'golden');

/** The list of all golden files with their SHA-256, in the form that `sha256sum --check` reads. */
export const GOLDEN_LIST = 'SHA256SUMS';

/** Faults that a message names; the rest is counted. */
const MOST_FAULTS = 10;

/**
 * Makes sure that the golden numbers are those that were listed. A number that is missing would never be compared, so
 * whatever is gone, altered or not listed is an error.
 *
 * @param root root of the repository
 * @throws FileError that names the files
 */
export function requireGoldenFiles(root: string): void {
  const folder = join(root, GOLDEN_FOLDER);
  const listed = readList(folder);
  const faults = listedFaults(folder, listed);
  for (const path of goldenFiles(folder))
    if (!listed.has(path)) faults.push(`${path}: not in the list`);
  refuse(folder, faults);
}

/**
 * Lists golden files that are new. Those that are listed have to be there unaltered: the list vouches for the numbers of the
 * reference and never for those of this program.
 *
 * @returns the paths that were added, relative to the golden folder
 * @throws FileError that names listed files that are gone or altered
 */
export function listNewGoldenFiles(root: string): string[] {
  const folder = join(root, GOLDEN_FOLDER);
  const listed = existsSync(join(folder, GOLDEN_LIST)) ? readList(folder) : new Map();
  refuse(folder, listedFaults(folder, listed));
  const added = goldenFiles(folder).filter((path) => !listed.has(path));
  for (const path of added) listed.set(path, hashOf(join(folder, path)));
  const lines = [...listed]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([p, hash]) => `${hash}  ${p}`);
  writeFileSync(join(folder, GOLDEN_LIST), `${lines.join('\n')}\n`);
  return added;
}

function readList(folder: string): Map<string, string> {
  const path = join(folder, GOLDEN_LIST);
  if (!existsSync(path))
    throw new FileError(`${path}: missing; it lists the golden files, without it none is known`);
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
  return new Map(
    lines.map((line, index) => {
      const [, hash, name] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? [];
      if (hash === undefined || name === undefined)
        throw new FileError(`${path}:${index + 1}: "${line}"; it must be a SHA-256 and a path`);
      return [name, hash];
    }),
  );
}

function listedFaults(folder: string, listed: ReadonlyMap<string, string>): string[] {
  const faults: string[] = [];
  for (const [path, hash] of listed) {
    const file = join(folder, path);
    if (!existsSync(file)) faults.push(`${path}: missing`);
    else if (hashOf(file) !== hash) faults.push(`${path}: altered`);
  }
  return faults;
}

function refuse(folder: string, faults: readonly string[]): void {
  if (faults.length === 0) return;
  const rest = faults.length - MOST_FAULTS;
  const shown = faults.slice(0, MOST_FAULTS).map((fault) => `\n  ${fault}`);
  throw new FileError(
    `${folder}: not the golden files of ${GOLDEN_LIST}; restore them from the repository, or list new ones with scripts/list-golden-files.ts:${shown.join('')}${rest > 0 ? `\n  and ${rest} more` : ''}`,
  );
}

/** Paths of all files but the list, relative to the folder and with slashes; sorted. */
function goldenFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .map((path) => path.split(sep).join('/'))
    .filter((path) => path !== GOLDEN_LIST)
    .sort();
}

function hashOf(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}
