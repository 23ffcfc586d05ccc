import { STOPPING_CELLS } from '../../../../tests/support/stoppingCells.ts';
/** A moment at a call of the file system. */
export interface FileMoment {
  readonly kind: 'file';
  /** What is going on, for the table of results. */
  readonly name: string;
  readonly call: 'write' | 'fsync' | 'rename' | 'remove' | 'truncate' | 'mkdir';
  /** Regular expression for the path. */
  readonly path: string;
  /** The how many-th such call. */
  readonly nth: number;
  /** `middle`: half of the bytes are written. */
  readonly when: 'before' | 'middle' | 'after';
}

/** A moment by the clock, seen from outside. */
export interface ClockMoment {
  readonly kind: 'clock';
  readonly name: string;
  /** After the first checkpoint, ms: before it there is nothing to go on with. */
  readonly after: number;
}

export type Moment = FileMoment | ClockMoment;

/** A run, when it is killed, and how it is gone on with. */
export interface KillCase {
  readonly seed: number;
  readonly setting: Setting;
  readonly moment: Moment;
  /** When the resumed run is killed; null when it is not. */
  readonly second: Moment | null;
  /** Threads of the resumed run. */
  readonly resumeWorkers: number;
  readonly checkpoints: CheckpointChoice;
}

/** When and where checkpoints are written. */
export interface CheckpointChoice {
  /** Wall time between two, for --checkpoint-every. */
  readonly every: string;
  /** Simulated time between two, yr. */
  readonly intervalYears: number;
  /** In the output directory, in a folder of another name there, or beside it. */
  readonly place: 'usual' | 'inside' | 'outside';
  readonly keepLast: number;
}

/** What is run. */
export interface Setting {
  readonly name: string;
  readonly args: readonly string[];
  readonly workers: number;
  /** Whether a thread of its own writes the files from the first flush on. */
  readonly hasWriterThread: boolean;
}

/** Cells that collide and stop one after the other. */
const COLLIDING = [...STOPPING_CELLS, 'numerics.dt_init=12'];
/** Vapour and droplets, supply, orbits. */
const LONGER = ['numerics.t_end_years=0.006'];
const FLUSHES = ['io.streaming.step_flush_interval=60'];

function setting(name: string, overrides: readonly string[], ...flags: string[]): Setting {
  const workers = flags.includes('--workers') ? 2 : 1;
  const threads = workers === 1 ? ['--workers', '1'] : [];
  return {
    name,
    args: [...threads, ...flags, '--override', ...overrides],
    workers,
    hasWriterThread: name.includes('writer thread'),
  };
}

export const SETTINGS: readonly Setting[] = [
  setting('fast', [...LONGER, ...FLUSHES]),
  setting('fast, writer thread', [...LONGER, ...FLUSHES]),
  setting('fast, cells stop, writer thread', [...COLLIDING, ...FLUSHES]),
  setting('core, cells stop', [...COLLIDING, ...FLUSHES], '--engine', 'core'),
  setting('fast, no caches', [...COLLIDING, ...FLUSHES], '--cache', 'off'),
  setting('fast, some caches', [...COLLIDING, ...FLUSHES], '--cache', '-pairs,-kernel'),
  setting('fast, 2 threads, writer thread', [...COLLIDING, ...FLUSHES], '--workers', '2'),
  setting(
    'core, flushed by size, writer thread',
    [...LONGER, 'io.streaming.memory_limit_gb=0.003'],
    '--engine',
    'core',
  ),
  setting('fast, not streamed', [...COLLIDING, 'io.streaming.enable=false']),
];

const CHUNK = '_chunk_.*parquet';
const CHECKPOINT = 'ckpt_step_';
const BUDGET = 'mass_budget';
const LOCK = 'marsdisk\\.lock$';
const ASIDE = 'marsdisk\\.lock\\.tmp-';
const FOLDER = '/(series|checks|[a-z-]*checkpoints)$';
type Place = readonly [
  name: string,
  call: FileMoment['call'],
  path: string,
  most: number,
  least?: number,
];

