import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, renameSync, writeSync, writevSync } from 'node:fs';
import { dirname } from 'node:path';
import { attemptOnFile, removeFile } from './failure.ts';

/** What follows the final name in the name of a file that is not finished yet. */
export const TEMPORARY_SUFFIX = /\.tmp-[0-9a-f]{12}$/;

/** A file that is written under a temporary name and appears under its own only when it is complete. */
export interface PendingFile {
  /** The name that the file will have. */
  readonly path: string;
  /** Bytes written so far. */
  readonly byteLength: () => number;
  /** Appends all bytes of all pieces; on failure the temporary file is removed and a `FileError` thrown. */
  readonly append: (...pieces: readonly Uint8Array[]) => void;
  /**
   * Renames; on failure the temporary file is removed. The content is forced to the disk before, unless that is left to
   * `forceToDisk`.
   */
  readonly commit: (options?: { readonly isForced: boolean }) => void;
  /** Removes the temporary file. Does nothing after `commit` or `discard`. */
  readonly discard: () => void;
}

/** Writes all bytes at the end of an open file, however many calls that takes. */
export function writeFully(descriptor: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length; )
    done += writeSync(descriptor, bytes, done, bytes.length - done);
}

/** The same for pieces that follow each other. */
function writePieces(descriptor: number, pieces: readonly Uint8Array[]): void {
  let skip = pieces.length > 1 ? writevSync(descriptor, pieces) : 0;
  for (const piece of pieces) {
    const done = Math.min(skip, piece.length);
    skip -= done;
    writeFully(descriptor, piece.subarray(done));
  }
}

/**
 * Opens a file for writing in the folder of `path` under a temporary name, so that a reader never sees half a file
 * and a failure leaves an earlier file of that name as it was.
 *
 * @throws FileError naming the path and what to do
 */
export function openPendingFile(path: string): PendingFile {
  const temporary = `${path}.tmp-${randomBytes(6).toString('hex')}`;
  let descriptor: number | null = openNew(temporary, path);
  let written = 0;

  function attempt<T>(step: () => T): T {
    try {
      return attemptOnFile('write', path, step);
    } catch (error) {
      discard();
      throw error;
    }
  }
  function discard(): void {
    if (descriptor === null) return;
    const open = descriptor;
    descriptor = null;
    for (const step of [() => closeSync(open), () => removeFile(temporary)])
      try {
        step();
      } catch {
        // What made the file be given up is the error to report.
      }
  }
  function opened(): number {
    if (descriptor === null) throw new Error(`${path} is already closed`);
    return descriptor;
  }

  return {
    path,
    byteLength: () => written,
    append(...pieces) {
      const target = opened();
      attempt(() => writePieces(target, pieces));
      for (const { length } of pieces) written += length;
    },
    commit({ isForced } = { isForced: true }) {
      const target = opened();
      attempt(() => {
        if (isForced) fsyncSync(target);
        renameSync(temporary, path);
      });
      descriptor = null;
      attemptOnFile('write', path, () => closeSync(target));
      if (isForced) syncFolder(dirname(path));
    },
    discard,
  };
}

/**
 * Writes a whole file so that it appears at once or not at all: temporary name in the same folder, flush to disk,
 * rename.
 *
 * @param data text (as UTF-8) or bytes
 * @throws FileError naming the path and what to do; an earlier file of that name is then untouched
 */
export function writeFileAtomically(path: string, data: string | Uint8Array): void {
  const file = openPendingFile(path);
  file.append(typeof data === 'string' ? Buffer.from(data, 'utf8') : data);
  file.commit();
}

/**
 * Makes files durable that were committed without being forced to the disk, and their names, if they are in one folder.
 *
 * @throws FileError naming the file that could not be
 */
export function forceToDisk(paths: readonly string[]): void {
  for (const path of paths)
    attemptOnFile('write', path, () => {
      const descriptor = openSync(path, 'r+');
      try {
        fsyncSync(descriptor);
      } finally {
        closeSync(descriptor);
      }
    });
  const [first] = paths;
  if (first !== undefined) syncFolder(dirname(first));
}

function openNew(temporary: string, path: string): number {
  return attemptOnFile('write', path, () => openSync(temporary, 'wx'));
}

/** Makes a rename durable. Best effort: some systems cannot open a folder for that. */
export function syncFolder(folder: string): void {
  try {
    const descriptor = openSync(folder, 'r');
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch {
    // The file itself is complete; only its durability across a power cut is less certain.
  }
}
