import { readFileSync, statSync } from 'node:fs';
import { FileError } from '@marsdisk/core';

/** Largest configuration or override file that is read, in bytes. */
const LARGEST_FILE = 1024 * 1024;

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  ENOTDIR: 'no such file',
  EACCES: 'no permission to read it',
  EISDIR: 'is a folder, not a file',
};

/**
 * The content of a UTF-8 text file without its byte-order mark.
 *
 * @throws FileError when the file is missing, unreadable, not a regular file, larger than 1 MiB or not UTF-8
 */
export function readTextFile(path: string): string {
  let bytes: Uint8Array;
  try {
    const status = statSync(path);
    if (status.isDirectory()) throw new FileError(`${path}: ${REASONS['EISDIR']}`);
    if (status.size > LARGEST_FILE)
      throw new FileError(`${path}: ${status.size} bytes, at most ${LARGEST_FILE} are read`);
    bytes = readFileSync(path);
  } catch (error) {
    if (error instanceof FileError) throw error;
    const code = (error as NodeJS.ErrnoException).code ?? '';
    throw new FileError(`${path}: ${REASONS[code] ?? `cannot be read (${code})`}`, {
      cause: error,
    });
  }
  if (bytes.length > LARGEST_FILE)
    throw new FileError(`${path}: ${bytes.length} bytes, at most ${LARGEST_FILE} are read`);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new FileError(`${path}: is not UTF-8 text`, { cause: error });
  }
}
