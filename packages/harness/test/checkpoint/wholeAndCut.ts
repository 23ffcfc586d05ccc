import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect } from 'vitest';
import { findCheckpoints } from '../../src/checkpoint/folder.ts';
import { copyBeside, temporaryFolder } from '../runFolder.ts';
import { contents, run } from './cutRun.ts';

/** A run, and the same interrupted in the middle, for the tests of a file. */
export function wholeAndCut() {
  const folder = temporaryFolder();
  const whole = join(folder, 'whole');
  const original = join(folder, 'cut');
  let expected: Record<string, string>;
  beforeAll(async () => {
    await run(whole);
    expected = contents(whole);
    const outcome = await run(original, { cutAt: 180 });
    expect(outcome).toMatchObject({ status: 'interrupted', isResumable: true });
  });
  return {
    folder,
    whole,
    /** The interrupted one; tests work on copies, so it stays as it is. */
    original,
    copyOf: (name: string) => copyBeside(original, name),
    expectedContents: () => expected,
    expectedResults: () => withoutRecord(expected),
  };
}

export function checkpoints(directory: string) {
  return findCheckpoints(join(directory, 'checkpoints'));
}

/** All files but the record, whose echo names the directory in which the run began. */
export function results(directory: string): Record<string, string> {
  return withoutRecord(contents(directory));
}

function withoutRecord(files: Record<string, string>): Record<string, string> {
  const { 'run_config.json': _, ...others } = files;
  return others;
}

export function flipBit(path: string, byte: number): void {
  const bytes = readFileSync(path);
  bytes[byte]! ^= 1;
  writeFileSync(path, bytes);
}
