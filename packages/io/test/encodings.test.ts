import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ColumnData, ColumnType, RecordChunk, TableSpec } from '@marsdisk/core';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Compression, createParquetFile } from '../src/index.ts';
import { splitByteStreams } from '../src/parquet/byte-streams.ts';
import { createDistinctValues, numberOfValue, wordsOf } from '../src/parquet/distinct-values.ts';
import { PAGE_ROWS } from '../src/parquet/page-memory.ts';
import { column, entriesOf } from './support/random-tables.ts';
import { openDuckDB, readByHyparquet } from './support/read-back.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const folder = temporaryFolder();
let duckdb: Awaited<ReturnType<typeof openDuckDB>>;
beforeAll(async () => {
  duckdb = await openDuckDB();
});
afterAll(() => duckdb.close());

/** Doubles of any bits but those of NaN. */
const anyDouble = fc.oneof(
  fc.double({ noNaN: true }),
  fc.constantFrom(0, -0, 1 / 0, -1 / 0, Number.MIN_VALUE, -Number.MAX_VALUE),
);

function tableOf(type: ColumnType): TableSpec {
  return { name: 'one', columns: [column('x', type)] };
}

function chunkOf(data: ColumnData, rowCount: number): RecordChunk {
  return { rowCount, columns: new Map([['x', data]]) };
}

function write(
  name: string,
  type: ColumnType,
  chunks: readonly RecordChunk[],
  compression: Compression = 'snappy',
): string {
  const path = join(folder, name);
  const file = createParquetFile(path, tableOf(type), { compression });
  file.writeRowGroup(...chunks);
  file.close();
  return path;
}

/** How the pages of the only column of a file are encoded, as DuckDB tells it. */
async function encodingsOf(path: string): Promise<string[]> {
  const found = await duckdb.query(`SELECT encodings FROM parquet_metadata('${path}')`);
  return String(found['encodings']?.[0]).split(', ').sort();
}

/** Looks at what two readers find in a column; returns how it was encoded. */
async function expectRoundTrip(
  type: ColumnType,
  chunks: readonly RecordChunk[],
  compression: Compression = 'snappy',
): Promise<string[]> {
  const path = write('round-trip.parquet', type, chunks, compression);
  const expected = entriesOf(tableOf(type).columns, chunks).get('x') ?? [];
  const byHyparquet = (await readByHyparquet(path)).get('x') ?? [];
  const byDuckDB = (await duckdb.read(path, ['x'])).get('x') ?? [];
  for (const found of [byHyparquet, byDuckDB]) {
    expect(found).toHaveLength(expected.length);
    expect(expected.findIndex((entry, row) => !Object.is(entry, found[row]))).toBe(-1);
  }
  return encodingsOf(path);
}

/** A double a row, no two alike, with those that are hard to get right at the front; every `gap`-th row has none. */
function denseDoubles(rowCount: number, gap = Number.POSITIVE_INFINITY): ColumnData {
  const special = [-0, Number.NaN, 1 / 0, -1 / 0, 0, Number.MIN_VALUE, Number.MAX_VALUE];
  const values = Float64Array.from({ length: rowCount }, (_, i) =>
    i % gap === gap - 1 ? Number.NaN : (special[i] ?? Math.sin(i) * 10 ** (i % 40)),
  );
  return { kind: 'values', values };
}

