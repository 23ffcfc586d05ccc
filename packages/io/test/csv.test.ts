import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ColumnData, RecordChunk, TableSpec } from '@marsdisk/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { GOLDEN } from '../../../tests/support/golden.ts';
import { createCsvFile } from '../src/index.ts';
import { column, columnData } from './support/random-tables.ts';
import { filesBelow, temporaryFolder } from './support/temporary-folder.ts';

const folder = temporaryFolder();
const INTEGERS = new Set(['cell_index', 'orbit_index']);

/** The columns of a golden CSV as the recorder would hand them over. */
function chunkOf(path: string): { table: TableSpec; chunk: RecordChunk } {
  const [header, ...lines] = readFileSync(path, 'utf8').trimEnd().split('\n');
  const names = header.split(',');
  const rows = lines.map((line) => line.split(','));
  const columns = names.map((name, i): [string, ColumnData] => {
    const texts = rows.map((row) => row[i]);
    if (name === 'cell_active')
      return [name, { kind: 'flags', values: Uint8Array.from(texts, (t) => Number(t === 'True')) }];
    if (INTEGERS.has(name))
      return [name, { kind: 'integers', values: Int32Array.from(texts, Number) }];
    const values = Float64Array.from(texts, (t) => (t === '' ? Number.NaN : Number(t)));
    return [name, { kind: 'values', values }];
  });
  const typeOf = (name: string) =>
    name === 'cell_active' ? 'bool' : INTEGERS.has(name) ? 'int64' : 'double';
  return {
    table: { name: 'golden', columns: names.map((name) => column(name, typeOf(name))) },
    chunk: { rowCount: rows.length, columns: new Map(columns) },
  };
}

const runs = readdirSync(join(GOLDEN, 'runs'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);
const goldenFiles = runs.flatMap((run) =>
  ['mass_budget.csv', 'mass_budget_cells.csv', 'orbit_rollup.csv']
    .map((name) => join('runs', run, name))
    .filter((path) => existsSync(join(GOLDEN, path))),
);

describe('a CSV file', () => {
  test.each(goldenFiles)('%s is written byte for byte', (path) => {
    const { table, chunk } = chunkOf(join(GOLDEN, path));
    const target = join(folder, 'golden.csv');
    const file = createCsvFile(target, table);
    file.append(chunk);
    file.close();
    expect(readFileSync(target, 'utf8')).toBe(readFileSync(join(GOLDEN, path), 'utf8'));
  });

  test('covers the golden runs', () => {
    expect(goldenFiles.length).toBeGreaterThan(100);
  });

  test('grows by chunks and appears only when it is closed', () => {
    const table: TableSpec = {
      name: 'budget',
      columns: [
        column('time', 'double'),
        column('cell', 'int64'),
        column('active', 'bool'),
        column('why', 'string'),
      ],
    };
    const path = join(folder, 'growing.csv');
    const file = createCsvFile(path, table);
    const chunk = (time: number): RecordChunk => ({
      rowCount: 2,
      columns: new Map<string, ColumnData>([
        [
          'time',
          { kind: 'gather', index: Int32Array.of(0, 1), values: Float64Array.of(time, NaN) },
        ],
        ['cell', { kind: 'constant', value: 7 }],
        ['active', { kind: 'flags', values: Uint8Array.of(1, 2) }],
        ['why', { kind: 'text', codes: Uint8Array.of(0, 1), dictionary: ['a "b", c', null] }],
      ]),
    });
    file.append(chunk(1e-5));
    file.append({ rowCount: 0, columns: new Map() });
    expect(existsSync(path)).toBe(false);
    file.append(chunk(Infinity));
    file.close();
    expect(readFileSync(path, 'utf8')).toBe(
      'time,cell,active,why\n1e-05,7,True,"a ""b"", c"\n,7,,\ninf,7,True,"a ""b"", c"\n,7,,\n',
    );
  });

  test('without a row has the header that was asked for', () => {
    const table: TableSpec = {
      name: 'b',
      columns: [column('time', 'double'), column('mass_diff', 'double')],
    };
    const path = join(folder, 'empty.csv');
    createCsvFile(path, table, { emptyHeader: ['time'] }).close();
    expect(readFileSync(path, 'utf8')).toBe('time\n');
    createCsvFile(path, table).close();
    expect(readFileSync(path, 'utf8')).toBe('time,mass_diff\n');
  });

  test('that is given up leaves nothing', () => {
    const own = temporaryFolder();
    const file = createCsvFile(join(own, 'x.csv'), { name: 'x', columns: [column('a', 'double')] });
    file.append({ rowCount: 1, columns: new Map([['a', { kind: 'constant', value: 1 }]]) });
    file.abort();
    file.abort();
    expect(filesBelow(own)).toEqual([]);
  });

  test('has every double in full, however it is stored', () => {
    const table: TableSpec = { name: 'x', columns: [column('a', 'double')] };
    const path = join(folder, 'doubles.csv');
    fc.assert(
      fc.property(columnData('double', 50), (data) => {
        const file = createCsvFile(path, table);
        file.append({ rowCount: 50, columns: new Map([['a', data]]) });
        file.close();
        const texts = readFileSync(path, 'utf8').split('\n').slice(1, -1);
        const read = texts.map((t) => (t === '' ? NaN : Number(t.replace('inf', 'Infinity'))));
        expect(read).toEqual(
          Array.from({ length: 50 }, (_, row) => {
            if (data.kind === 'values') return data.values[row];
            if (data.kind === 'gather') return data.values[data.index[row]];
            return data.kind === 'constant' ? (data.value ?? NaN) : undefined;
          }),
        );
      }),
    );
  });
});
