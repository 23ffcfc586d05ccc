import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ColumnData, RecordChunk } from '@marsdisk/core';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type Compression,
  createParquetFile,
  mergeParquetFiles,
  readSeries,
} from '../src/index.ts';
import { column, entriesOf, randomChunk, TABLE } from './support/random-tables.ts';
import { openDuckDB, readByHyparquet } from './support/read-back.ts';
import { filesBelow, temporaryFolder } from './support/temporary-folder.ts';

const folder = temporaryFolder();
let duckdb: Awaited<ReturnType<typeof openDuckDB>>;
beforeAll(async () => {
  duckdb = await openDuckDB();
});
afterAll(() => duckdb.close());

function write(
  path: string,
  groups: readonly (readonly RecordChunk[])[],
  compression: Compression = 'snappy',
  table = TABLE,
): string {
  const file = createParquetFile(path, table, { compression });
  for (const chunks of groups) file.writeRowGroup(...chunks);
  file.close();
  return path;
}

const COMPRESSIONS = ['snappy', 'zstd', 'brotli', 'gzip', 'none'] as const;

describe('a Parquet file', () => {
  test('holds what was recorded, for two independent readers', async () => {
    await fc.assert(
      fc.asyncProperty(
        randomChunk(),
        fc.constantFrom(...COMPRESSIONS),
        async (chunk, compression) => {
          const path = write(join(folder, 'one.parquet'), [[chunk]], compression);
          const expected = entriesOf(TABLE.columns, [chunk]);
          expect(await readByHyparquet(path)).toStrictEqual(expected);
          expect(await duckdb.read(path, [...expected.keys()])).toStrictEqual(expected);
        },
      ),
      { numRuns: 40 },
    );
  });

  test('holds the chunks of one row group one after the other, however each is stored', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(randomChunk(40), { minLength: 2, maxLength: 4 }),
        async (chunks) => {
          const path = write(join(folder, 'several.parquet'), [chunks]);
          const expected = entriesOf(TABLE.columns, chunks);
          expect((await readSeries(path)).rowGroups).toEqual([expected.get('time')?.length]);
          expect(await readByHyparquet(path)).toStrictEqual(expected);
          expect(await duckdb.read(path, [...expected.keys()])).toStrictEqual(expected);
        },
      ),
      { numRuns: 25 },
    );
  });

  test('keeps values over many pages', async () => {
    const rowCount = 140_000;
    const steps = Float64Array.from({ length: 4_375 }, (_, step) => 1200 * step);
    const chunk: RecordChunk = {
      rowCount,
      columns: new Map<string, ColumnData>([
        ['dense', { kind: 'values', values: Float64Array.from({ length: rowCount }, Math.random) }],
        [
          'gaps',
          {
            kind: 'values',
            values: Float64Array.from({ length: rowCount }, (_, i) =>
              i > 120_000 && i < 135_000 ? Number.NaN : i / 7,
            ),
          },
        ],
        [
          'time',
          {
            kind: 'gather',
            index: Int32Array.from({ length: rowCount }, (_, i) => i >> 5),
            values: steps,
          },
        ],
        [
          'cell',
          { kind: 'integers', values: Int32Array.from({ length: rowCount }, (_, i) => i % 32) },
        ],
        [
          'row',
          { kind: 'integers', values: Int32Array.from({ length: rowCount }, (_, i) => i - 5) },
        ],
        [
          'flag',
          { kind: 'flags', values: Uint8Array.from({ length: rowCount }, (_, i) => (i % 11) % 3) },
        ],
      ]),
    };
    const table = {
      name: 'large',
      columns: [
        column('dense', 'double'),
        column('gaps', 'double'),
        column('time', 'double'),
        column('cell', 'int64'),
        column('row', 'int64'),
        column('flag', 'bool'),
      ],
    };
    const path = write(join(folder, 'large.parquet'), [[chunk]], 'snappy', table);
    const expected = entriesOf(table.columns, [chunk]);
    const byHyparquet = await readByHyparquet(path);
    const byDuckDB = await duckdb.read(path, [...expected.keys()]);
    for (const [name, entries] of expected) {
      expect(firstDifference(byHyparquet.get(name), entries)).toBe(-1);
      expect(firstDifference(byDuckDB.get(name), entries)).toBe(-1);
    }
  });

  test('has the same columns and types whatever is null', async () => {
    const nothing: RecordChunk = {
      rowCount: 3,
      columns: new Map(TABLE.columns.map(({ name }) => [name, { kind: 'constant', value: null }])),
    };
    const path = write(join(folder, 'nulls.parquet'), [[nothing]]);
    const found = await duckdb.query(`DESCRIBE SELECT * FROM read_parquet('${path}')`);
    expect(found['column_type']).toEqual([
      'DOUBLE',
      'DOUBLE',
      'DOUBLE',
      'BIGINT',
      'BOOLEAN',
      'VARCHAR',
      'STRUCT(temperature_K DOUBLE, reason VARCHAR, phase_thresholds STRUCT(T_condense_K DOUBLE, is_ramp BOOLEAN))',
      'DOUBLE',
    ]);
  });

  test('says the unit and the meaning of every column', async () => {
    const path = write(join(folder, 'units.parquet'), []);
    const { metadata, rowCount } = await readSeries(path);
    expect(rowCount).toBe(0);
    expect(JSON.parse(metadata.get('units') ?? '')).toMatchObject({ time: 'm', phase_state: '-' });
    expect(JSON.parse(metadata.get('definitions') ?? '')).toMatchObject({
      'phase_payload.phase_thresholds.T_condense_K': 'what T_condense_K means',
    });
    const kept = await duckdb.query(
      `SELECT decode(value) AS v FROM parquet_kv_metadata('${path}') WHERE key = 'units'`,
    );
    expect(JSON.parse(String(kept['v']?.[0]))).toEqual(JSON.parse(metadata.get('units') ?? ''));
  });

  test('bounds the values of each row group, so that readers can skip it', async () => {
    await fc.assert(
      fc.asyncProperty(randomChunk(60), async (chunk) => {
        const path = write(join(folder, 'bounds.parquet'), [[chunk]]);
        const times = (entriesOf(TABLE.columns, [chunk]).get('time') ?? []).filter(
          (time): time is number => typeof time === 'number',
        );
        const found = await duckdb.query(
          `SELECT stats_min_value AS least, stats_max_value AS largest, stats_null_count AS nulls FROM parquet_metadata('${path}') WHERE path_in_schema = 'time'`,
        );
        expect(Number(found['nulls']?.[0])).toBe(chunk.rowCount - times.length);
        if (times.length > 0) {
          const [least, largest] = [Math.min(...times), Math.max(...times)];
          // DuckDB shows no bound where it is infinite.
          expect(found['least']?.[0] ?? '-inf').toSatisfy((bound) => boundOf(bound) <= least);
          expect(found['largest']?.[0] ?? 'inf').toSatisfy((bound) => boundOf(bound) >= largest);
          expect(Number.isFinite(least) && found['least']?.[0] === null).toBe(false);
          expect(Number.isFinite(largest) && found['largest']?.[0] === null).toBe(false);
        }
        for (const time of times.filter(Number.isFinite).slice(0, 3)) {
          const same = await duckdb.query(
            `SELECT count(*) AS n FROM read_parquet('${path}') WHERE time = ${time.toExponential()}::DOUBLE`,
          );
          expect(Number(same['n']?.[0])).toBe(times.filter((other) => other === time).length);
        }
      }),
      { numRuns: 40 },
    );
  });

  test('takes next to no room for constants', async () => {
    const rowCount = 100_000;
    const table = { name: 'constants', columns: [column('rho', 'double'), column('on', 'bool')] };
    const chunk: RecordChunk = {
      rowCount,
      columns: new Map<string, ColumnData>([
        ['rho', { kind: 'constant', value: 3000 }],
        ['on', { kind: 'constant', value: true }],
      ]),
    };
    const path = write(join(folder, 'constants.parquet'), [[chunk]], 'snappy', table);
    const found = await duckdb.query(
      `SELECT sum(total_compressed_size) AS bytes FROM parquet_metadata('${path}')`,
    );
    expect(Number(found['bytes']?.[0])).toBeLessThan(200);
  });

  test('refuses a column that its type cannot hold and leaves no file', () => {
    const table = { name: 'wrong', columns: [column('cell', 'int64')] };
    const file = createParquetFile(join(folder, 'wrong.parquet'), table, { compression: 'snappy' });
    const columns = new Map<string, ColumnData>([
      ['cell', { kind: 'values', values: Float64Array.of(1, 2.5) }],
    ]);
    expect(() => file.writeRowGroup({ rowCount: 2, columns })).toThrow(
      'column cell of type int64 cannot hold 2.5',
    );
    expect(filesBelow(folder).filter((name) => name.startsWith('wrong'))).toEqual([]);
  });
});

