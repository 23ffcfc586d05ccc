import {
  appendFileSync,
  copyFileSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCheckpoint } from '../../src/checkpoint/file.ts';
import { inspectRun } from '../../src/index.ts';
import { contents, resume } from './cutRun.ts';
import { checkpoints, flipBit, results, wholeAndCut } from './wholeAndCut.ts';

const { copyOf, expectedResults, folder, original } = wholeAndCut();

describe('a checkpoint', () => {
  it.each([
    ['cut off', (path: string) => truncateSync(path, 5000)],
    ['empty', (path: string) => truncateSync(path, 0)],
    ['with a flipped bit', (path: string) => flipBit(path, 9001)],
    ['with something after its end', (path: string) => appendFileSync(path, 'x')],
  ])('%s is noticed, and the one before is used', async (what, damage) => {
    const directory = copyOf(`damaged ${what}`);
    const [before, last] = checkpoints(directory).slice(-2);
    damage(last!.path);
    const inspected = inspectRun(directory);
    expect(inspected.checkpoints.at(-1)?.problem).toContain(last!.path);
    expect(inspected.resumesFrom?.path).toBe(before!.path);
    const { outcome, warnings } = await resume(directory);
    expect(outcome?.stepsBefore).toBe(before!.step);
    expect(warnings.join()).toContain(`${last!.path}: `);
    expect(results(directory)).toEqual(expectedResults());
  });

  it('in which any single bit is wrong cannot be read', () => {
    const [first] = checkpoints(original);
    const copy = join(folder, basename(first!.path));
    const { length } = readFileSync(first!.path);
    for (let byte = 0; byte < length; byte += byte < 200 ? 1 : 997) {
      copyFileSync(first!.path, copy);
      flipBit(copy, byte);
      expect(() => readCheckpoint(copy), `byte ${byte}`).toThrow(/checkpoint|damaged|format/);
    }
  });
});

describe('a file that a checkpoint needs', () => {
  const chunk = () =>
    readdirSync(join(original, 'series')).find((name) => /^run_chunk/.test(name))!;

  it.each([
    ['missing', (path: string) => rmSync(path), /missing/],
    ['too short', (path: string) => truncateSync(path, 100), /has 100 bytes; \d+ were written/],
    ['changed', (path: string) => flipBit(path, 50), /content has changed/],
  ])('and is %s is named; a checkpoint before it is used', async (what, damage, message) => {
    const directory = copyOf(`chunk ${what}`);
    const path = join(directory, 'series', chunk());
    damage(path);
    const { problem } = inspectRun(directory).checkpoints.at(-1)!;
    expect(problem).toContain(path);
    expect(problem).toMatch(message);
    const { outcome, warnings } = await resume(directory);
    expect(outcome?.stepsBefore).toBeLessThan(60);
    expect(warnings.join()).toContain(path);
    expect(results(directory)).toEqual(expectedResults());
  });

  it('is named when no checkpoint can do without it', async () => {
    const directory = copyOf('no way');
    const [last] = checkpoints(directory).slice(-1);
    for (const { path } of checkpoints(directory).slice(0, -1)) rmSync(path);
    const budget = readdirSync(join(directory, 'checks')).find((name) => /budget\.csv/.test(name))!;
    truncateSync(join(directory, 'checks', budget), 10);
    const before = contents(directory);
    await expect(resume(directory)).rejects.toThrow(
      /no checkpoint can be used:\n.*budget.*10 bytes/,
    );
    expect(inspectRun(directory).resumesFrom).toBeNull();
    expect(checkpoints(directory)).toEqual([last]);
    expect(contents(directory)).toEqual(before);
  });
});