/** Where a process is killed, with the largest number of the call that surely comes, and the least of interest. */
const PLACES: readonly Place[] = [
  ['a flush is written', 'write', CHUNK, 60],
  ['a chunk is forced to the disk', 'fsync', CHUNK, 9],
  ['a chunk is renamed', 'rename', CHUNK, 9],
  ['a budget is appended to', 'write', BUDGET, 8],
  ['a checkpoint is written', 'write', CHECKPOINT, 12],
  ['a checkpoint is forced to the disk', 'fsync', CHECKPOINT, 4],
  ['a checkpoint is renamed', 'rename', CHECKPOINT, 4],
  ['a checkpoint is removed', 'remove', CHECKPOINT, 3],
  ['tables are merged', 'write', '/(run|diagnostics|psd_hist)\\.parquet', 12],
  ['a merged table is renamed', 'rename', '/(run|diagnostics|psd_hist)\\.parquet', 3],
  ['a budget is renamed', 'rename', BUDGET, 2],
  ['the summary is renamed', 'rename', 'summary\\.json', 1],
  ['the record of the end is renamed', 'rename', 'run_config\\.json', 2, 2],
  ['merged chunks are removed', 'remove', CHUNK, 9],
  ['the lock is written', 'write', LOCK, 1],
  ['the lock is removed', 'remove', LOCK, 1],
  ['a folder is made', 'mkdir', FOLDER, 3],
  ['a budget is opened', 'truncate', BUDGET, 2],
];

/** Moments of a resumed run: it takes away what came after its checkpoint, and cuts the budgets. */
const RESUMED_PLACES: readonly Place[] = [
  ['a chunk after the checkpoint is removed', 'remove', CHUNK, 1],
  ['a chunk is renamed', 'rename', CHUNK, 2],
  ['a checkpoint is renamed', 'rename', CHECKPOINT, 1],
  ['tables are merged', 'write', '/(run|diagnostics|psd_hist)\\.parquet', 6],
  ['the lock of the dead is moved aside', 'rename', ASIDE, 1],
  ['the lock of the dead is removed', 'remove', ASIDE, 1],
  ['the lock is written', 'write', LOCK, 1],
  ['a budget is cut', 'truncate', BUDGET, 2],
];

/** Case number `index` of a seed; moments at the clock and at file calls take turns. */
export function killCase(seed: number, index: number): KillCase {
  const random = randomFrom(seed * 7919 + index);
  const setting = SETTINGS[Math.floor(random() * SETTINGS.length)]!;
  const isStreamed = setting.name !== 'fast, not streamed';
  const places = PLACES.filter(([, , path]) => isStreamed || path !== CHUNK);
  const moment: Moment =
    index % 3 === 0
      ? { kind: 'clock', name: 'any moment', after: Math.round(random() * 900) }
      : fileMoment(places[(index * 5 + Math.floor(random() * 3)) % places.length]!, random);
  const second =
    random() < 0.3
      ? fileMoment(RESUMED_PLACES[Math.floor(random() * RESUMED_PLACES.length)]!, random)
      : null;
  return {
    seed: index,
    setting,
    moment,
    second,
    resumeWorkers: random() < 0.3 ? 2 : setting.workers,
    checkpoints: checkpointChoice(random),
  };
}

/** Half of the cases have a checkpoint after every slice of steps, so that there are many moments to be killed at. */
function checkpointChoice(random: () => number): CheckpointChoice {
  const one = <T>(choices: readonly T[]): T => choices[Math.floor(random() * choices.length)]!;
  return {
    every: random() < 0.5 ? '0s' : one(['20ms', '100ms', '400ms', '1h']),
    intervalYears: one([0.01, 0.001, 0.0001]),
    place: one(['usual', 'usual', 'inside', 'outside']),
    keepLast: one([0, 1, 3]),
  };
}

function fileMoment([name, call, path, most, least = 1]: Place, random: () => number): FileMoment {
  const nth = least + Math.floor(random() * (most - least + 1));
  const whens =
    call === 'write' ? (['before', 'middle', 'after'] as const) : (['before', 'after'] as const);
  return { kind: 'file', name, call, path, nth, when: whens[Math.floor(random() * whens.length)]! };
}

/** A reproducible sequence of numbers in [0, 1) (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
