import { existsSync, mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { fittedEngine } from '../../src/estimate/modelledTime.ts';
import {
  engineSpec,
  estimateRun,
  executeRun,
  freeDiskBytes,
  type RunEstimate,
  type RunOutcome,
  warnIfDiskTooSmall,
} from '../../src/index.ts';
import { openRunFolder, queryTable } from '../../src/table/index.ts';
import { temporaryFolder } from '../runFolder.ts';

const ROOT = resolve(import.meta.dirname, '..', '..', '..', '..');
const folder = temporaryFolder();
const directory = join(folder, 'run');

/** A run that the sizes were not fitted to: another disk, other grains, strides. */
const REQUEST = {
  source: {
    path: join(ROOT, 'configs', 'small.yml'),
    overrides: [
      `io.outdir=${directory}`,
      'geometry.Nr=10',
      'sizes.n_bins=48',
      'io.diagnostics_stride=4',
      'io.psd_history_stride=3',
    ],
  },
  engine: engineSpec('fast'),
  environment: {},
  workingDirectory: ROOT,
};

describe('an estimate', () => {
  let estimate: RunEstimate;
  let outcome: RunOutcome;
  beforeAll(async () => {
    const { TMPDIR } = process.env;
    process.env['TMPDIR'] = mkdtempSync(join(folder, 'tmp-'));
    estimate = await estimateRun(REQUEST);
    expect(existsSync(directory)).toBe(false);
    expect(readdirSync(tmpdir())).toEqual([]);
    if (TMPDIR === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = TMPDIR;
    outcome = await executeRun(REQUEST);
  });

  it('foretells the number of steps and of the rows of every table', async () => {
    expect(estimate.steps).toBe(outcome.steps);
    const rows = Object.fromEntries(estimate.sizes.tables.map((size) => [size.table, size.rows]));
    for (const table of Object.keys(openRunFolder(directory).files))
      expect(rows[table], table).toBe((await queryTable({ directory, table })).rowCount);
    for (const table of ['mass_budget', 'mass_budget_cells']) {
      const lines = readFileSync(join(directory, 'checks', `${table}.csv`), 'utf8').trim();
      expect(rows[table], table).toBe(lines.split('\n').length - 1);
    }
  });

  it('foretells the size of the files within a third', () => {
    const written = outcome.files
      .filter((file) => /\.parquet$|mass_budget/.test(file))
      .reduce((sum, file) => sum + statSync(file).size, 0);
    expect(estimate.sizes.bytes / written).toBeGreaterThan(2 / 3);
    expect(estimate.sizes.bytes / written).toBeLessThan(3 / 2);
    expect(estimate.sizes.peakBytes).toBeGreaterThan(estimate.sizes.bytes);
  });

  it('tells what it takes a run that ended while it was measured, and nothing about others', () => {
    const { calibration, seconds, model } = estimate;
    expect(calibration).toMatchObject({ hasEnded: true, warmUp: { steps: outcome.steps } });
    expect(seconds.steps).toBeCloseTo(calibration.warmUp.seconds, 12);
    expect(seconds.total).toBeCloseTo(
      seconds.setUp + seconds.steps + seconds.taking + seconds.writing + seconds.merging,
      12,
    );
    expect(model).toBeNull();
  });

  it('knows fitted costs of the plain engine and of all optimisations together only', () => {
    expect(fittedEngine(engineSpec('core'))).toBe('core');
    expect(fittedEngine(engineSpec('fast'))).toBe('fast');
    expect(fittedEngine(engineSpec('fast', 'off'))).toBe('core');
    expect(fittedEngine(engineSpec('fast', '-moments'))).toBeNull();
  });

  it('refuses what the run would refuse', async () => {
    const broken = {
      ...REQUEST,
      source: { ...REQUEST.source, overrides: ['numerics.dt_init=-1'] },
    };
    await expect(estimateRun(broken)).rejects.toThrow('numerics.dt_init');
  });
});

describe('an estimate of a longer run with two threads', () => {
  let estimate: RunEstimate;
  beforeAll(async () => {
    const overrides = [
      ...REQUEST.source.overrides,
      'numerics.t_end_years=1',
      'io.streaming.step_flush_interval=500',
    ];
    const source = { ...REQUEST.source, overrides };
    estimate = await estimateRun({ ...REQUEST, source, workers: '2' });
  });

  it('takes its time from warm steps of the run itself', () => {
    const { calibration, seconds, steps } = estimate;
    const { warmUp, warm, pieces, secondsPerStep } = calibration;
    expect(warmUp.steps).toBeGreaterThanOrEqual(3);
    expect(warm.steps).toBe(pieces.reduce((sum, piece) => sum + piece.steps, 0));
    expect(secondsPerStep).toBeCloseTo(warm.seconds / warm.steps, 12);
    expect(steps).toBe(105_192);
    expect(seconds.steps).toBeCloseTo(steps * secondsPerStep, 9);
    // What the first step took beyond a warm one was the start of the threads.
    expect(seconds.setUp).toBeGreaterThan(warmUp.seconds - warmUp.steps * secondsPerStep);
  });

  it('gives ranges around what it says', () => {
    const { seconds, memory, flushes } = estimate;
    for (const { low, high, total } of [
      { ...seconds.range, total: seconds.total },
      { ...memory.range, total: memory.total },
    ]) {
      expect(low).toBeLessThan(total);
      expect(high).toBeGreaterThan(total);
    }
    expect(memory.workers).toBeGreaterThan(0);
    expect(memory.writer > 0).toBe(flushes.hasThread);
    expect(estimate.endsAt).toBeNull();
  });

  it('tells what other sizes and the other engine would take, in proportion to the fitted costs', () => {
    const { model, seconds, calibration } = estimate;
    const [bins, cells, core] = model?.others ?? [];
    expect(bins).toMatchObject({ label: '96 bins', cells: 10, bins: 96, engine: 'fast' });
    expect(cells).toMatchObject({ label: '20 cells', cells: 20, bins: 48, engine: 'fast' });
    expect(core).toMatchObject({ cells: 10, bins: 48, engine: 'core' });
    for (const other of model!.others)
      expect(Object.keys(other).sort()).toEqual(['bins', 'cells', 'engine', 'label', 'seconds']);
    // Twice the cells take twice the time, but for what comes once a step.
    expect(cells!.seconds / seconds.steps).toBeGreaterThan(1.5);
    expect(cells!.seconds / seconds.steps).toBeLessThanOrEqual(2);
    expect(bins!.seconds / seconds.steps).toBeGreaterThan(1);
    expect(core!.seconds / seconds.steps).toBeGreaterThan(10);
    expect(model!.factor * model!.secondsPerStep).toBeCloseTo(calibration.secondsPerStep, 12);
  });
});

describe('the room on the disk', () => {
  it('is that of the nearest folder that exists', () => {
    const free = freeDiskBytes(join(folder, 'not', 'yet', 'there'));
    expect(free).toBeGreaterThan(0);
    expect(freeDiskBytes(folder)! / free!).toBeCloseTo(1, 1);
  });

  it('is warned about when a run needs more, and only then', () => {
    const warnings: string[] = [];
    warnIfDiskTooSmall(folder, 1000, (message) => warnings.push(message));
    expect(warnings).toEqual([]);
    warnIfDiskTooSmall(folder, 1e18, (message) => warnings.push(message));
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(
      /^io\.outdir: the run is expected to write 1000 PB and .* has room for/,
    );
  });

  it('is looked at before a run', async () => {
    const warnings: string[] = [];
    const interrupt = AbortSignal.abort('test');
    await executeRun({
      ...REQUEST,
      source: {
        ...REQUEST.source,
        overrides: [
          `io.outdir=${join(folder, 'large')}`,
          'numerics.t_end_years=1000',
          'numerics.dt_init=0.5',
          'sizes.n_bins=400',
          'geometry.Nr=200',
        ],
      },
      interrupt,
      warn: (message) => warnings.push(message),
    });
    expect(warnings.filter((message) => message.startsWith('io.outdir: the run'))).toHaveLength(1);
  });
});
