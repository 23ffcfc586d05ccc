import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { advanceRun, type RunTableName, takeRecords } from '@marsdisk/core';
import { describe, expect, it } from 'vitest';
import { flushesOf } from '../../src/estimate/flushes.ts';
import { MEMORY_OF_ROW } from '../../src/estimate/rowMemory.ts';
import { sampleWriting } from '../../src/estimate/sampleWriting.ts';
import { wallTime } from '../../src/estimate/wallTime.ts';
import { lineThrough, mergingSeconds, writingSeconds } from '../../src/estimate/writingCosts.ts';
import { engineSpec, executeRun, outputSizes } from '../../src/index.ts';
import { prepareRun } from '../../src/run/prepareRun.ts';
import { rowBytes } from '../../src/run/writerMessage.ts';
import { queryTable } from '../../src/table/index.ts';
import { temporaryFolder } from '../runFolder.ts';

const ROOT = resolve(import.meta.dirname, '..', '..', '..', '..');
const folder = temporaryFolder();

function request(directory: string, ...overrides: string[]) {
  return {
    source: {
      path: join(ROOT, 'configs', 'small.yml'),
      overrides: [`io.outdir=${join(folder, directory)}`, ...overrides],
    },
    engine: engineSpec('fast'),
    environment: {},
    workingDirectory: ROOT,
  };
}

describe('what a run writes', () => {
  it('has the rows and flushes that were foretold, table by table', async () => {
    const asked = request(
      'flushed',
      'io.streaming.step_flush_interval=40',
      'io.streaming.merge_at_end=false',
      'io.series_stride=7',
      'io.psd_history_stride=50',
    );
    const { run, config } = await prepareRun(asked);
    const sizes = outputSizes(run.setup, config.io, { isStreaming: true });
    await executeRun(asked);
    const chunks = readdirSync(join(folder, 'flushed', 'series'));
    for (const { table, rows, flushes } of sizes.tables) {
      if (table.startsWith('mass_budget')) continue;
      expect(chunks.filter((name) => name.startsWith(`${table}_chunk`)).length, table).toBe(
        flushes,
      );
      const query = { directory: join(folder, 'flushed'), table };
      expect((await queryTable(query)).rowCount, table).toBe(rows);
    }
    expect(sizes.tables.map(({ flushes }) => flushes)).toEqual([3, 3, 3, 3, 3]);
    const budget = readFileSync(join(folder, 'flushed', 'checks', 'mass_budget.csv'), 'utf8');
    expect(budget.trim().split('\n').length - 1).toBe(sizes.tables[3]!.rows);
    expect(sizes.mergedBytes).toBe(0);
    expect(sizes.peakBytes).toBe(sizes.bytes);
  });

  it('takes the memory of its rows', async () => {
    const { run, config, description } = await prepareRun(request('rows'));
    advanceRun(run, 1000);
    const records = takeRecords(run.recorder);
    for (const table of Object.keys(records) as RunTableName[]) {
      const rows = records[table].reduce((sum, chunk) => sum + chunk.rowCount, 0);
      const none = {
        run: [],
        diagnostics: [],
        psd_hist: [],
        mass_budget: [],
        mass_budget_cells: [],
      };
      const bytes = rowBytes({ ...none, [table]: records[table] });
      expect(MEMORY_OF_ROW[table], table).toBeCloseTo(bytes / rows, 0);
    }
    const { cells, bins } = run.setup;
    const size = { cells, bins, steps: run.clock.step };
    const flushes = flushesOf(size, config.io, description.streaming.enable, 'off');
    expect(flushes).toMatchObject({ count: 1, hasThread: false, steps: run.clock.step });
    expect(flushes.bytes / rowBytes(records)).toBeCloseTo(1, 2);
    expect(flushes.held).toBe(flushes.bytes);
  });

  it('is only what is still to come when a run is gone on with', async () => {
    const { run, config } = await prepareRun(request('rest', 'io.series_stride=7'));
    const { io } = config;
    const all = outputSizes(run.setup, io, { isStreaming: true });
    const rest = outputSizes(run.setup, io, { isStreaming: true, stepsBefore: 80 });
    const first = [Math.ceil(80 / 7), 80, 80, 80, 80];
    const perStep = [4, 4, 4 * 20, 1, 4];
    const before = all.tables.map(({ rows }, i) => rows - rest.tables[i]!.rows);
    expect(before).toEqual(first.map((steps, i) => steps * perStep[i]!));
    expect(rest.bytes).toBeLessThan(all.bytes);
    // The chunks from before are merged as well.
    expect(rest.mergedBytes).toBe(all.mergedBytes);
    const done = outputSizes(run.setup, io, { isStreaming: true, stepsBefore: 106 });
    expect(done.bytes).toBe(0);
  });

  it('is there twice for a while where chunks stay until all is complete', async () => {
    const { run, config } = await prepareRun(request('twice'));
    const { io } = config;
    const usual = outputSizes(run.setup, io, { isStreaming: true });
    const resumable = outputSizes(run.setup, io, { isStreaming: true, isResumable: true });
    expect(resumable.peakBytes).toBe(usual.bytes + usual.mergedBytes);
    expect(resumable.peakBytes).toBeGreaterThan(usual.peakBytes);
    const streaming = { ...io.streaming, cleanup_chunks: false };
    const kept = outputSizes(run.setup, { ...io, streaming }, { isStreaming: true });
    expect(kept.bytes).toBe(usual.bytes + usual.mergedBytes);
  });
});

