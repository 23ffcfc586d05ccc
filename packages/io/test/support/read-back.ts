import { DuckDBInstance } from '@duckdb/node-api';
import { readSeries, type SeriesColumn } from '../../src/index.ts';
import type { Entry } from './random-tables.ts';

/** Dotted name → entries, as hyparquet reads them. */
export async function readByHyparquet(path: string): Promise<Map<string, Entry[]>> {
  const { columns } = await readSeries(path);
  return new Map([...columns].map(([name, values]) => [name, entriesOfSeries(values)]));
}

function entriesOfSeries(column: SeriesColumn): Entry[] {
  if (column.kind === 'text') return [...column.values];
  if (column.kind === 'flags')
    return Array.from(column.values, (flag) => [false, true, null][flag]);
  return Array.from(column.values, (value) => (Number.isNaN(value) ? null : value));
}

/** A database in memory, with which Parquet files are read by a program that is not ours. */
export async function openDuckDB() {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const query = async (sql: string) => (await connection.runAndReadAll(sql)).getColumnsObject();
  return {
    /** Columns of the result of a query. */
    query,
    /** Dotted name → entries, as DuckDB reads them. */
    async read(path: string, names: readonly string[]): Promise<Map<string, Entry[]>> {
      const quoted = (name: string) =>
        name
          .split('.')
          .map((part) => `"${part}"`)
          .join('.');
      const list = names.map((name, i) => `${quoted(name)} AS c${i}`).join(', ');
      const found = await query(`SELECT ${list} FROM read_parquet('${path}')`);
      return new Map(names.map((name, i) => [name, (found[`c${i}`] ?? []).map(entryOf)]));
    },
    close: () => connection.closeSync(),
  };
}

function entryOf(value: unknown): Entry {
  return typeof value === 'bigint' ? Number(value) : (value as Entry);
}
