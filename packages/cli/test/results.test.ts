import { readFileSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { beforeAll, describe, expect, it } from 'vitest';
import { STOPPING_CELLS } from '../../../tests/support/stoppingCells.ts';
import { filesBelow, marsdisk, temporaryFolder } from './marsdisk.ts';

const { path } = temporaryFolder('results');
/** Cells that collide and some that stop, in 15 steps with a flush every 4. */
const OVERRIDES = [...STOPPING_CELLS, 'numerics.dt_init=600', 'io.streaming.step_flush_interval=4'];
const TABLES = ['run', 'diagnostics', 'psd_hist'] as const;

async function run(outdir: string, env: Readonly<Record<string, string>>, ...flags: string[]) {
  const args = ['run', 'configs/small.yml', ...flags, '--override', `io.outdir=${outdir}`];
  const finished = await marsdisk([...args, ...OVERRIDES], { env });
  expect(finished).toMatchObject({ exitCode: 0, stderr: '' });
  return finished;
}

async function rowsOf(file: string): Promise<Record<string, unknown>[]> {
  return parquetReadObjects({ file: await asyncBufferFromFile(file) });
}

const streamed = path('streamed');
const atOnce = path('at-once');
let first = new Map<string, string>();
let stdout = '';

/** The content of every file; what the clock, the command line and the threads say is left out. */
function contents(outdir: string): Map<string, string> {
  return new Map(
    filesBelow(outdir).map((file) => {
      const bytes = readFileSync(`${outdir}/${file}`);
      if (file !== 'run_config.json') return [file, bytes.toString('base64')];
      const { timestamp_utc, argv, cache_statistics, record_sha256, ...rest } = JSON.parse(
        bytes.toString(),
      );
      return [file, JSON.stringify(rest)];
    }),
  );
}

beforeAll(async () => {
  const [finished] = await Promise.all([
    run(streamed, { IO_STREAMING: 'on' }),
    run(atOnce, { FORCE_STREAMING_OFF: '1' }),
  ]);
  stdout = finished.stdout;
  first = contents(streamed);
});

describe('the results of a run', () => {
  it('are summed up for people', () => {
    expect(stdout).toMatch(/^Run complete: the end time is reached\.$/m);
    expect(stdout).toMatch(/simulated +0\.00027 yr in 15 steps/);
    expect(stdout).toMatch(/mass lost +[\d.e-]+ of [\d.e-]+ M_Mars.*blow-out.*sinks.*sublimation/);
    expect(stdout).toMatch(/cells frozen +[1-4] of 4: optical depth above optical_depth\.tau_stop/);
    expect(stdout).toMatch(/speed +[\d,]+ cell-steps\/s/);
    expect(stdout).toContain('summary.json');
  });

  it('are the same bytes when the run is repeated', async () => {
    await run(streamed, { IO_STREAMING: 'on' }, '--overwrite');
    const second = contents(streamed);
    expect([...second.keys()]).toEqual([...first.keys()]);
    expect([...second].filter(([file, text]) => first.get(file) !== text)).toEqual([]);
  });

  it('are the same bytes with two threads', async () => {
    const shared = path('shared');
    await run(shared, { IO_STREAMING: 'on' }, '--workers', '2');
    for (const file of [...first.keys()].filter((name) => name !== 'run_config.json'))
      expect([file, contents(shared).get(file) === first.get(file)]).toEqual([file, true]);
  });

  it('are the same whether they were streamed or not', async () => {
    for (const table of TABLES)
      expect(await rowsOf(`${streamed}/series/${table}.parquet`)).toEqual(
        await rowsOf(`${atOnce}/series/${table}.parquet`),
      );
    const others = [...first.keys()].filter((file) => /summary|\.csv$/.test(file));
    expect(others).toHaveLength(4);
    for (const file of others)
      expect(readFileSync(`${atOnce}/${file}`, 'utf8')).toBe(
        readFileSync(`${streamed}/${file}`, 'utf8'),
      );
  });

  it.each(TABLES)('read the same in DuckDB and in hyparquet: %s', async (table) => {
    const file = `${streamed}/series/${table}.parquet`;
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    const reader = await connection.runAndReadAll(`SELECT * FROM '${file}'`);
    const rows = await rowsOf(file);
    expect(rows.length).toBeGreaterThan(0);
    // By position: DuckDB renames columns that differ in case alone.
    expect(reader.columnNames().map((name) => name.replace(/_1$/, ''))).toEqual(
      Object.keys(rows[0]!).map((name) => name.replace(/_1$/, '')),
    );
    expect(reader.getRowsJS()).toEqual(rows.map((row) => Object.values(row)));
    connection.closeSync();
  });
});
