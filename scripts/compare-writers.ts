/**
 * Writes the same rows with our writer, with hyparquet-writer used plainly and with DuckDB's COPY, in turns, on one thread
 * each, and prints a table.
 *
 *     pnpm exec node scripts/compare-writers.ts [--steps 1000] [--rows 32000] [--rounds 7]
 *
 * Ours starts from what the recorder hands over, the others from rows in the form that suits them: arrays of a value a row,
 * a table in memory. Only ours forces the file to the disk and renames it. That all wrote the same is looked at first.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { DuckDBInstance } from '@duckdb/node-api';
import {
  advanceRun,
  type RecordChunk,
  RUN_TABLES,
  type TableSpec,
  takeRecords,
} from '@marsdisk/core';
import { createParquetFile, readSeries, type SeriesColumn } from '@marsdisk/io';
import { engineSpec } from '../packages/harness/src/engines.ts';
import { spreadOf } from '../packages/harness/src/profile/results/spread.ts';
import { prepareRun } from '../packages/harness/src/run/prepareRun.ts';
import { parquetWriteFile } from '../packages/io/test/support/plain-writer.ts';
import { column } from '../packages/io/test/support/random-tables.ts';

interface Rows {
  readonly name: string;
  readonly table: TableSpec;
  readonly chunks: readonly RecordChunk[];
}

/** A way to write rows into a file; the work before is not counted. */
interface Writer {
  readonly name: string;
  readonly prepare: (rows: Rows, reference: string) => Promise<(path: string) => unknown>;
}

const { values: options } = parseArgs({
  options: {
    steps: { type: 'string', default: '1000' },
    rows: { type: 'string', default: '32000' },
    rounds: { type: 'string', default: '7' },
  },
});
const folder = mkdtempSync(`${tmpdir()}/marsdisk-writers-`);
const duckdb = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect();

const WRITERS: readonly Writer[] = [
  { name: 'marsdisk', prepare: async (rows) => (path) => writeOurs(rows, path) },
  {
    name: 'hyparquet-writer, plain',
    prepare: async (_, reference) => plainWriter(reference, {}),
  },
  {
    name: 'hyparquet-writer, no nulls, no statistics',
    prepare: async (_, reference) => plainWriter(reference, { statistics: false, isLean: true }),
  },
  {
    name: 'DuckDB COPY',
    async prepare({ name }, reference) {
      await duckdb.run(`CREATE TABLE "${name}" AS FROM read_parquet('${reference}')`);
      return (path) =>
        duckdb.run(`COPY "${name}" TO '${path}' (FORMAT parquet, COMPRESSION snappy)`);
    },
  },
];

const [cpu] = cpus();
console.log(`${new Date().toISOString().slice(0, 10)}, ${cpu?.model}, ${cpus().length} cores\n`);
console.log('| rows | writer | rows/s (least to most) | bytes a row |\n| --- | --- | --: | --: |');
try {
  const steps = Number(options.steps);
  await compare(await recordedRows('run', steps));
  // Forty rows a cell and step.
  await compare(await recordedRows('psd_hist', Math.ceil(steps / 10)));
  await compare(denseRows(Number(options.rows)));
} finally {
  duckdb.closeSync();
  rmSync(folder, { recursive: true, force: true });
}

async function compare(rows: Rows): Promise<void> {
  const rowCount = rows.chunks.reduce((sum, chunk) => sum + chunk.rowCount, 0);
  const reference = `${folder}/reference.parquet`;
  writeOurs(rows, reference);
  const expected = (await readSeries(reference)).columns;
  const sides: { name: string; write: (path: string) => unknown; path: string; rates: number[] }[] =
    [];
  for (const [i, { name, prepare }] of WRITERS.entries()) {
    const path = `${folder}/${i}.parquet`;
    const write = await prepare(rows, reference);
    await write(path);
    // By place: DuckDB does not tell sigma_surf from Sigma_surf and renames one of them.
    const found = [...(await readSeries(path)).columns.values()];
    for (const [c, [field, values]] of [...expected].entries())
      if (!isDeepStrictEqual(found[c]?.values, values.values))
        throw new Error(`${name} wrote something else in ${field}`);
    sides.push({ name, write, path, rates: [] });
  }
  for (let round = 0; round < Number(options.rounds); round++)
    for (const { write, path, rates } of round % 2 === 0 ? sides : [...sides].reverse()) {
      const began = performance.now();
      await write(path);
      rates.push((1000 * rowCount) / (performance.now() - began));
    }
  const count = (value: number) =>
    Math.round(value / 100)
      .toString()
      .concat('00')
      .replace(/\B(?=(\d{3})+$)/g, ' ');
  for (const { name, path, rates } of sides) {
    const { median, min, max } = spreadOf(rates);
    const bytes = (statSync(path).size / rowCount).toFixed(0);
    console.log(
      `| ${rowCount} × ${rows.name} | ${name} | ${count(median)} (${count(min)} to ${count(max)}) | ${bytes} |`,
    );
  }
}

function writeOurs({ table, chunks }: Rows, path: string): void {
  const file = createParquetFile(path, table, { compression: 'snappy' });
  file.writeRowGroup(...chunks);
  file.close();
}

/** One array a column; `isLean`: columns without nulls are declared so. */
async function plainWriter(
  reference: string,
  { isLean = false, ...settings }: { readonly isLean?: boolean; readonly statistics?: boolean },
) {
  const { columns } = await readSeries(reference);
  const columnData = [...columns].map(([name, values]) => {
    const data = plainData(values);
    const hasNulls = Array.isArray(data) && data.includes(null);
    return { name, data, type: typeOf(values), ...(isLean ? { nullable: hasNulls } : {}) };
  });
  return (filename: string) => parquetWriteFile({ filename, columnData, ...settings });
}

function plainData(column: SeriesColumn) {
  if (column.kind === 'text') return [...column.values];
  if (column.kind === 'flags')
    return Array.from(column.values, (flag) => (flag === 2 ? null : flag === 1));
  if (column.isInteger)
    return Array.from(column.values, (value) => (Number.isNaN(value) ? null : BigInt(value)));
  if (!column.values.some(Number.isNaN)) return column.values;
  return Array.from(column.values, (value) => (Number.isNaN(value) ? null : value));
}

function typeOf(column: SeriesColumn): 'STRING' | 'BOOLEAN' | 'INT64' | 'DOUBLE' {
  if (column.kind === 'text') return 'STRING';
  if (column.kind === 'flags') return 'BOOLEAN';
  return column.isInteger ? 'INT64' : 'DOUBLE';
}

/** The rows of a table of the first steps of configs/base.yml. */
async function recordedRows(name: 'run' | 'psd_hist', steps: number): Promise<Rows> {
  const { run } = await prepareRun({
    source: { path: 'configs/base.yml', overrides: [`io.outdir=${folder}`] },
    engine: engineSpec('fast'),
  });
  advanceRun(run, steps);
  const chunks = takeRecords(run.recorder)[name];
  return { name, table: { name, columns: RUN_TABLES[name] }, chunks };
}

/** 177 columns of doubles of which no two are equal. */
function denseRows(rowCount: number): Rows {
  const names = Array.from({ length: 177 }, (_, i) => `c${i}`);
  let state = 1;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const columns = new Map(
    names.map((name) => {
      const values = Float64Array.from({ length: rowCount }, (_, row) => Math.exp(random()) + row);
      return [name, { kind: 'values', values } as const];
    }),
  );
  return {
    name: '177 doubles',
    table: { name: 'dense', columns: names.map((name) => column(name, 'double')) },
    chunks: [{ rowCount, columns }],
  };
}
