import { existsSync, unlinkSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { FileError } from '@marsdisk/core';

/** What a person can do about an operating-system error, by its code. */
const ADVICE: Readonly<Record<string, string>> = {
  ENOSPC: 'no space left on the device; free some or choose another output directory',
  EDQUOT: 'the disk quota is used up; free some space or choose another output directory',
  EFBIG:
    'the file would exceed the largest size allowed here; raise the limit (ulimit -f) or flush smaller files',
  EACCES: 'permission denied; change the permissions or choose another path',
  EPERM: 'the operation is not permitted; change the permissions or choose another path',
  EROFS: 'the file system is read-only; make it writable or choose another path',
  ENOTDIR: 'a part of the path is a file, not a directory; choose another path',
  EISDIR: 'the path is a directory, a file is needed',
  EEXIST: 'the path is a file, a directory is needed',
  EMFILE: 'too many open files; raise the limit (ulimit -n)',
  ENAMETOOLONG: 'the name is too long; choose a shorter path',
  ELOOP: 'symbolic links form a loop; choose another path',
};

/**
 * Turns an error of the operating system into a `FileError` of one line that names the path and what to do.
 * Errors that are not from the operating system come back as they are.
 *
 * @param deed what was being done, for example "write" or "read"
 */
export function fileFailure(deed: string, path: string, error: unknown): Error {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  if (!(error instanceof Error) || code === undefined || !/^E[A-Z0-9]+$/.test(code))
    return error instanceof Error ? error : new FileError(`cannot ${deed} ${path}: ${error}`);
  const advice = code === 'ENOENT' ? absence(path, error) : (ADVICE[code] ?? error.message);
  return new FileError(`cannot ${deed} ${path}: ${advice} (${code})`, { cause: error });
}

/**
 * Does something with a file.
 *
 * @throws FileError, as `fileFailure` makes it, when the operating system refuses
 */
export function attemptOnFile<T>(deed: string, path: string, step: () => T): T {
  try {
    return step();
  } catch (error) {
    throw fileFailure(deed, path, error);
  }
}

/**
 * Removes a file, if it is there. (Node's `rmSync` does not say which error of the operating system stopped it.)
 *
 * @param deed as of `fileFailure`
 * @throws FileError naming the path and what to do
 */
export function removeFile(path: string, deed = 'remove'): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw fileFailure(deed, path, error);
  }
}

/** The topmost directory above a path that does not exist; null if all do. */
export function missingDirectory(path: string): string | null {
  let missing: string | null = null;
  for (let folder = dirname(resolve(path)); !existsSync(folder); folder = dirname(folder)) {
    missing = folder;
    if (folder === dirname(folder)) break;
  }
  return missing;
}

/** What is not there: a directory above the path, the temporary file that would have got its name, or the path itself. */
function absence(path: string, { syscall }: NodeJS.ErrnoException): string {
  const directory = missingDirectory(path);
  if (directory !== null) return `the directory ${directory} does not exist any more, or never did`;
  return syscall === 'rename'
    ? 'the temporary file that would get this name was removed, perhaps with its directory'
    : 'it does not exist';
}