describe('flushes', () => {
  it('wait beside the one that is recorded while a thread writes them', async () => {
    const { config } = await prepareRun(request('held', 'io.streaming.step_flush_interval=1000'));
    const { io } = config;
    const small = flushesOf({ cells: 4, bins: 20, steps: 1e5 }, io, true, 'auto');
    expect(small).toMatchObject({ count: 100, steps: 1000, hasThread: true });
    expect(small.held).toBe(3 * small.bytes);
    const large = flushesOf({ cells: 32, bins: 40, steps: 1e5 }, io, true, 'auto');
    expect(large.bytes).toBeGreaterThan(2 ** 25);
    expect(large.held).toBe(2 * large.bytes);
    const tiny = flushesOf({ cells: 1, bins: 4, steps: 1e5 }, io, true, 'auto');
    expect(tiny).toMatchObject({ hasThread: false, held: tiny.bytes });
    expect(flushesOf({ cells: 1, bins: 4, steps: 1e5 }, io, true, 'on').hasThread).toBe(true);
    expect(flushesOf({ cells: 32, bins: 40, steps: 1e5 }, io, true, 'off').hasThread).toBe(false);
    // The only flush is the last one, which starts no thread.
    expect(flushesOf({ cells: 32, bins: 40, steps: 900 }, io, true, 'on').hasThread).toBe(false);
    expect(flushesOf({ cells: 4, bins: 20, steps: 1e5 }, io, false, 'off').count).toBe(1);
  });
});

describe('the cost of writing', () => {
  it('has a fixed part and a part a row, from two sizes', () => {
    expect(lineThrough({ amount: 10, seconds: 3 }, { amount: 30, seconds: 5 })).toEqual({
      once: 2,
      each: 0.1,
    });
    // Noise makes no negative costs.
    const falling = lineThrough({ amount: 10, seconds: 5 }, { amount: 30, seconds: 3 });
    expect(falling).toEqual({ once: 3, each: 0 });
    const steep = lineThrough({ amount: 10, seconds: 0.1 }, { amount: 30, seconds: 3 });
    expect(steep.once).toBeCloseTo(0, 12);
    expect(steep.each).toBeCloseTo(0.1, 12);
    const same = { amount: 10, seconds: 5 };
    expect(lineThrough(same, same)).toEqual({ once: 0, each: 0.5 });
  });

  it('counts flushes and rows of every table', () => {
    const costs = {
      tables: { run: { perFlush: 2, perRow: 0.5 }, mass_budget: { perFlush: 1, perRow: 0 } },
      takingPerByte: 0,
      merging: { once: 3, perByte: 0.25 },
      sample: { steps: 1, seconds: 1 },
    };
    const sizes = [
      { table: 'run', rows: 100, bytes: 0, flushes: 4 },
      { table: 'mass_budget', rows: 7, bytes: 0, flushes: 5 },
      { table: 'psd_hist', rows: 7, bytes: 0, flushes: 5 },
    ] as const;
    expect(writingSeconds(costs, sizes)).toBe(4 * 2 + 100 * 0.5 + 5);
    expect(mergingSeconds(costs, 100)).toBe(28);
    expect(mergingSeconds(costs, 0)).toBe(0);
  });

  it('is sampled for the tables that a run keeps, at any stride, in a folder that goes', async () => {
    const { TMPDIR } = process.env;
    process.env['TMPDIR'] = mkdtempSync(join(folder, 'tmp-'));
    try {
      const { run, config } = await prepareRun(
        request(
          'sampled',
          'io.psd_history=false',
          'io.series_stride=1000',
          'numerics.t_end_years=1',
        ),
      );
      advanceRun(run, 64);
      const { tables, sample } = sampleWriting(run, config.io);
      expect(Object.keys(tables).sort()).toEqual([
        'diagnostics',
        'mass_budget',
        'mass_budget_cells',
        'run',
      ]);
      for (const { perFlush, perRow } of Object.values(tables)) {
        expect(perFlush).toBeGreaterThanOrEqual(0);
        expect(perFlush + perRow).toBeGreaterThan(0);
      }
      expect(sample.steps).toBeGreaterThan(1);
      expect(readdirSync(tmpdir())).toEqual([]);
    } finally {
      if (TMPDIR === undefined) delete process.env['TMPDIR'];
      else process.env['TMPDIR'] = TMPDIR;
    }
  });
});

describe('the wall time of a run', () => {
  const parts = { setUp: 1, steps: 50, taking: 2, writing: 40, lastFlush: 4, merging: 3 };

  it('is the sum of its parts on one thread', () => {
    expect(wallTime(parts, { workers: 1, hasWriter: false, cores: 2 })).toBe(1 + 52 + 40 + 3);
  });

  it('is the longer of steps and writing where a thread writes beside them', () => {
    const hands = { workers: 1, hasWriter: true, cores: 8 };
    expect(wallTime(parts, hands)).toBe(1 + 52 + 4 + 3);
    expect(wallTime({ ...parts, writing: 400, lastFlush: 40 }, hands)).toBe(1 + 400 + 5.2 + 3);
  });

  it('is no shorter than the processors need for all threads', () => {
    const hands = { workers: 2, hasWriter: true, cores: 2 };
    expect(wallTime(parts, hands)).toBe(1 + (2 * 52 + 40) / 2 + 3);
    expect(wallTime(parts, { ...hands, cores: 8 })).toBe(1 + 52 + 4 + 3);
  });
});
