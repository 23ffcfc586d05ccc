import { randomBytes } from 'node:crypto';
import {
  closeSync,
  linkSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { FileError } from '@marsdisk/core';
import { attemptOnFile, fileFailure, removeFile } from './failure.ts';
import { createFolder } from './output-directory.ts';

const LOCK_FILE = '.marsdisk.lock';
/** A lock that says nothing yet may be just being written; ms. */
const WRITING_TIME = 2000;
/** Between two looks at such a lock, ms. */
const PATIENCE = 50;

/** Who works in a directory. */
export interface LockHolder {
  readonly pid: number;
  /** What tells this process from a later one with the same number; null where the system does not say. */
  readonly started: string | null;
  readonly host: string;
}

/** What the lock of a directory says. `stale`: its process is gone. */
export type LockState =
  | { readonly state: 'free' }
  | { readonly state: 'held' | 'stale'; readonly holder: LockHolder | null };

/**
 * Who works in a directory, as far as its lock tells.
 *
 * @throws FileError when there is a lock that cannot be read
 */
export function readLock(dir: string): LockState {
  return readLockFile(join(dir, LOCK_FILE));
}

function readLockFile(path: string): LockState {
  let text: string;
  let age: number;
  try {
    text = readFileSync(path, 'utf8');
    age = Date.now() - statSync(path).mtimeMs;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return { state: 'free' };
    throw fileFailure('read the lock', path, error);
  }
  const holder = parseHolder(text);
  // A clock that was set back makes it negative: then the lock is none that is just being written. By a fraction of a
  // millisecond it is negative always, since this clock is rounded down and that of the file is not.
  if (holder === null)
    return { state: Math.abs(age) < WRITING_TIME ? 'held' : 'stale', holder: null };
  return { state: isAlive(holder) ? 'held' : 'stale', holder };
}

/**
 * Makes a directory, if there is none, and takes it for this process. The lock of a process that is gone is taken over.
 *
 * @returns what gives the directory free
 * @throws FileError when another process works in it, or nothing can be written there
 */
export function lockDirectory(dir: string): () => void {
  const path = join(dir, LOCK_FILE);
  attemptOnFile('create files in', dir, () => createFolder(dir));
  const own = { pid: process.pid, started: processStart(process.pid), host: hostname() };
  for (let attempt = 0; ; attempt++) {
    try {
      const descriptor = openSync(path, 'wx');
      try {
        writeSync(descriptor, `${JSON.stringify(own)}\n`);
      } finally {
        closeSync(descriptor);
      }
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST')
        throw fileFailure('create files in', dir, error);
      refuseIfHeld(dir);
      if (attempt >= 3) throw new FileError(`${path}: cannot be taken over; remove it`);
      removeStale(path);
    }
  }
  removeMovedAside(dir);
  return () => {
    try {
      const holder = parseHolder(readFileSync(path, 'utf8'));
      if (holder?.pid === own.pid && holder.started === own.started) removeFile(path);
    } catch {
      // The directory is gone, and the lock with it.
    }
  };
}

/**
 * Removes the lock of a process that is gone. Another process may have done so and put its own in the place since it was
 * looked at; therefore it is moved aside first, and a lock that turns out to be alive is put back.
 *
 * @throws FileError naming the lock and what to do
 */
function removeStale(path: string): void {
  const aside = `${path}.tmp-${randomBytes(6).toString('hex')}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw fileFailure('remove the lock of a process that is gone,', path, error);
  }
  if (readLockFile(aside).state === 'held')
    attemptOnFile('put back the lock', path, () => linkSync(aside, path));
  removeFile(aside);
}

/** Removes locks of processes that are gone which another one, gone as well, had moved aside. */
function removeMovedAside(dir: string): void {
  for (const name of attemptOnFile('read', dir, () => readdirSync(dir))) {
    const path = join(dir, name);
    if (name.startsWith(`${LOCK_FILE}.tmp-`) && readLockFile(path).state === 'stale')
      removeFile(path);
  }
}

/**
 * Refuses a directory that is taken. A lock that says nothing is looked at until it does or is known to have been left by
 * a process that ended while it wrote it.
 *
 * @throws FileError when a live process works in a directory
 */
export function refuseIfHeld(dir: string): void {
  let lock = readLock(dir);
  while (lock.state === 'held' && lock.holder === null) {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PATIENCE);
    lock = readLock(dir);
  }
  if (lock.state !== 'held') return;
  const { pid, host } = lock.holder!;
  const who =
    host === hostname()
      ? `process ${pid}`
      : `process ${pid} on ${host} (remove ${join(dir, LOCK_FILE)} if it is gone)`;
  throw new FileError(
    `${dir}: ${who} is working there; wait for it or choose another directory (--override io.outdir=DIR)`,
  );
}

function parseHolder(text: string): LockHolder | null {
  try {
    const { pid, started, host } = JSON.parse(text);
    const isHolder =
      Number.isSafeInteger(pid) &&
      pid > 0 &&
      typeof host === 'string' &&
      (started === null || typeof started === 'string');
    return isHolder ? { pid, started, host } : null;
  } catch {
    return null;
  }
}

/** A process on another host cannot be asked; it counts as alive. */
function isAlive({ pid, started, host }: LockHolder): boolean {
  if (host !== hostname()) return true;
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it is there and belongs to somebody else.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return started === null || processStart(pid) === started;
}

/**
 * When a process started, in ticks since the system did, with the identity of that start of the system; null where
 * there is no /proc. It does not depend on the clock.
 */
function processStart(pid: number): string | null {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The second field, the name in parentheses, may contain anything; the 22nd is the start.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // A zombie has ended.
    return fields[0] === 'Z' ? null : `${boot}:${fields[19]}`;
  } catch {
    return null;
  }
}