describe('merged files', () => {
  test('hold the rows of the parts in order, one row group each', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(randomChunk(40), { minLength: 1, maxLength: 4 }),
        fc.constantFrom(...COMPRESSIONS),
        async (chunks, compression) => {
          const parts = chunks.map((chunk, i) =>
            write(join(folder, `part-${i}.parquet`), [[chunk]], compression),
          );
          const merged = join(folder, 'merged.parquet');
          mergeParquetFiles(parts, merged);
          const whole = write(join(folder, 'whole.parquet'), [chunks]);
          expect((await readSeries(merged)).rowGroups).toEqual(chunks.map((c) => c.rowCount));
          expect(await readByHyparquet(merged)).toStrictEqual(await readByHyparquet(whole));
          const names = [...entriesOf(TABLE.columns, chunks).keys()];
          expect(await duckdb.read(merged, names)).toStrictEqual(entriesOf(TABLE.columns, chunks));
          expect((await readSeries(merged)).metadata).toEqual((await readSeries(whole)).metadata);
        },
      ),
      { numRuns: 10 },
    );
  });

  test('are the same bytes as a file written with those row groups', () => {
    fc.assert(
      fc.property(fc.array(randomChunk(40), { minLength: 1, maxLength: 3 }), (chunks) => {
        const parts = chunks.map((chunk, i) => write(join(folder, `p${i}.parquet`), [[chunk]]));
        mergeParquetFiles(parts, join(folder, 'm.parquet'));
        const direct = write(
          join(folder, 'd.parquet'),
          chunks.map((chunk) => [chunk]),
        );
        expect(readFileSync(join(folder, 'm.parquet')).equals(readFileSync(direct))).toBe(true);
      }),
      { numRuns: 10 },
    );
  });

  test('are refused when the columns differ', () => {
    const other = { name: 'run', columns: [column('time', 'double')] };
    const a = write(join(folder, 'a.parquet'), []);
    const b = write(join(folder, 'b.parquet'), [], 'snappy', other);
    expect(() => mergeParquetFiles([a, b], join(folder, 'ab.parquet'))).toThrow(
      /cannot merge .*b\.parquet: its columns differ/,
    );
  });
});

function firstDifference(actual: readonly unknown[] | undefined, expected: readonly unknown[]) {
  if (actual?.length !== expected.length) return 0;
  return expected.findIndex((entry, row) => !Object.is(entry, actual[row]));
}

function boundOf(text: unknown): number {
  return Number(String(text).replace(/inf(inity)?/i, 'Infinity'));
}
