/**
 * Loaded into a run before anything else (`node --import`): ends the process with SIGKILL at a chosen call of the file
 * system. What it wraps are Node's functions; nothing of marsdisk is replaced.
 *
 * KILL_MOMENT is JSON: see `Moment` in cases.ts. Every thread loads this and counts its own calls: a file is written by
 * one thread.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import type { FileMoment } from './cases.ts';

const text = process.env['KILL_MOMENT'];
if (text !== undefined) armed(JSON.parse(text) as FileMoment);

function armed({ call, path, nth, when }: FileMoment): void {
  const pattern = new RegExp(path);
  const paths = new Map<number, string>();
  const die = (): void => {
    process.kill(process.pid, 'SIGKILL');
    // The signal takes effect at the latest when the call returns.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10_000);
  };
  /** Of so many bytes those that are written before the end. */
  const share = (length: number): number => (when === 'after' ? length : Math.floor(length / 2));
  let left = nth;
  const isIt = (name: string, file: string): boolean =>
    name === call && pattern.test(file) && --left === 0;

  const { openSync, writeSync, writevSync, fsyncSync, renameSync, unlinkSync, closeSync } = fs;
  const { ftruncateSync, mkdirSync } = fs;
  fs.openSync = (file, ...rest) => {
    const descriptor = openSync(file, ...rest);
    paths.set(descriptor, String(file));
    return descriptor;
  };
  fs.writeSync = ((descriptor: number, bytes: Uint8Array | string, ...rest: number[]) => {
    const file = paths.get(descriptor) ?? '';
    if (isIt('write', file)) {
      const data = typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
      const [offset = 0, length = data.length, position] = rest;
      if (when !== 'before') writeSync(descriptor, data, offset, share(length), position);
      die();
    }
    return (writeSync as (...all: unknown[]) => number)(descriptor, bytes, ...rest);
  }) as typeof fs.writeSync;
  fs.writevSync = (descriptor, pieces, ...rest) => {
    if (isIt('write', paths.get(descriptor) ?? '')) {
      const data = Buffer.concat(pieces as readonly Uint8Array[]);
      if (when !== 'before') writeSync(descriptor, data, 0, share(data.length));
      die();
    }
    return writevSync(descriptor, pieces, ...rest);
  };
  fs.ftruncateSync = (descriptor, length) => {
    const hit = isIt('truncate', paths.get(descriptor) ?? '');
    if (hit && when === 'before') die();
    ftruncateSync(descriptor, length);
    if (hit) die();
  };
  fs.mkdirSync = ((folder: string, ...rest: []) => {
    const hit = isIt('mkdir', folder);
    if (hit && when === 'before') die();
    const made = mkdirSync(folder, ...rest);
    if (hit) die();
    return made;
  }) as typeof fs.mkdirSync;
  fs.fsyncSync = (descriptor) => {
    const hit = isIt('fsync', paths.get(descriptor) ?? '');
    if (hit && when === 'before') die();
    fsyncSync(descriptor);
    if (hit) die();
  };
  fs.renameSync = (from, to) => {
    const hit = isIt('rename', String(to));
    if (hit && when === 'before') die();
    renameSync(from, to);
    if (hit) die();
  };
  fs.unlinkSync = (file) => {
    const hit = isIt('remove', String(file));
    if (hit && when === 'before') die();
    unlinkSync(file);
    if (hit) die();
  };
  fs.closeSync = (descriptor) => {
    paths.delete(descriptor);
    closeSync(descriptor);
  };
  syncBuiltinESMExports();
}
