import { mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { openRunFolder, queryTable, tableCsv, tableText } from '../../src/index.ts';
import { runSmall, temporaryFolder } from './smallRun.ts';

const folder = temporaryFolder();
const merged = join(folder, 'merged');
const chunked = join(folder, 'chunked');

beforeAll(async () => {
  await runSmall(merged);
  await runSmall(chunked, [
    'io.streaming.merge_at_end=false',
    'io.streaming.step_flush_interval=25',
  ]);
});

describe('a run directory', () => {
  it('gives the rows that meet a condition, every n-th of them', async () => {
    const view = await queryTable({
      directory: merged,
      columns: ['time', 'cell_index'],
      where: 'cell_index=2',
      every: 5,
    });
    const [time, cell] = view.columns.map(({ data }) => data.values as Float64Array);
    expect(view.rowCount).toBe(424);
    expect(view.rows.length).toBe(22);
    for (const row of view.rows) expect(cell![row]).toBe(2);
    const steps = Array.from(view.rows, (row) => time![row]!);
    expect(steps[1]! - steps[0]!).toBeCloseTo(5 * 300, 6);
  });

  it('that was not merged gives the same rows from its chunks', async () => {
    expect(
      readdirSync(join(chunked, 'series')).filter((name) => name.startsWith('run_')),
    ).toHaveLength(5);
    for (const table of ['run', 'diagnostics', 'psd_hist']) {
      const [a, b] = await Promise.all(
        [merged, chunked].map(async (directory) =>
          Array.from(tableCsv(await queryTable({ directory, table }))).join(''),
        ),
      );
      expect(a!.length).toBeGreaterThan(1000);
      expect(b).toBe(a);
    }
  });

  it('with a broken chunk gives the rows of the others and says so', async () => {
    const broken = join(folder, 'broken');
    await runSmall(broken, [
      'io.streaming.merge_at_end=false',
      'io.streaming.step_flush_interval=25',
    ]);
    const [, second] = openRunFolder(broken).files.run;
    truncateSync(second!, 1000);
    const warnings: string[] = [];
    const view = await queryTable({ directory: broken, warn: (text) => warnings.push(text) });
    expect(view.rowCount).toBe(4 * (106 - 25));
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(
      /^series\/run_chunk_000000026_000000050.parquet is left out: .*not a complete/,
    );
  });

  it('names the nearest column, table and what is wrong with a directory', async () => {
    const ask = (query: object) => queryTable({ directory: merged, ...query });
    await expect(ask({ columns: ['tme'] })).rejects.toThrow(
      '"tme" is no column of the table run, did you mean "time"?',
    );
    await expect(ask({ table: 'psd_hits' })).rejects.toThrow('did you mean "psd_hist"?');
    await expect(ask({ directory: join(folder, 'none') })).rejects.toThrow('no such directory');
    await expect(ask({ directory: join(merged, 'summary.json') })).rejects.toThrow('is a file');
    mkdirSync(join(folder, 'empty'));
    await expect(ask({ directory: join(folder, 'empty') })).rejects.toThrow('holds no run');
    writeFileSync(join(folder, 'empty', 'run_config.json'), '{"status":"pre_run"}');
    await expect(ask({ directory: join(folder, 'empty') })).rejects.toThrow(
      'no table run (no row yet)',
    );
    expect(openRunFolder(join(folder, 'empty')).end).toBe('unfinished');
    expect(openRunFolder(merged).end).toBe('complete');
  });
});

describe('rows as text', () => {
  it('stand under their names and units, with the number of those in between', async () => {
    const view = await queryTable({ directory: merged, columns: ['time', 'cell_index', 't_coll'] });
    const lines = tableText(view, { head: 2, tail: 1 }).trimEnd().split('\n');
    expect(lines).toHaveLength(6);
    expect(lines[0]).toMatch(/^ *time {2}cell_index {2}t_coll$/);
    expect(lines[1]?.trim().split(/\s+/)).toEqual(['s', 's']);
    expect(lines[2]?.trim().split(/\s+/)).toEqual(['297.713', '0', '-']);
    expect(lines[4]).toBe('… 421 rows …');
  });

  it('as CSV agree with what the run itself wrote, digit by digit', async () => {
    const view = await queryTable({ directory: merged, columns: ['time'], where: 'cell_index=0' });
    const [, ...times] = Array.from(tableCsv(view), (line) => line.trim());
    const budget = readFileSync(join(merged, 'checks', 'mass_budget.csv'), 'utf8');
    const [, ...written] = budget
      .trim()
      .split(/\r?\n/)
      .map((line) => line.split(',')[0]);
    expect(times).toEqual(written);
  });
});
