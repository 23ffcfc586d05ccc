import { mkdirSync, statSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FileError, TableLoadError } from '@marsdisk/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { GOLDEN } from '../../../tests/support/golden.ts';
import { chooseTableFile, createParquetFile, formatDouble, readTable } from '../src/index.ts';
import { column } from './support/random-tables.ts';
import { openDuckDB } from './support/read-back.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const folder = temporaryFolder();

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

function writeParquet(path: string, columns: Readonly<Record<string, readonly number[]>>): string {
  const names = Object.keys(columns);
  const table = { name: 'table', columns: names.map((name) => column(name, 'double')) };
  const parquet = createParquetFile(path, table, { compression: 'snappy' });
  parquet.writeRowGroup({
    rowCount: columns[names[0]].length,
    columns: new Map(
      names.map((name) => [name, { kind: 'values', values: Float64Array.from(columns[name]) }]),
    ),
  });
  parquet.close();
  return path;
}

describe('a CSV table', () => {
  test('is its columns by name, with missing and unreadable entries as NaN', async () => {
    const path = file('t.csv', '\ufeffs,T_M, Q_pr\n1e-6,2000,0.5\n\n+1.5E-06,,abc\n.5,0x10,inf\n');
    const table = await readTable(path);
    expect(table.names).toEqual(['s', 'T_M', 'Q_pr']);
    expect(table.rowCount).toBe(3);
    expect(table.columns.get('s')).toEqual(Float64Array.of(1e-6, 1.5e-6, 0.5));
    expect(table.columns.get('T_M')).toEqual(Float64Array.of(2000, NaN, NaN));
    expect(table.columns.get('Q_pr')).toEqual(Float64Array.of(0.5, NaN, Infinity));
    expect(table.textAt('Q_pr', 1)).toBe('abc');
    expect(table.textAt('T_M', 1)).toBe('');
    expect(table.textAt('T_M', 2)).toBe('0x10');
    expect(table.rowName(0)).toBe('line 2');
    expect(table.rowName(1)).toBe('line 4');
    expect(table.source).toBe(path);
  });

  test('gives back every double that was written into it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.double({ noNaN: true }), { minLength: 1, maxLength: 50 }),
        async (values) => {
          const path = file('doubles.csv', `x\n${values.map(formatDouble).join('\n')}\n`);
          expect((await readTable(path)).columns.get('x')).toEqual(Float64Array.from(values));
        },
      ),
    );
  });

  test('of the golden tables reads in full', async () => {
    const table = await readTable(join(GOLDEN, 'tables', 'qpr_analytic.csv'));
    expect(table.names).toEqual(['T_M', 's', 'Q_pr']);
    expect(table.rowCount).toBe(23 * 73);
    for (const values of table.columns.values()) expect(values.every(Number.isFinite)).toBe(true);
  });

  test.each([
    ['an empty file', '', /empty; a header line is needed/],
    ['a header alone', 's,T_M\n', /has a header but no rows/],
    ['numbers without a header', '1,2\n3,4\n', /line 1: "1,2" is not a header/],
    ['a repeated name', 's,T,s\n1,2,3\n', /line 1: the column "s" occurs twice/],
    ['a short row', 's,T\n1,2\n3\n', /line 3: "3" has 1 fields; the header has 2/],
    ['a long row', 's,T\n1,2,9\n', /line 2: "1,2,9" has 3 fields/],
    ['an open quote', 's,T\n1,"2\n', /Quote/],
  ])('is refused in one line that names the file: %s', async (_, content, message) => {
    const path = file('bad.csv', content);
    const error = await readTable(path).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(TableLoadError);
    expect((error as Error).message).toMatch(message);
    expect((error as Error).message).toContain(path);
    expect((error as Error).message).not.toContain('\n');
  });
});

