import fs, { chmodSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { FileError } from '@marsdisk/core';
import { expect, test } from 'vitest';
import { lockDirectory, readLock } from '../src/index.ts';
import { filesBelow, temporaryFolder } from './support/temporary-folder.ts';

const LOCK = '.marsdisk.lock';
const STALE = JSON.stringify({ pid: process.pid, started: 'an earlier life', host: hostname() });

/** Does something as somebody whom permissions stop. */
function asNobody<T>(step: () => T): T {
  if (process.geteuid?.() !== 0) return step();
  process.seteuid!(65534);
  try {
    return step();
  } finally {
    process.seteuid!(0);
  }
}

test('a stale lock is taken over, and the directory given free again', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, LOCK), STALE);
  writeFileSync(join(folder, `${LOCK}.tmp-0123456789ab`), STALE);
  const unlock = lockDirectory(folder);
  expect(JSON.parse(readFileSync(join(folder, LOCK), 'utf8')).pid).toBe(process.pid);
  expect(readLock(folder).state).toBe('held');
  unlock();
  expect(filesBelow(folder)).toEqual([]);
});

test.runIf(process.platform !== 'win32')(
  'a stale lock that may not be removed is named, and stays',
  () => {
    const folder = temporaryFolder();
    const path = join(folder, LOCK);
    writeFileSync(path, STALE);
    chmodSync(folder, 0o555);
    try {
      expect(() => asNobody(() => lockDirectory(folder))).toThrow(
        new FileError(
          `cannot remove the lock of a process that is gone, ${path}: permission denied; change the permissions or choose another path (EACCES)`,
        ),
      );
    } finally {
      chmodSync(folder, 0o755);
    }
    expect(readFileSync(path, 'utf8')).toBe(STALE);
  },
);

test.runIf(process.platform !== 'win32')(
  'a lock that may not be read does not count as none',
  () => {
    const folder = temporaryFolder();
    chmodSync(folder, 0o777);
    const path = join(folder, LOCK);
    writeFileSync(path, STALE);
    chmodSync(path, 0o000);
    expect(() => asNobody(() => lockDirectory(folder))).toThrow(/cannot read the lock .*EACCES/);
    expect(filesBelow(folder)).toEqual([LOCK]);
  },
);

test('a lock that was left half written is taken over when it is old enough', () => {
  const folder = temporaryFolder();
  const path = join(folder, LOCK);
  writeFileSync(path, '{"pid":');
  expect(readLock(folder)).toEqual({ state: 'held', holder: null });
  utimesSync(path, Date.now() / 1000 - 1.9, Date.now() / 1000 - 1.9);
  lockDirectory(folder)();
  expect(filesBelow(folder)).toEqual([]);
});

test('a lock that is a directory is named', () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, LOCK));
  expect(() => lockDirectory(folder)).toThrow(FileError);
});

test('a stale lock that another process takes over at the same moment is left to it', () => {
  const folder = temporaryFolder();
  const path = join(folder, LOCK);
  const other = JSON.stringify({ pid: process.ppid, started: null, host: hostname() });
  writeFileSync(path, STALE);
  const { renameSync, unlinkSync } = fs;
  const takeOver = (): void => {
    restore();
    unlinkSync(path);
    writeFileSync(path, other);
  };
  const restore = (): void => {
    Object.assign(fs, { renameSync, unlinkSync });
    syncBuiltinESMExports();
  };
  // Just before the lock would be touched.
  fs.renameSync = (from, to) => {
    takeOver();
    renameSync(from, to);
  };
  fs.unlinkSync = (file) => {
    takeOver();
    unlinkSync(file);
  };
  syncBuiltinESMExports();
  try {
    expect(() => lockDirectory(folder)).toThrow(`process ${process.ppid} is working there`);
  } finally {
    restore();
  }
  expect(readFileSync(path, 'utf8')).toBe(other);
  expect(filesBelow(folder)).toEqual([LOCK]);
});