describe('byte streams', () => {
  test('hold the first bytes of all values, then the second bytes, and so on', () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt(0n, 2n ** 64n - 1n), { maxLength: 40 }), (bits) => {
        const values = new Float64Array(4 * Math.ceil(bits.length / 4)).fill(Math.PI);
        new BigUint64Array(values.buffer).set(bits);
        const bytes = new Uint8Array(values.buffer);
        const out = new Uint8Array(bytes.length).fill(99);
        const expected = Array.from(
          { length: 8 * bits.length },
          (_, at) => bytes[8 * (at % bits.length) + Math.floor(at / bits.length)],
        );
        expect([...splitByteStreams(values, bits.length, out)]).toEqual(expected);
      }),
      { numRuns: 200 },
    );
  });

  test.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 1023, PAGE_ROWS - 1, PAGE_ROWS, PAGE_ROWS + 1])(
    '%i rows read back with zeros of both signs, infinities and gaps',
    async (rowCount) => {
      await expectRoundTrip('double', [chunkOf(denseDoubles(rowCount), rowCount)]);
      const gaps = denseDoubles(rowCount, 3);
      await expectRoundTrip('double', [chunkOf(gaps, rowCount)], 'zstd');
    },
  );

  test('any doubles read back, in any number of chunks', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof({ weight: 5, arbitrary: anyDouble }, fc.constant(Number.NaN)), {
          minLength: 1,
          maxLength: 400,
        }),
        fc.nat(400),
        async (list, cut) => {
          const halves = [list.slice(0, cut), list.slice(cut)].filter(({ length }) => length > 0);
          const chunks = halves.map((half) =>
            chunkOf({ kind: 'values', values: Float64Array.from(half) }, half.length),
          );
          await expectRoundTrip('double', chunks);
        },
      ),
      { numRuns: 40 },
    );
  });

  test('are what doubles are split into where a codec follows', async () => {
    const chunk = chunkOf(denseDoubles(5000), 5000);
    for (const compression of ['snappy', 'zstd', 'brotli', 'gzip'] as const)
      expect(await expectRoundTrip('double', [chunk], compression)).toEqual([
        'BYTE_STREAM_SPLIT',
        'RLE',
      ]);
    expect(await expectRoundTrip('double', [chunk], 'none')).toEqual(['PLAIN', 'RLE']);
  });

  test('a page without any value, between pages that have some', async () => {
    const rowCount = 3 * PAGE_ROWS;
    const values = Float64Array.from({ length: rowCount }, (_, i) =>
      Math.floor(i / PAGE_ROWS) === 1 ? Number.NaN : Math.sqrt(i),
    );
    const found = await expectRoundTrip('double', [chunkOf({ kind: 'values', values }, rowCount)]);
    expect(found).toEqual(['BYTE_STREAM_SPLIT', 'RLE']);
  });
});

describe('few values', () => {
  const dictionary = ['PLAIN', 'RLE', 'RLE_DICTIONARY'];
  const doubles = (rowCount: number, doubleAt: (row: number) => number) =>
    chunkOf(
      { kind: 'values', values: Float64Array.from({ length: rowCount }, (_, i) => doubleAt(i)) },
      rowCount,
    );

  test.each([
    ['zero', () => 0],
    ['minus zero', () => -0],
    ['zeros of both signs', (i: number) => (i % 3 === 0 ? -0 : 0)],
    ['zero or nothing', (i: number) => (i % 5 === 0 ? Number.NaN : 0)],
    ['a value a cell', (i: number) => Math.sqrt(i % 32)],
    ['a value a step', (i: number) => Math.floor(i / 32)],
    ['as many as bytes can tell apart, beside nothing', (i: number) => i % 256 || Number.NaN],
  ])('are stored once: %s', async (_, doubleAt) => {
    expect(await expectRoundTrip('double', [doubles(1000, doubleAt)])).toEqual(dictionary);
  });

  test('one more is too many', async () => {
    expect(await expectRoundTrip('double', [doubles(1000, (i) => i % 256)])).toContain(
      'BYTE_STREAM_SPLIT',
    );
    expect(await expectRoundTrip('double', [doubles(100, (i) => i % 51)])).toContain(
      'BYTE_STREAM_SPLIT',
    );
    expect(await expectRoundTrip('double', [doubles(100, (i) => i % 50)])).toEqual(dictionary);
  });

  test('none at all takes no room', async () => {
    const path = write('none.parquet', 'double', [doubles(100_000, () => Number.NaN)]);
    const found = await duckdb.query(
      `SELECT total_compressed_size AS bytes, stats_null_count AS nulls FROM parquet_metadata('${path}')`,
    );
    expect(Number(found['bytes']?.[0])).toBeLessThan(150);
    expect(Number(found['nulls']?.[0])).toBe(100_000);
  });

  test('are told apart by their bits', () => {
    fc.assert(
      fc.property(fc.array(anyDouble, { maxLength: 200 }), (list) => {
        const distinct = createDistinctValues(list.length + 1);
        const values = Float64Array.from(list);
        const words = wordsOf(values);
        const numbers = list.map((_, i) => numberOfValue(distinct, words[2 * i], words[2 * i + 1]));
        for (const [i, number] of numbers.entries())
          expect(Object.is(distinct.values[number], list[i])).toBe(true);
        const texts = new Set(list.map((value) => (Object.is(value, -0) ? '-0' : String(value))));
        expect(distinct.count).toBe(texts.size);
        expect(new Set(numbers).size).toBe(distinct.count);
      }),
      { numRuns: 100 },
    );
  });
});