describe('a table file', () => {
  test('that does not exist is named', async () => {
    await expect(readTable(join(folder, 'no.csv'))).rejects.toThrow(
      new FileError(`cannot read ${join(folder, 'no.csv')}: it does not exist (ENOENT)`),
    );
  });

  test('that is a folder, or has a suffix that is no table, is refused', async () => {
    mkdirSync(join(folder, 'dir.csv'));
    await expect(readTable(join(folder, 'dir.csv'))).rejects.toThrow(/it is not a file/);
    const json = file('table.json', '{}');
    await expect(readTable(json)).rejects.toThrow(/allowed are \.csv, \.parquet, \.pq/);
    await expect(readTable(file('x.yaml', ''), { allowJson: true })).rejects.toThrow(/\.json/);
  });

  test('larger than 256 MiB is not read', async () => {
    const path = file('huge.csv', 'a\n1\n');
    truncateSync(path, 256 * 1024 * 1024 + 1);
    await expect(readTable(path)).rejects.toThrow(/is more than the 268435456 allowed/);
    expect(statSync(path).size).toBeGreaterThan(2 ** 28);
  });

  test('in JSON may be rows, columns, or columns by row label', async () => {
    const options = { allowJson: true };
    const expected = { time: Float64Array.of(0, 10), T_M: Float64Array.of(4000, NaN) };
    for (const content of [
      [{ time: 0, T_M: 4000 }, { time: '10' }],
      { time: [0, 10], T_M: [4000, 'hot'] },
      { time: { 0: 0, 1: 10 }, T_M: { 0: 4000, 1: null } },
    ]) {
      const table = await readTable(file('t.json', JSON.stringify(content)), options);
      expect(Object.fromEntries(table.columns)).toEqual(expected);
    }
    for (const [content, message] of [
      ['{"time": [1], "T": [1, 2]}', /differ in length \(time: 1, T: 2\)/],
      ['[]', /has no columns/],
      ['{"time": []}', /has no rows/],
      ['[1]', /row 1: 1 is not an object/],
      ['{"time": 3}', /"time" is neither a list nor an object/],
      ['nope', /is not JSON/],
    ] as const)
      await expect(readTable(file('b.json', content), options)).rejects.toThrow(message);
  });

  test('in Parquet reads whatever program and codec wrote it', async () => {
    const duckdb = await openDuckDB();
    for (const codec of ['snappy', 'zstd', 'gzip', 'brotli', 'lz4_raw', 'uncompressed']) {
      const path = join(folder, `duck-${codec}.parquet`);
      await duckdb.query(
        `COPY (SELECT i::DOUBLE / 7 AS t, i AS n, (i * 2)::INTEGER AS m, CASE WHEN i = 3 THEN NULL ELSE '1e-' || i END AS w, i::DECIMAL(9,2) AS d FROM range(2000) r(i)) TO '${path}' (FORMAT parquet, CODEC '${codec}')`,
      );
      const table = await readTable(path);
      const numbers = Array.from({ length: 2000 }, (_, i) => i);
      expect(table.columns.get('t')).toEqual(Float64Array.from(numbers, (i) => i / 7));
      expect(table.columns.get('n')).toEqual(Float64Array.from(numbers));
      expect(table.columns.get('m')).toEqual(Float64Array.from(numbers, (i) => i * 2));
      expect(table.columns.get('d')).toEqual(Float64Array.from(numbers));
      expect(table.columns.get('w')?.slice(0, 5)).toEqual(Float64Array.of(1, 0.1, 0.01, NaN, 1e-4));
      expect(table.textAt('w', 3)).toBe('');
      expect(table.rowName(1)).toBe('row 2');
    }
    duckdb.close();
  });

  test('in Parquet that is cut off or something else is refused by name', async () => {
    const path = writeParquet(join(folder, 'cut.parquet'), { a: [1, 2, 3] });
    truncateSync(path, statSync(path).size - 5);
    await expect(readTable(path)).rejects.toThrow(`${path} is not a complete Parquet file`);
    const short = file('short.parquet', 'PAR1');
    await expect(readTable(short)).rejects.toThrow(/not a complete Parquet file/);
  });
});

describe('the file that is read for a name', () => {
  const older = new Date('2024-01-01T00:00:00Z');
  const newer = new Date('2024-06-01T00:00:00Z');
  function pair(name: string, csvTime: Date | null, parquetTime: Date | null): string {
    const own = join(folder, name);
    mkdirSync(own);
    const create = (file: string, time: Date | null) => {
      if (time === null) return;
      writeFileSync(join(own, file), '');
      utimesSync(join(own, file), time, time);
    };
    create('x.csv', csvTime);
    create('x.parquet', parquetTime);
    return own;
  }

  test.each([
    ['newer Parquet beside', older, newer, 'x.csv', 'x.parquet'],
    ['Parquet of the same age', newer, newer, 'x.csv', 'x.parquet'],
    ['older Parquet beside', newer, older, 'x.csv', 'x.csv'],
    ['Parquet alone', null, older, 'x.csv', 'x.parquet'],
    ['CSV alone', older, null, 'x.csv', 'x.csv'],
    ['neither', null, null, 'x.csv', 'x.csv'],
    ['Parquet asked for, CSV alone', older, null, 'x.parquet', 'x.csv'],
    ['pq asked for, CSV alone', older, null, 'x.pq', 'x.csv'],
    ['Parquet asked for and there', newer, older, 'x.parquet', 'x.parquet'],
    ['Parquet asked for, neither', null, null, 'x.parquet', 'x.parquet'],
  ])('%s', (name, csv, parquet, requested, chosen) => {
    const own = pair(name, csv, parquet);
    expect(chooseTableFile(join(own, requested))).toBe(join(own, chosen));
  });

  test('does not depend on the case of the suffix', () => {
    const own = pair('case', null, older);
    expect(chooseTableFile(join(own, 'x.CSV'))).toBe(join(own, 'x.parquet'));
  });

  test('is the one that readTable reads', async () => {
    const csv = file('both.csv', 'a\n1\n');
    writeParquet(join(folder, 'both.parquet'), { a: [2] });
    utimesSync(csv, older, older);
    const table = await readTable(csv);
    expect(table.columns.get('a')).toEqual(Float64Array.of(2));
    expect(table.source).toBe(join(folder, 'both.parquet'));
  });
});
