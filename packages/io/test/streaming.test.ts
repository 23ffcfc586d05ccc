import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { RecordChunk, TableSpec } from '@marsdisk/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readGolden } from '../../../tests/support/golden.ts';
import {
  chunkFileName,
  createSeriesWriter,
  findChunkFiles,
  mergeParquetFiles,
  readSeries,
  type StreamingSettings,
} from '../src/index.ts';
import { column, entriesOf, randomChunk, TABLE } from './support/random-tables.ts';
import { readByHyparquet } from './support/read-back.ts';
import { filesBelow, temporaryFolder } from './support/temporary-folder.ts';

const STREAMING: StreamingSettings = {
  enable: true,
  compression: 'snappy',
  merge_at_end: true,
  cleanup_chunks: true,
};

function rows(rowCount: number, first: number): RecordChunk {
  const values = Float64Array.from({ length: rowCount }, (_, i) => first + i);
  return { rowCount, columns: new Map([['time', { kind: 'values', values }]]) };
}

const table = (name: string): TableSpec => ({ name, columns: [column('time', 'double')] });
const TABLES = ['run', 'psd_hist', 'diagnostics'].map(table);

interface GoldenFile {
  readonly path: string;
  readonly rows: number;
  readonly row_groups: number;
  readonly compression: string;
}
function goldenSeries(run: string): GoldenFile[] {
  return readGolden('runs', run, 'files.json').filter((file: GoldenFile) =>
    file.path.startsWith('series/'),
  );
}

/** The flushes of the golden streaming runs: steps done, rows of each table. */
const FLUSHES = [
  { stepEnd: 4, run: 16, psd_hist: 384 },
  { stepEnd: 8, run: 16, psd_hist: 384 },
  { stepEnd: 12, run: 16, psd_hist: 240 },
  { stepEnd: 15, run: 12, psd_hist: 96 },
];

function stream(dir: string, streaming: StreamingSettings) {
  const writer = createSeriesWriter({ dir, tables: TABLES, streaming });
  for (const { stepEnd, run, psd_hist } of FLUSHES)
    writer.flush(
      {
        run: [rows(run - 5, stepEnd * 1000), rows(5, stepEnd * 1000 + run - 5)],
        psd_hist: [rows(psd_hist, 0)],
        diagnostics: [rows(run, 0)],
      },
      stepEnd,
    );
  return writer;
}

async function describeFiles(dir: string): Promise<GoldenFile[]> {
  return Promise.all(
    filesBelow(dir).map(async (name) => {
      const { rowCount, rowGroups, compression } = await readSeries(join(dir, name));
      return {
        path: `series/${name}`,
        rows: rowCount,
        row_groups: rowGroups.length,
        compression: compression ?? '',
      };
    }),
  );
}

describe('chunks that are not on the disk yet', () => {
  test('are forced there by a save point, which names the one that is gone', () => {
    const dir = temporaryFolder();
    const writer = stream(dir, STREAMING);
    const [first] = findChunkFiles(dir, 'run');
    rmSync(first as string);
    expect(() => writer.sync()).toThrow(
      new RegExp(`${basename(first as string)}: it does not exist`),
    );
  });

  test('are forced there once', () => {
    const dir = temporaryFolder();
    const writer = stream(dir, STREAMING);
    writer.sync();
    rmSync(findChunkFiles(dir, 'run')[0] as string);
    expect(() => writer.sync()).not.toThrow();
  });
});

