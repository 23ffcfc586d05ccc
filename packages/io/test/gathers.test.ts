import { join } from 'node:path';
import type { ColumnData } from '@marsdisk/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createParquetFile } from '../src/index.ts';
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

test.each([
  ['the bin of a row', (i: number) => i % 40],
  ['the cell of a row', (i: number) => Math.floor(i / 40) % 40],
  ['cells that come and go', (i: number) => Math.floor(Math.sqrt(i)) % 40],
])('columns that gather along one index keep their own values: %s', async (_, entryOf) => {
  const rowCount = PAGE_ROWS + 500;
  const index = Int32Array.from({ length: rowCount }, (__, i) => entryOf(i));
  const gather = (values: number[]): ColumnData => ({
    kind: 'gather',
    index,
    values: Float64Array.from(values),
  });
  const list = Array.from({ length: 40 }, (_, k) => k);
  const data: Record<string, ColumnData> = {
    bin: { kind: 'integers', values: index },
    from_three: { kind: 'integers', values: index.map((k) => k + 3) },
    size: gather(list.map((k) => 1e-6 * 1.2 ** k)),
    twins: gather(list.map((k) => k >> 1)),
    gaps: gather(list.map((k) => (k === 3 ? Number.NaN : k))),
    more: gather([...list, 41, 42]),
    same: gather(list.map(() => 7)),
  };
  const columns = Object.keys(data).map((name) =>
    column(name, /bin|three/.test(name) ? 'int64' : 'double'),
  );
  const path = join(folder, 'gathers.parquet');
  const file = createParquetFile(path, { name: 'gathers', columns }, { compression: 'snappy' });
  const chunk = { rowCount, columns: new Map(Object.entries(data)) };
  file.writeRowGroup(chunk, chunk);
  file.close();
  const expected = entriesOf(columns, [chunk, chunk]);
  expect(await readByHyparquet(path)).toEqual(expected);
  expect(await duckdb.read(path, [...expected.keys()])).toEqual(expected);
});
