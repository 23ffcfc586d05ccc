import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { nonNegativeLeastSquares } from '../packages/harness/src/bench/leastSquares.ts';
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
}

interface Measured extends Point {
  readonly rows: Record<string, number>;
  readonly bytes: Record<string, number>;
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
const CHECKED: readonly Point[] = [
  { cells: 12, bins: 64, steps: 300 },
  { cells: 24, bins: 30, steps: 600 },
];
const CODECS = ['snappy', 'zstd', 'gzip', 'brotli', 'none'] as const;

const [point] = process.argv.slice(2);
if (point === undefined) measureAll();
else await measureHere(JSON.parse(point) as Point);

function measureAll(): void {
  const fitted = FITTED.map(measure);
  const tables: Record<string, { bytes: number; bytesPerRow: number }> = {};
  for (const table of ['run', 'diagnostics', 'psd_hist', 'mass_budget', 'mass_budget_cells']) {
    const points = fitted.filter(({ rows }) => (rows[table] ?? 0) > 0);
    const [bytes = 0, bytesPerRow = 0] = nonNegativeLeastSquares(
      points.map(({ rows }) => [1, rows[table]!]),
      points.map(({ bytes }) => bytes[table]!),
    );
    tables[table] = { bytes: Math.round(bytes), bytesPerRow: Number(bytesPerRow.toPrecision(3)) };
  }
  const [bytes = 0, bytesPerSeriesRow = 0, bytesPerPsdRow = 0] = nonNegativeLeastSquares(
    fitted.map(({ rows }) => [1, rows['run']!, rows['psd_hist'] ?? 0]),
    fitted.map(({ memory }) => memory),
  );
  const memory = {
    bytes: Math.round(bytes),
    bytesPerSeriesRow: Math.round(bytesPerSeriesRow),
    bytesPerPsdRow: Math.round(bytesPerPsdRow),
  };
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
      const ratio = (size.bytes + size.bytesPerRow * rows) / one.bytes[table]!;
      return rows === 0 ? `${table} -` : `${table} ${ratio.toFixed(2)}`;
    });
    const held =
      memory.bytes +
      memory.bytesPerSeriesRow * one.rows['run']! +
      memory.bytesPerPsdRow * (one.rows['psd_hist'] ?? 0);
    const { cells, bins, steps } = one;
    console.log(
      `${cells} cells, ${bins} bins, ${steps} steps: estimated over measured ${ratios.join(', ')}, ` +
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
  try {
    const { files } = await executeRun({
      source: {
        path: join(ROOT, 'configs', 'base.yml'),
        overrides: [
          `io.outdir=${folder}`,
          `geometry.Nr=${one.cells}`,
          `sizes.n_bins=${one.bins}`,
          'numerics.dt_init=5000',
          `numerics.t_end_years=${(5000 * one.steps) / 31557600}`,
          `io.streaming.compression="${one.codec ?? 'snappy'}"`,
          `io.psd_history=${one.psd ?? true}`,
        ],
      },
      engine: engineSpec('fast'),
      environment: {},
      workingDirectory: ROOT,
    });
    const rows: Record<string, number> = {};
    const bytes: Record<string, number> = {};
    for (const file of files) {
      const table = basename(file).replace(/\.\w+$/, '');
      bytes[table] = statSync(file).size;
      if (file.endsWith('.parquet')) rows[table] = (await readSeries(file, [])).rowCount;
    }
    rows['mass_budget'] = rows['run']! / one.cells;
    rows['mass_budget_cells'] = rows['run']!;
    const memory = process.resourceUsage().maxRSS * 1024;
    console.log(JSON.stringify({ ...one, rows, bytes, memory }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