describe('a streamed series', () => {
  test('has the chunk names of the reference', () => {
    const { cases } = readGolden('outputs', 'helpers.json').find((f: { function: string }) =>
      f.function.startsWith('chunk labels'),
    );
    expect(cases.length).toBeGreaterThan(0);
    for (const { in: input, out } of cases) {
      let start = 0;
      const labels = input.steps_done_at_each_flush.map((stepEnd: number) => {
        const name = chunkFileName('run', start, stepEnd);
        start = stepEnd + 1;
        return name;
      });
      expect(labels).toEqual(out.map((label: string) => `run_chunk_${label}.parquet`));
    }
  });

  test.each([
    ['streaming_nomerge', false],
    ['streaming_on', true],
  ])('leaves the files of the golden run %s', async (run, merge_at_end) => {
    const dir = temporaryFolder();
    stream(dir, { ...STREAMING, merge_at_end }).finish();
    const golden = goldenSeries(run).map(({ path, rows, row_groups, compression }) => ({
      path,
      rows,
      row_groups,
      compression,
    }));
    expect(golden.length).toBeGreaterThan(0);
    expect(await describeFiles(dir)).toEqual(golden);
  });

  test('keeps the chunks on request, and only its own', () => {
    const dir = temporaryFolder();
    const foreign = 'run_chunk_000000099_000000100.parquet';
    writeFileSync(join(dir, foreign), 'of an earlier run');
    stream(dir, { ...STREAMING, cleanup_chunks: false }).finish();
    expect(filesBelow(dir).filter((name) => name.startsWith('run'))).toEqual([
      'run.parquet',
      'run_chunk_000000000_000000004.parquet',
      'run_chunk_000000005_000000008.parquet',
      'run_chunk_000000009_000000012.parquet',
      'run_chunk_000000013_000000015.parquet',
      foreign,
    ]);
    expect(readFileSync(join(dir, foreign), 'utf8')).toBe('of an earlier run');
  });

  test('shares one count of steps among its tables and skips those without rows', () => {
    const dir = temporaryFolder();
    const writer = createSeriesWriter({ dir, tables: TABLES, streaming: STREAMING });
    writer.flush({ run: [rows(2, 0)] }, 4);
    writer.flush({}, 8);
    writer.flush({ run: [rows(2, 0)], psd_hist: [rows(3, 0)], diagnostics: [rows(0, 0)] }, 12);
    expect(filesBelow(dir)).toEqual([
      'psd_hist_chunk_000000005_000000012.parquet',
      'run_chunk_000000000_000000004.parquet',
      'run_chunk_000000005_000000012.parquet',
    ]);
    expect(writer.finish().map((path) => basename(path))).toEqual([
      'run.parquet',
      'psd_hist.parquet',
    ]);
  });

  test('that is abandoned leaves complete chunks, which can be merged later', async () => {
    const dir = temporaryFolder();
    stream(dir, STREAMING).abandon();
    const chunks = findChunkFiles(dir, 'run');
    expect(chunks.map((path) => basename(path))).toEqual([
      'run_chunk_000000000_000000004.parquet',
      'run_chunk_000000005_000000008.parquet',
      'run_chunk_000000009_000000012.parquet',
      'run_chunk_000000013_000000015.parquet',
    ]);
    const other = temporaryFolder();
    stream(other, STREAMING).finish();
    mergeParquetFiles(chunks, join(dir, 'run.parquet'));
    expect(readFileSync(join(dir, 'run.parquet'))).toEqual(
      readFileSync(join(other, 'run.parquet')),
    );
  });

  test('keeps its chunks when one of them turns out to be damaged', () => {
    const dir = temporaryFolder();
    const writer = stream(dir, STREAMING);
    writeFileSync(join(dir, 'run_chunk_000000005_000000008.parquet'), 'damaged');
    expect(() => writer.finish()).toThrow(
      /run_chunk_000000005_000000008\.parquet is not a complete/,
    );
    expect(findChunkFiles(dir, 'run')).toHaveLength(4);
    expect(filesBelow(dir)).not.toContain('run.parquet');
  });

  test('refuses a table that was not declared', () => {
    const writer = createSeriesWriter({ dir: '.', tables: TABLES, streaming: STREAMING });
    expect(() => writer.flush({ energy: [rows(1, 0)] }, 1)).toThrow(/energy is not a table/);
  });
});

describe('streaming on and off', () => {
  test('give the same rows; off in one row group with snappy', async () => {
    const flushes = fc.array(fc.array(randomChunk(20), { maxLength: 3 }), {
      minLength: 1,
      maxLength: 4,
    });
    const dir = temporaryFolder();
    await fc.assert(
      fc.asyncProperty(flushes, async (parts) => {
        const chunks = parts.flat();
        fc.pre(chunks.length > 0);
        const run = async (streaming: StreamingSettings) => {
          const writer = createSeriesWriter({ dir, tables: [TABLE], streaming });
          parts.forEach((part, i) => {
            writer.flush({ run: part }, i + 1);
          });
          const [path] = writer.finish();
          return { series: await readSeries(path), entries: await readByHyparquet(path) };
        };
        const on = await run(STREAMING);
        const off = await run({ ...STREAMING, enable: false, compression: 'zstd' });
        const expected = entriesOf(TABLE.columns, chunks);
        expect(on.entries).toStrictEqual(expected);
        expect(off.entries).toStrictEqual(expected);
        expect(off.series.rowGroups).toEqual([off.series.rowCount]);
        expect(off.series.compression).toBe('SNAPPY');
        expect(filesBelow(dir)).toEqual(['run.parquet']);
      }),
      { numRuns: 20 },
    );
  });

  test('off writes nothing before the end, and no file for a table without rows', () => {
    const dir = temporaryFolder();
    const streaming = { ...STREAMING, enable: false };
    const writer = createSeriesWriter({ dir, tables: TABLES, streaming });
    expect(writer.flush({ run: [rows(3, 0)] }, 4)).toEqual([]);
    expect(filesBelow(dir)).toEqual([]);
    expect(writer.finish()).toEqual([join(dir, 'run.parquet')]);
    expect(filesBelow(dir)).toEqual(['run.parquet']);
  });
});