describe('deltas of integers', () => {
  const integers = (values: readonly number[]) =>
    chunkOf({ kind: 'integers', values: Int32Array.from(values) }, values.length);
  const far = (i: number) => Math.imul(i, 0x9e3779b1);

  test.each([
    2,
    3,
    31,
    32,
    33,
    34,
    127,
    128,
    129,
    130,
    257,
    PAGE_ROWS,
    PAGE_ROWS + 1,
    PAGE_ROWS + 2,
  ])('%i rows read back, near and far apart', async (rowCount) => {
    const near = Array.from({ length: rowCount }, (_, i) => 1000 * i - 7 * (i % 5));
    expect(await expectRoundTrip('int64', [integers(near)])).toEqual([
      'DELTA_BINARY_PACKED',
      'RLE',
    ]);
    await expectRoundTrip('int64', [integers(near.map((_, i) => far(i)))], 'none');
  });

  test('the largest steps read back', async () => {
    const ends = Array.from(
      { length: 200 },
      (_, i) => (i % 2 === 0 ? -(2 ** 31) : 2 ** 31 - 1) + (i === 7 ? -1 : 0),
    );
    await expectRoundTrip('int64', [integers(ends), integers([5])]);
  });

  test('integers of more than 32 bits read back, with gaps', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(fc.maxSafeInteger(), fc.integer(), fc.constant(Number.NaN)), {
          minLength: 1,
          maxLength: 300,
        }),
        async (list) => {
          const data: ColumnData = { kind: 'values', values: Float64Array.from(list) };
          await expectRoundTrip('int64', [chunkOf(data, list.length)]);
        },
      ),
      { numRuns: 30 },
    );
  });

  test('a step number takes next to no room', async () => {
    const steps = Array.from({ length: 100_000 }, (_, i) => i);
    const path = write('steps.parquet', 'int64', [integers(steps)]);
    const found = await duckdb.query(
      `SELECT total_compressed_size AS bytes FROM parquet_metadata('${path}')`,
    );
    expect(Number(found['bytes']?.[0])).toBeLessThan(1000);
  });
});

describe('a row group', () => {
  test('is the same bytes however its rows were cut into chunks', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(anyDouble, fc.constantFrom(0, 1, Number.NaN)), {
          minLength: 1,
          maxLength: 300,
        }),
        fc.array(fc.nat(300), { maxLength: 4 }),
        (list, cuts) => {
          const whole = Float64Array.from(list);
          const ends = [...cuts.filter((cut) => cut < list.length), list.length].sort(
            (a, b) => a - b,
          );
          const chunks = ends.map((end, k) => {
            const values = whole.slice(k === 0 ? 0 : ends[k - 1], end);
            return chunkOf({ kind: 'values', values }, values.length);
          });
          const a = write('cut.parquet', 'double', chunks);
          const b = write('whole.parquet', 'double', [
            chunkOf({ kind: 'values', values: whole }, list.length),
          ]);
          expect(readFileSync(a).equals(readFileSync(b))).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });
});
