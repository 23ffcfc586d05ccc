import { cpSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RUN_TABLES } from '@marsdisk/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { csvRows, openRunFolder, queryRows, queryTable, tableText } from '../../src/index.ts';
import { temporaryFolder } from '../runFolder.ts';
import { runSmall } from './smallRun.ts';

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
    expect(Array.from(view.rows.slice(0, 3))).toEqual([2, 22, 42]);
    for (const index of cell!) expect(index).toBe(2);
    expect(time![1]! - time![0]!).toBeCloseTo(5 * 300, 6);
  });

  it('gives every column for a star, each once', async () => {
    const { columns } = await queryTable({ directory: merged, columns: ['tau', '*'] });
    const names = columns.map(({ name }) => name);
    expect(names[0]).toBe('tau');
    expect(new Set(names).size).toBe(names.length);
    expect(names).toHaveLength(RUN_TABLES.run.length);
  });

  it('that was not merged gives the same rows from its chunks', async () => {
    expect(
      readdirSync(join(chunked, 'series')).filter((name) => name.startsWith('run_')),
    ).toHaveLength(5);
    for (const table of ['run', 'diagnostics', 'psd_hist']) {
      const [a, b] = await Promise.all(
        [merged, chunked].map(async (directory) =>
          Array.from(csvRows(await queryTable({ directory, table }))).join(''),
        ),
      );
      expect(a!.length).toBeGreaterThan(1000);
      expect(b).toBe(a);
    }
  });

  it.each([
    { head: 3, tail: 0 },
    { head: 0, tail: 3 },
    { head: 130, tail: 5 },
    { head: 1, tail: 130 },
    { head: 300, tail: 300 },
  ])('gives %j as they stand in all rows, whatever piece they are in', async (ends) => {
    for (const where of [undefined, 'cell_index>1'])
      for (const every of [1, 7]) {
        const query = {
          directory: chunked,
          columns: ['time', 'cell_index', 'cell_active', 'phase_state'],
          every,
          ...(where !== undefined && { where }),
        };
        const all = await queryTable(query);
        const some = await queryTable(query, ends);
        const lines = [...csvRows(all)];
        const last = Math.max(Math.min(ends.head, lines.length), lines.length - ends.tail);
        const expected = lines.filter((_, i) => i < ends.head || i >= last);
        expect([...csvRows(some)], `${where} every ${every}`).toEqual(expected);
        expect(some.matches ?? lines.length).toBe(lines.length);
        expect(some.fromHead).toBe(Math.min(ends.head, lines.length));
      }
  });

  it('is read no further than the rows that are wanted', async () => {
    const seen: number[] = [];
    for await (const piece of queryRows({ directory: chunked, columns: ['time'] }, (start) => {
      seen.push(start);
      return start >= 200;
    }))
      expect(piece.rows[0]).toBeGreaterThanOrEqual(200);
    expect(seen).toEqual([0, 100, 200, 300, 400]);
    // The second chunk is broken, but never looked at.
    const cut = join(folder, 'cut');
    cpSync(chunked, cut, { recursive: true });
    const [, second] = openRunFolder(cut).files.run;
    const bytes = readFileSync(second!);
    bytes.fill(0, 4, bytes.length >> 1);
    writeFileSync(second!, bytes);
    const query = { directory: cut, columns: ['time'], where: 'cell_index=0' };
    const { rows, matches } = await queryTable(query, { head: 10, tail: 0 });
    expect(rows.length).toBe(10);
    expect(matches).toBeNull();
  });

  it('with a broken chunk gives the rows of the others and says so', async () => {
    const broken = join(folder, 'broken');
    cpSync(chunked, broken, { recursive: true });
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
      '--columns: "tme" is no column of the table run, did you mean "time"?',
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
    const complete = '{"status":"complete","config":{"io":{"psd_history":false}}}';
    writeFileSync(join(folder, 'empty', 'run_config.json'), complete);
    const bare = { directory: join(folder, 'empty') };
    await expect(ask(bare)).rejects.toThrow(
      'no table run (series/run.parquet is missing, although the run is complete)',
    );
    await expect(ask({ ...bare, table: 'psd_hist' })).rejects.toThrow('io.psd_history is false');
    expect(openRunFolder(merged).end).toBe('complete');
  });
});

describe('rows as text', () => {
  it('stand under their names and units, with the number of those in between', async () => {
    const query = { directory: merged, columns: ['time', 'cell_index', 't_coll'] };
    const view = await queryTable(query, { head: 2, tail: 1 });
    const lines = tableText(view).trimEnd().split('\n');
    expect(lines).toHaveLength(6);
    expect(lines[0]).toMatch(/^ *time {2}cell_index {2}t_coll$/);
    expect(lines[1]?.trim().split(/\s+/)).toEqual(['s', 's']);
    expect(lines[2]?.trim().split(/\s+/)).toEqual(['297.713', '0', '-']);
    expect(lines[4]).toBe('… 421 rows …');
  });

  it('as CSV agree with what the run itself wrote, digit by digit', async () => {
    const view = await queryTable({ directory: merged, columns: ['time'], where: 'cell_index=0' });
    const times = Array.from(csvRows(view), (line) => line.trim());
    const budget = readFileSync(join(merged, 'checks', 'mass_budget.csv'), 'utf8');
    const [, ...written] = budget
      .trim()
      .split(/\r?\n/)
      .map((line) => line.split(',')[0]);
    expect(times).toEqual(written);
  });
});
