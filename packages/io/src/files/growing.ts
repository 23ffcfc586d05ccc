import { createHash, randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { FileError } from '@marsdisk/core';
import { type PendingFile, syncFolder } from './atomic.ts';
import { attemptOnFile, fileFailure, missingDirectory, removeFile } from './failure.ts';

/** How far a growing file was at some moment. */
export interface FilePosition {
  /** Name of the file while it grows, without its folder. */
  readonly temporary: string;
  readonly byteLength: number;
  /** Of the bytes up to there, hexadecimal. */
  readonly sha256: string;
}

/** A pending file that can be gone on with after its process has died. */
export interface GrowingFile extends PendingFile {
  readonly position: () => FilePosition;
  /** Forces what was written so far to the disk. */
  readonly sync: () => void;
  /** Gives the file up with everything that was written. Does nothing after `commit`, `discard` or `remove`. */
  readonly remove: () => void;
}

/**
 * Opens a file that grows under a temporary name during a run and gets its own name at the end. Other than the file of
 * `openPendingFile` it stays where it is when writing fails or it is discarded, with everything that was written
 * completely, so that a resumed run can go on with it.
 *
 * @param from where to go on: the file is cut there; null for a new file
 * @throws FileError naming the path and what to do; for `from` also if the file is missing or no longer begins as it did
 */
export function openGrowingFile(path: string, from: FilePosition | null = null): GrowingFile {
  const name = from?.temporary ?? `${basename(path)}.tmp-${randomBytes(6).toString('hex')}`;
  const temporary = join(dirname(path), name);
  const attempt = <T>(step: () => T): T => attemptOnFile('write', path, step);
  const hash = from === null ? createHash('sha256') : hashGrown(path, from);
  // The file has its own name if the run died between its last rename and its end.
  if (from !== null && !existsSync(temporary)) attempt(() => renameSync(path, temporary));
  let descriptor: number | null = attempt(() => openSync(temporary, from === null ? 'wx' : 'r+'));
  let written = from?.byteLength ?? 0;
  const target = (): number => {
    if (descriptor === null) throw new Error(`${path} is already closed`);
    return descriptor;
  };
  attempt(() => ftruncateSync(target(), written));
  const close = (): void => {
    if (descriptor === null) return;
    const open = descriptor;
    descriptor = null;
    attempt(() => closeSync(open));
  };

  return {
    path,
    byteLength: () => written,
    append(...pieces) {
      const open = target();
      let place = written;
      try {
        for (const bytes of pieces)
          for (let done = 0; done < bytes.length; ) {
            const count = writeSync(open, bytes, done, bytes.length - done, place);
            done += count;
            place += count;
          }
      } catch (error) {
        cutBack(open, written);
        throw fileFailure('write', path, error);
      }
      for (const bytes of pieces) hash.update(bytes);
      written = place;
    },
    position: () => ({
      temporary: name,
      byteLength: written,
      sha256: hash.copy().digest('hex'),
    }),
    sync: () => attempt(() => fsyncSync(target())),
    commit() {
      const open = target();
      attempt(() => {
        fsyncSync(open);
        renameSync(temporary, path);
      });
      close();
      syncFolder(dirname(path));
    },
    discard: close,
    remove() {
      if (descriptor === null) return;
      close();
      removeFile(temporary);
    },
  };
}

/** Takes away what was written of a piece that did not fit. */
function cutBack(descriptor: number, byteLength: number): void {
  try {
    ftruncateSync(descriptor, byteLength);
  } catch {
    // What did not fit is the error to report; a part of a line at the end does no harm.
  }
}

/**
 * Whether a growing file, under its temporary name or its own, still begins with what it held at a position.
 *
 * @throws FileError naming the file and what is wrong
 */
export function checkGrowingFile(path: string, from: FilePosition): void {
  hashGrown(path, from);
}

/** The running hash of the bytes up to a position. */
function hashGrown(path: string, { temporary, byteLength, sha256 }: FilePosition) {
  const pending = join(dirname(path), temporary);
  const found = [pending, path].find((file) => existsSync(file));
  if (found === undefined) {
    const directory = missingDirectory(pending);
    const where = directory === null ? '' : `; the directory ${directory} does not exist any more`;
    throw new FileError(`${pending}: missing${where}`);
  }
  const hash = createHash('sha256');
  let left = byteLength;
  try {
    const descriptor = openSync(found, 'r');
    try {
      const buffer = Buffer.allocUnsafe(1 << 20);
      while (left > 0) {
        const count = readSync(descriptor, buffer, 0, Math.min(left, buffer.length), null);
        if (count === 0) break;
        hash.update(buffer.subarray(0, count));
        left -= count;
      }
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    throw fileFailure('read', found, error);
  }
  if (left > 0)
    throw new FileError(
      `${found}: has ${byteLength - left} bytes; at least ${byteLength} were written`,
    );
  if (hash.copy().digest('hex') !== sha256)
    throw new FileError(`${found}: its content has changed since it was written`);
  return hash;
}
