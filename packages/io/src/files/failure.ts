import { FileError } from '@marsdisk/core';

/** What a person can do about an operating-system error, by its code. */
const ADVICE: Readonly<Record<string, string>> = {
  ENOSPC: 'no space left on the device; free some or choose another output directory',
  EDQUOT: 'the disk quota is used up; free some space or choose another output directory',
  EFBIG:
    'the file would exceed the largest size allowed here; raise the limit (ulimit -f) or flush smaller files',
  EACCES: 'permission denied; change the permissions or choose another path',
  EPERM: 'the operation is not permitted; change the permissions or choose another path',
  EROFS: 'the file system is read-only; choose another path',
  ENOTDIR: 'a part of the path is a file, not a directory; choose another path',
  EISDIR: 'the path is a directory, a file is needed',
  EEXIST: 'the path is a file, a directory is needed',
  ENOENT: 'it does not exist',
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
  const advice = ADVICE[code] ?? error.message;
  return new FileError(`cannot ${deed} ${path}: ${advice} (${code})`, { cause: error });
}
