import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { findCheckpoints } from '../../src/checkpoint/folder.ts';
import { resume, run } from './cutRun.ts';
import { checkpoints, results, wholeAndCut } from './wholeAndCut.ts';

const { copyOf, expectedResults, folder, original } = wholeAndCut();

it('old checkpoints go, as many as numerics.checkpoint.keep_last_n says stay', async () => {
  const directory = join(folder, 'kept');
  await run(directory, { overrides: ['numerics.checkpoint.keep_last_n=2'], cutAt: 180 });
  expect(checkpoints(directory)).toHaveLength(2);
  expect(checkpoints(original).length).toBeGreaterThan(2);
});

it('checkpoints in another folder are found from another working directory, and go at the end', async () => {
  const directory = join(folder, 'other folder');
  const overrides = ['numerics.checkpoint.path=checkpoints-of-a-test'];
  const workingDirectory = join(folder, 'started here');
  mkdirSync(workingDirectory);
  const place = join(workingDirectory, 'checkpoints-of-a-test');
  await run(directory, { overrides, cutAt: 100, request: { workingDirectory } });
  expect(findCheckpoints(place).length).toBeGreaterThan(1);
  expect((await resume(directory)).outcome?.status).toBe('complete');
  expect(results(directory)).toEqual(expectedResults());
  expect(existsSync(place)).toBe(false);
});

it('checkpoints that cannot be written are one warning and their number', async () => {
  const directory = join(folder, 'no room');
  const warnings: string[] = [];
  const place = join(directory, 'checkpoints');
  let isTaken = false;
  await run(directory, {
    request: {
      warn: (message) => warnings.push(message),
      onProgress() {
        if (isTaken) return;
        isTaken = true;
        rmSync(place, { recursive: true });
        writeFileSync(place, 'in the way');
      },
    },
  });
  expect(warnings).toEqual([
    expect.stringMatching(/^the checkpoint was not written, the run goes on: .*ENOTDIR/),
    expect.stringMatching(/^[1-9]\d* more checkpoints? (was|were) not written$/),
  ]);
});

it('a page of the run before it was resumed or replaced goes', async () => {
  const directory = copyOf('page');
  const page = join(directory, 'plot.html');
  writeFileSync(page, 'of the cut run');
  await resume(directory);
  expect(existsSync(page)).toBe(false);
  writeFileSync(page, 'of the run before');
  await expect(run(directory)).rejects.toThrow(/already holds a run/);
  await run(directory, { request: { overwrite: true } });
  expect(existsSync(page)).toBe(false);
});
