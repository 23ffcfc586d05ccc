/**
 * Loaded into a run before anything else: lets the system behave as DISASTER says. What it wraps are Node's functions;
 * nothing of marsdisk is replaced.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { isMainThread, MessagePort } from 'node:worker_threads';

const disaster = process.env['DISASTER'];
if (disaster === 'read-only') becomeReadOnly(8);
if (disaster === 'thread' && !isMainThread) endAfterTasks(10);
if (disaster === 'clock') setClockBack();

/** After so many files that a thread renamed nothing can be opened for writing or renamed any more. */
function becomeReadOnly(renames: number): void {
  const { openSync, renameSync } = fs;
  let left = renames;
  const refuse = (): void => {
    if (left <= 0)
      throw Object.assign(new Error('EROFS: read-only file system'), { code: 'EROFS' });
  };
  fs.openSync = (file, flags, ...rest) => {
    if (flags !== 'r') refuse();
    return openSync(file, flags, ...rest);
  };
  fs.renameSync = (from, to) => {
    refuse();
    renameSync(from, to);
    left--;
  };
  syncBuiltinESMExports();
}

/** A thread answers with a message when a task is done; it ends after so many. */
function endAfterTasks(tasks: number): void {
  const { postMessage } = MessagePort.prototype;
  let left = tasks;
  MessagePort.prototype.postMessage = function (this: MessagePort, ...args: [unknown]) {
    if (--left < 0) process.exit(1);
    postMessage.apply(this, args);
  };
}

/** Every look at the clock shows an earlier time than the one before. */
function setClockBack(): void {
  let time = Date.now();
  Date.now = () => {
    time -= 3_600_000;
    return time;
  };
}
