import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { chunkFileName, findChunkGaps } from '../src/index.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const STRIDES = { run: 1, psd_hist: 20 };
/** Flushes after 10, 20, … 50 steps. Sizes are kept at steps 0, 20 and 40, which the first, third and fifth one hold. */
const FLUSHES = [
  [0, 10],
  [11, 20],
  [21, 30],
  [31, 40],
  [41, 50],
] satisfies [number, number][];
const ALL = [
  ...FLUSHES.map(([from, to]) => chunkFileName('run', from, to)),
  ...[0, 2, 4].map((i) => chunkFileName('psd_hist', ...FLUSHES[i]!)),
];

function gapsWithout(...missing: readonly string[]) {
  const folder = temporaryFolder();
  for (const name of ALL) if (!missing.includes(name)) writeFileSync(join(folder, name), '');
  return findChunkGaps(folder, STRIDES).map(({ file, firstStep, lastStep }) => [
    file,
    firstStep,
    lastStep,
  ]);
}

describe('gaps between chunks', () => {
  test('there are none where all are there, also of a table with rows in some flushes only', () => {
    expect(gapsWithout()).toEqual([]);
    expect(findChunkGaps(join(temporaryFolder(), 'none'), STRIDES)).toEqual([]);
  });

  test.each([
    ['run_chunk_000000000_000000010.parquet', 1, 10],
    ['run_chunk_000000021_000000030.parquet', 21, 30],
    ['psd_hist_chunk_000000000_000000010.parquet', 1, 10],
    ['psd_hist_chunk_000000021_000000030.parquet', 21, 30],
  ])('are found by the chunks of other tables: %s', (file, first, last) => {
    expect(gapsWithout(file)).toEqual([[file, first, last]]);
  });

  test('are found by the numbers in the names where no table has the flush', () => {
    const names = [1, 2].map((i) => chunkFileName('run', ...FLUSHES[i]!));
    expect(gapsWithout(...names, chunkFileName('psd_hist', 21, 30))).toEqual([
      ['run_chunk_000000011_000000030.parquet', 11, 30],
      ['psd_hist_chunk_000000011_000000030.parquet', 11, 30],
    ]);
  });

  test('are not where the last flush was cut off, or a table is merged', () => {
    expect(gapsWithout('run_chunk_000000041_000000050.parquet')).toEqual([]);
    const folder = temporaryFolder();
    for (const name of ['run.parquet', ...ALL.filter((one) => one.startsWith('psd'))])
      writeFileSync(join(folder, name), '');
    expect(findChunkGaps(folder, { ...STRIDES, psd_hist: 20 })).toEqual([]);
  });
});
