import type { Frame } from './frames.ts';
import { isWrapper } from './webAssembly.ts';

/** The largest parts of a run. */
export type Group = 'physics' | 'records' | 'I/O' | 'runtime' | 'waiting' | 'other';

/** A part of a run to which time is attributed. */
export interface Module {
  readonly group: Group;
  readonly name: string;
}

/** Folders of the physics and what they compute. */
const PHYSICS: Readonly<Record<string, string>> = {
  collisions: 'collisions',
  dust: 'size distribution',
  radiation: 'radiation',
  sublimation: 'sublimation',
  phase: 'phase',
  sinks: 'sinks',
  supply: 'supply',
  mars: 'Mars temperature',
  orbit: 'orbits',
  run: 'time loop',
  engine: 'engine',
  tables: 'tables',
};

const GARBAGE: Module = { group: 'runtime', name: 'garbage collection' };
const NATIVE: Module = { group: 'runtime', name: 'compiler and native code' };
const IDLE: Module = { group: 'runtime', name: 'idle' };
const WAITING: Module = { group: 'waiting', name: 'waiting: files, other programs' };
const RECORDS: Module = { group: 'records', name: 'records' };
const ENCODING: Module = { group: 'I/O', name: 'encoding' };
const WRITING: Module = { group: 'I/O', name: 'writing' };
const HARNESS: Module = { group: 'other', name: 'harness' };
const CACHES: Module = { group: 'physics', name: 'caches' };
const KERNELS: Module = { group: 'physics', name: 'collisions' };
const TIME_LOOP: Module = { group: 'physics', name: 'time loop' };
/** Files of the harness that belong to a run, by the begin of their path; all others prepare or measure it. */
const HARNESS_FILES: readonly (readonly [start: string, module: Module])[] = [
  ['run/crew', TIME_LOOP],
  ['run/steps', TIME_LOOP],
  ['run/output', ENCODING],
  ['run/writer', ENCODING],
];
/** Folders of fast that hold no caches. */
const FAST: Readonly<Record<string, Module>> = {
  kernels: KERNELS,
  assembly: KERNELS,
  parallel: { group: 'runtime', name: 'worker threads' },
};

/**
 * The part of a run that a frame itself belongs to; null when only its caller tells: built-in functions, libraries, the way
 * into WebAssembly.
 */
export function moduleOf({ origin, file, name, twin }: Frame): Module | null {
  switch (origin) {
    case 'V8':
      if (name === '(garbage collector)') return GARBAGE;
      if (name === '(program)') return NATIVE;
      return name === '(idle)' ? IDLE : null;
    case 'core':
      return physics(folderOf(file));
    case 'fast': {
      if (twin !== null) return physics(folderOf(twin));
      const folder = folderOf(file);
      return FAST[folder] ?? CACHES;
    }
    case 'io':
      return folderOf(file) === 'files' ? WRITING : ENCODING;
    case 'node':
      if (/^node:(internal\/)?fs/.test(file)) return WRITING;
      return file.startsWith('node:zlib') ? ENCODING : null;
    case 'harness':
      return HARNESS_FILES.find(([start]) => file.startsWith(start))?.[1] ?? HARNESS;
    case 'config':
      return HARNESS;
    case 'WebAssembly':
      return isWrapper(name) ? null : KERNELS;
    case 'system':
      return WAITING;
    case 'library':
      return null;
  }
}

function folderOf(file: string): string {
  const slash = file.indexOf('/');
  return slash < 0 ? '' : file.slice(0, slash);
}

function physics(folder: string): Module {
  if (folder === 'records') return RECORDS;
  return { group: 'physics', name: PHYSICS[folder] ?? 'time loop' };
}
