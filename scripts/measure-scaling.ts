import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { loadConfig, runSettings } from '../packages/config/src/index.ts';
import { nonNegativeLeastSquares } from '../packages/harness/src/bench/leastSquares.ts';
import { flushesOf } from '../packages/harness/src/estimate/flushes.ts';
import { memoryTerms } from '../packages/harness/src/estimate/memory.ts';
import { engineSpec, executeRun } from '../packages/harness/src/index.ts';
import { readSeries } from '../packages/io/src/index.ts';

// Measures the bytes a row of every file and the memory of runs, and prints what belongs into
// packages/harness/src/estimate/measuredSizes.ts:
//   node scripts/measure-scaling.ts
const ROOT = join(import.meta.dirname, '..');

interface Point {
  readonly cells: number;
  readonly bins: number;
  readonly steps: number;
  readonly codec?: string;
  readonly psd?: boolean;
  /** Of the series; ten times as many for size distributions. */
  readonly stride?: number;
  readonly interval?: number;
  readonly workers?: number;
  readonly thread?: boolean;
}

interface Measured extends Point {
  readonly rows: Record<string, number>;
  readonly bytes: Record<string, number>;
  readonly flushes: number;
  readonly terms: ReturnType<typeof memoryTerms>;
  readonly memory: number;
}

const FITTED: readonly Point[] = [
  { cells: 4, bins: 20, steps: 25 },
  { cells: 4, bins: 40, steps: 400 },
  { cells: 8, bins: 160, steps: 100 },
  { cells: 16, bins: 40, steps: 200 },
  { cells: 32, bins: 20, steps: 400 },
  { cells: 32, bins: 40, steps: 50 },
  { cells: 32, bins: 40, steps: 800 },
  { cells: 32, bins: 40, steps: 800, psd: false },
  { cells: 16, bins: 40, steps: 800, psd: false },
];
/** Long enough for the heap to grow, as they are and with more threads and other flushes. */
const MEMORY: readonly Point[] = [
  { cells: 32, bins: 40, steps: 120, stride: 200 },
  { cells: 32, bins: 40, steps: 120, stride: 200, workers: 2 },
  { cells: 32, bins: 40, steps: 20_000, stride: 200 },
  { cells: 32, bins: 40, steps: 26_000, stride: 200, interval: 1000 },
  { cells: 32, bins: 40, steps: 26_000, stride: 200, interval: 1000, thread: true },
  { cells: 32, bins: 40, steps: 26_000, stride: 200, thread: true },
  { cells: 32, bins: 40, steps: 26_000, stride: 200, workers: 2 },
  { cells: 32, bins: 40, steps: 26_000, stride: 200, workers: 3 },
  { cells: 32, bins: 40, steps: 26_000, stride: 200, workers: 2, thread: true },
  { cells: 32, bins: 40, steps: 100_000, stride: 200, thread: true },
  { cells: 32, bins: 40, steps: 6000, interval: 300 },
  { cells: 32, bins: 40, steps: 6000, interval: 1000 },
  { cells: 32, bins: 40, steps: 6000, interval: 3000 },
  { cells: 32, bins: 40, steps: 6000, interval: 300, thread: true },
  { cells: 32, bins: 40, steps: 6000, interval: 1000, thread: true, workers: 2 },
  { cells: 32, bins: 40, steps: 6000, interval: 3000, thread: true },
];
const CHECKED: readonly Point[] = [
  { cells: 24, bins: 60, steps: 4000, interval: 800, thread: true, workers: 2 },
  { cells: 16, bins: 40, steps: 40_000, stride: 100, thread: true },
  { cells: 12, bins: 64, steps: 300 },
  { cells: 24, bins: 30, steps: 600 },
];
const CODECS = ['snappy', 'zstd', 'gzip', 'brotli', 'none'] as const;

const [point] = process.argv.slice(2);
if (point === undefined) measureAll();
else await measureHere(JSON.parse(point) as Point);

