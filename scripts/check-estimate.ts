import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  bytesText,
  engineSpec,
  estimateRun,
  executeRun,
  type RunRequest,
} from '../packages/harness/src/index.ts';

// Estimates runs, does them, and prints how far apart the two are; each in a process of its own:
//   node scripts/check-estimate.ts            # runs of some seconds each
//   node scripts/check-estimate.ts full       # the one of two years
//   node scripts/check-estimate.ts strides    # only those with this in their name
const ROOT = join(import.meta.dirname, '..');
const STRIDES = ['io.series_stride=200', 'io.diagnostics_stride=200', 'io.psd_history_stride=2000'];

interface Case {
  readonly name: string;
  readonly config: string;
  readonly engine: string;
  readonly workers: number;
  readonly overrides: readonly string[];
}

interface Figures {
  /** Wall time, s. */
  readonly seconds: number;
  readonly memory: number;
  readonly bytes: number;
  /** The range of the time, of an estimate. */
  readonly low?: number;
  readonly high?: number;
}

const CASES: readonly Case[] = [
  oneCase('strides, 0.1 yr', { overrides: ['numerics.t_end_years=0.1', ...STRIDES] }),
  oneCase('strides, 0.1 yr', { workers: 2, overrides: ['numerics.t_end_years=0.1', ...STRIDES] }),
  oneCase('all rows at once, 0.02 yr', { overrides: ['numerics.t_end_years=0.02'] }),
  oneCase('all rows, 0.05 yr', {
    workers: 2,
    overrides: ['numerics.t_end_years=0.05', 'io.streaming.step_flush_interval=1000'],
  }),
  oneCase('solid, strides, 0.2 yr', {
    config: 'configs/solid.yml',
    overrides: ['numerics.t_end_years=0.2', ...STRIDES],
  }),
  oneCase('plain engine, 400 steps', {
    engine: 'core',
    overrides: ['numerics.dt_init=100', 'numerics.t_end_years=0.0012675', ...STRIDES],
  }),
  oneCase('64 cells × 80 bins, all rows, 0.005 yr', {
    overrides: ['numerics.t_end_years=0.005', 'geometry.Nr=64', 'sizes.n_bins=80'],
  }),
];
const FULL: readonly Case[] = [oneCase('strides, two years', { workers: 2, overrides: STRIDES })];

function oneCase(name: string, changes: Partial<Case>): Case {
  return {
    name,
    config: 'configs/base.yml',
    engine: 'fast',
    workers: 1,
    overrides: [],
    ...changes,
  };
}

const [what, task] = process.argv.slice(2);
if (task !== undefined) await answer(what === 'estimate', JSON.parse(task) as Case);
else if (what === 'full') FULL.forEach(compare);
else CASES.filter(({ name }) => what === undefined || name.includes(what)).forEach(compare);

function compare(one: Case): void {
  const load = loadavg()[0] ?? 0;
  const estimated = inProcess('estimate', one);
  const done = inProcess('run', one);
  const ratio = (key: 'seconds' | 'memory' | 'bytes') => (estimated[key] / done[key]).toFixed(2);
  const { low = 0, high = 0 } = estimated;
  const isInside = done.seconds >= low && done.seconds <= high;
  console.log(
    [
      `${one.name}, ${one.workers} thread${one.workers > 1 ? 's' : ''}`,
      `time ${estimated.seconds.toFixed(1)} (${low.toFixed(1)} to ${high.toFixed(1)}) over ${done.seconds.toFixed(1)} s: ${ratio('seconds')}${isInside ? '' : ', outside'}`,
      `memory ${bytesText(estimated.memory)} over ${bytesText(done.memory)}: ${ratio('memory')}`,
      `files ${bytesText(estimated.bytes)} over ${bytesText(done.bytes)}: ${ratio('bytes')}`,
      `load ${load.toFixed(1)}`,
    ].join('; '),
  );
}

function inProcess(what: 'estimate' | 'run', one: Case): Figures {
  const child = spawnSync(process.execPath, [import.meta.filename, what, JSON.stringify(one)], {
    encoding: 'utf8',
    cwd: ROOT,
  });
  if (child.status !== 0) throw new Error(child.stderr);
  return JSON.parse(child.stdout.trim().split('\n').at(-1)!) as Figures;
}

async function answer(isEstimate: boolean, one: Case): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'marsdisk-check-'));
  const request: RunRequest = {
    source: {
      path: join(ROOT, one.config),
      overrides: [`io.outdir=${directory}`, ...one.overrides],
    },
    engine: engineSpec(one.engine),
    workers: String(one.workers),
    environment: {},
    workingDirectory: ROOT,
  };
  try {
    const figures = isEstimate ? await estimated(request) : await measured(request);
    console.log(JSON.stringify(figures));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function estimated(request: RunRequest): Promise<Figures> {
  const { seconds, memory, sizes } = await estimateRun(request);
  return {
    seconds: seconds.total,
    ...seconds.range,
    memory: memory.total,
    bytes: sizes.bytes,
  };
}

async function measured(request: RunRequest): Promise<Figures> {
  const { wall, files } = await executeRun(request);
  const bytes = files
    .filter((file) => /\.parquet$|mass_budget/.test(file))
    .reduce((sum, file) => sum + statSync(file).size, 0);
  return { seconds: wall.total, memory: process.resourceUsage().maxRSS * 1024, bytes };
}