function measureAll(): void {
  const fitted = [...FITTED, ...MEMORY].map(measure);
  const tables: Record<string, { bytesPerPart: number; bytesPerRow: number }> = {};
  for (const table of ['run', 'diagnostics', 'psd_hist', 'mass_budget', 'mass_budget_cells']) {
    const points = fitted.filter(({ rows }) => (rows[table] ?? 0) > 0);
    const isBudget = table.startsWith('mass_budget');
    const [bytesPerPart = 0, bytesPerRow = 0] = nonNegativeLeastSquares(
      points.map(({ rows, flushes }) => [isBudget ? 1 : flushes, rows[table]!]),
      points.map(({ bytes }) => bytes[table]!),
    );
    tables[table] = {
      bytesPerPart: Math.round(bytesPerPart),
      bytesPerRow: Number(bytesPerRow.toPrecision(3)),
    };
  }
  const names = Object.keys(fitted[0]!.terms) as (keyof Measured['terms'])[];
  const coefficients = nonNegativeLeastSquares(
    fitted.map(({ terms }) => names.map((name) => terms[name])),
    fitted.map(({ memory }) => memory),
  );
  const memory = Object.fromEntries(
    names.map((name, i) => [name, Number(coefficients[i]!.toPrecision(3))]),
  );
  const byCodec = CODECS.map((codec) => measure({ cells: 16, bins: 40, steps: 200, codec }));
  const codecs = Object.fromEntries(
    byCodec.map((one, i) => [
      CODECS[i],
      Number((seriesBytes(one) / seriesBytes(byCodec[0]!)).toPrecision(3)),
    ]),
  );
  console.log(
    JSON.stringify(
      { machine: cpus()[0]?.model, node: process.version, tables, codecs, memory },
      null,
      2,
    ),
  );
  for (const one of [...fitted, ...CHECKED.map(measure)]) {
    const ratios = Object.entries(tables).map(([table, size]) => {
      const rows = one.rows[table] ?? 0;
      const parts = table.startsWith('mass_budget') ? 1 : one.flushes;
      const ratio = (parts * size.bytesPerPart + size.bytesPerRow * rows) / one.bytes[table]!;
      return rows === 0 ? `${table} -` : `${table} ${ratio.toFixed(2)}`;
    });
    const held = names.reduce((sum, name) => sum + memory[name]! * one.terms[name], 0);
    const { rows: _, bytes: __, terms: ___, memory: ____, ...point } = one;
    console.log(
      `${JSON.stringify(point)}: estimated over measured ${ratios.join(', ')}, ` +
        `memory ${(held / one.memory).toFixed(2)} of ${Math.round(one.memory / 1e6)} MB`,
    );
  }
}

function seriesBytes({ bytes }: Measured): number {
  return bytes['run']! + bytes['diagnostics']! + bytes['psd_hist']!;
}

/** Each run has a process of its own, whose memory is its own. */
function measure(one: Point): Measured {
  const child = spawnSync(process.execPath, [import.meta.filename, JSON.stringify(one)], {
    encoding: 'utf8',
    cwd: ROOT,
  });
  if (child.status !== 0) throw new Error(child.stderr);
  return JSON.parse(child.stdout.trim().split('\n').at(-1)!) as Measured;
}

async function measureHere(one: Point): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'marsdisk-scaling-'));
  const { cells, bins, steps, codec = 'snappy', stride = 1, interval = 10_000 } = one;
  const { workers = 1, thread = false, psd = true } = one;
  process.env['MARSDISK_WRITER_THREAD'] = thread ? 'on' : 'off';
  // Few steps are long ones; many may not last longer than the cooling table.
  const dt = Math.min(5000, 3e7 / steps);
  const source = {
    path: join(ROOT, 'configs', 'base.yml'),
    overrides: [
      `io.outdir=${folder}`,
      `geometry.Nr=${cells}`,
      `sizes.n_bins=${bins}`,
      `numerics.dt_init=${dt}`,
      `numerics.t_end_years=${(dt * steps) / 31557600}`,
      `io.streaming.compression="${codec}"`,
      `io.streaming.step_flush_interval=${interval}`,
      `io.psd_history=${psd}`,
      `io.series_stride=${stride}`,
      `io.diagnostics_stride=${stride}`,
      `io.psd_history_stride=${stride === 1 ? 1 : 10 * stride}`,
    ],
  };
  try {
    const { files } = await executeRun({
      source,
      engine: engineSpec('fast'),
      environment: {},
      workers: String(workers),
      workingDirectory: ROOT,
    });
    const rows: Record<string, number> = {};
    const bytes: Record<string, number> = {};
    for (const file of files) {
      const table = basename(file).replace(/\.\w+$/, '');
      bytes[table] = statSync(file).size;
      if (file.endsWith('.parquet')) rows[table] = (await readSeries(file, [])).rowCount;
    }
    rows['mass_budget'] = steps;
    rows['mass_budget_cells'] = steps * cells;
    const memory = process.resourceUsage().maxRSS * 1024;
    const { io } = runSettings(loadConfig(source)).config;
    const flushes = flushesOf({ cells, bins, steps }, io, true, thread ? 'on' : 'off');
    const seriesRows = rows['run']! + rows['diagnostics']! + (rows['psd_hist'] ?? 0);
    const budgetRows = rows['mass_budget'] + rows['mass_budget_cells'];
    const terms = memoryTerms({ workers, flushes, seriesRows, budgetRows });
    console.log(JSON.stringify({ ...one, rows, bytes, flushes: flushes.count, terms, memory }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
