import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, normalize, resolve } from 'node:path';
import { FileError } from '@marsdisk/core';
import {
  attemptOnFile,
  type ChunkGap,
  contentProblem,
  countParquetRows,
  type FileContent,
  findChunkFiles,
  findRunFiles,
  type LockHolder,
  OUTPUT_FILES,
  readLock,
  seriesFileName,
  TEMPORARY_SUFFIX,
} from '@marsdisk/io';
import { isSealBroken } from '../run/sealedRecord.ts';
import { gapsOfRun } from '../table/gaps.ts';
import { openRunFolder, type RunEnd, SERIES_TABLES } from '../table/runFolder.ts';
import { softwareChanges } from './changes.ts';
import { COMMIT } from './commit.ts';
import { checkpointFolder } from './folder.ts';
import { judgeCheckpoints } from './resumption.ts';
import { VERSION } from './version.ts';

/** What a file of a run is. */
export type FileKind =
  /** Complete, under its own name. */
  | 'result'
  /** The rows of one flush. */
  | 'chunk'
  /** A CSV file that still grows; readable up to its last line. */
  | 'growing'
  /** Left by a process that ended while it wrote; of no use. */
  | 'unfinished';

/** A file of a run. */
export interface InspectedFile {
  /** Relative to the directory. */
  readonly path: string;
  readonly kind: FileKind;
  readonly byteLength: number;
  /** Null where rows are not counted. */
  readonly rows: number | null;
  /** What is wrong with it; null for nothing. */
  readonly problem: string | null;
}

/** A checkpoint of a run. */
export interface InspectedCheckpoint {
  readonly path: string;
  /** Steps done. */
  readonly step: number;
  /** Simulated time, s; null if it cannot be read. */
  readonly time: number | null;
  /** How the software that wrote it differs from this one; resuming needs `--allow-changes` then. */
  readonly changes: readonly string[];
  /** Why it cannot be used, with the file that is missing or damaged; null if it can. */
  readonly problem: string | null;
}

/** What there is of a run, and what can be done with it. */
export interface RunInspection {
  /** Absolute. */
  readonly directory: string;
  /** `unknown`: `run_config.json` is missing or damaged. */
  readonly end: RunEnd | 'unknown';
  /** The process that works in the directory, or that did and is gone. */
  readonly lock: { readonly state: 'free' | 'held' | 'stale'; readonly holder: LockHolder | null };
  readonly files: readonly InspectedFile[];
  /** Names of files that the run completed, or would have if it were complete. */
  readonly missing: readonly string[];
  /** Chunk files that are missing between others. */
  readonly gaps: readonly ChunkGap[];
  /** What became of comparing every file with the hash that the run recorded. */
  readonly verification: 'not asked for' | 'nothing to compare with' | 'done';
  readonly checkpoints: readonly InspectedCheckpoint[];
  /** The checkpoint from which `resumeRun` would go on; null if there is none or nothing to go on with. */
  readonly resumesFrom: InspectedCheckpoint | null;
  /** Whether the run is complete with nothing missing or damaged, or will be: it still runs or can be gone on with. */
  readonly isSound: boolean;
}

/** How closely a run is looked at. */
export interface InspectOptions {
  /** Reads all files and compares them with their hashes, instead of their sizes only. */
  readonly verify?: boolean;
}

/**
 * Looks into the directory of a run, whatever became of it. Nothing is changed.
 *
 * @throws FileError when the directory is missing or holds no run
 */
export function inspectRun(path: string, { verify = false }: InspectOptions = {}): RunInspection {
  const directory = resolve(path);
  const { end: recordedEnd, record } = openRunFolder(directory);
  const end = record === null ? 'unknown' : recordedEnd;
  const lock = readLock(directory);
  const folder = checkpointFolder(directory, record);
  const checkpoints = judgeCheckpoints(directory, folder).map(({ file, header, problem }) => ({
    path: file.path,
    step: file.step,
    time: header?.time ?? null,
    changes: header === null ? [] : softwareChanges(header, { version: VERSION, commit: COMMIT }),
    problem,
  }));
  const isOver = end === 'complete' || lock.state === 'held';
  const recorded = recordedFiles(record);
  const files = findRunFiles(directory)
    .filter((file) => dirname(file) !== OUTPUT_FILES.checkpointsFolder)
    .map((file) => inspectFile(directory, file, recorded?.get(file) ?? null, verify));
  const missing = (
    recorded === null ? expectedFiles(directory, record) : [...recorded.keys()]
  ).filter((file) => !existsSync(join(directory, file)));
  const gaps = gapsOfRun({ directory, record });
  const resumesFrom = isOver
    ? null
    : (checkpoints.findLast(({ problem }) => problem === null) ?? null);
  const verification = verificationOf(verify, recorded);
  const isWhole =
    end === 'complete' &&
    verification !== 'nothing to compare with' &&
    missing.length + gaps.length === 0 &&
    files.every(({ problem }) => problem === null);
  return {
    directory,
    end,
    lock: { state: lock.state, holder: lock.state === 'free' ? null : lock.holder },
    files,
    missing,
    gaps,
    verification,
    checkpoints,
    resumesFrom,
    isSound: isWhole || lock.state === 'held' || resumesFrom !== null,
  };
}

function verificationOf(
  isAskedFor: boolean,
  recorded: ReadonlyMap<string, FileContent> | null,
): RunInspection['verification'] {
  if (!isAskedFor) return 'not asked for';
  return recorded === null ? 'nothing to compare with' : 'done';
}

function inspectFile(
  directory: string,
  path: string,
  recorded: FileContent | null,
  withHash: boolean,
): InspectedFile {
  const full = join(directory, path);
  const status = attemptOnFile('read', full, () => statSync(full, { throwIfNoEntry: false }));
  let rows: number | null = null;
  let problem: string | null = null;
  try {
    if (path.endsWith('.parquet')) rows = countParquetRows(full);
    if (path === OUTPUT_FILES.runConfig) problem = recordProblem(full);
    if (path === OUTPUT_FILES.summary) problem = jsonProblem(readText(full));
    if (recorded !== null) problem = contentProblem(full, recorded, withHash) ?? problem;
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    problem = error.message;
  }
  return { path, kind: kindOf(path), byteLength: status?.size ?? 0, rows, problem };
}

function recordProblem(path: string): string | null {
  const text = readText(path);
  const problem = jsonProblem(text);
  if (problem !== null || !isSealBroken(text)) return problem;
  return 'its content has changed since it was written';
}

function jsonProblem(text: string): string | null {
  try {
    const content: unknown = JSON.parse(text);
    return typeof content === 'object' && content !== null ? null : 'is no JSON object';
  } catch {
    return 'is no JSON';
  }
}

function readText(path: string): string {
  return attemptOnFile('read', path, () => readFileSync(path, 'utf8'));
}

/** The files that a run completed, as its record tells; null if it does not. */
function recordedFiles(
  record: Readonly<Record<string, unknown>> | null,
): ReadonlyMap<string, FileContent> | null {
  const entries = record?.['output_files'];
  if (!Array.isArray(entries)) return null;
  return new Map(
    entries.map(({ path, size_bytes, sha256 }) => [
      normalize(String(path)),
      { byteLength: Number(size_bytes), sha256: String(sha256) },
    ]),
  );
}

function kindOf(path: string): FileKind {
  if (!TEMPORARY_SUFFIX.test(path))
    return /_chunk_\d+_\d+\.parquet$/.test(path) ? 'chunk' : 'result';
  return dirname(path) === OUTPUT_FILES.checksFolder ? 'growing' : 'unfinished';
}

/** Results that a complete run has, by its configuration; a table counts as there when its chunks are. */
function expectedFiles(
  directory: string,
  record: Readonly<Record<string, unknown>> | null,
): string[] {
  const config = record?.['config'] as Wanted | undefined;
  const folder = join(directory, OUTPUT_FILES.seriesFolder);
  const tables = SERIES_TABLES.filter(
    (table) => table !== 'psd_hist' || config?.io?.psd_history !== false,
  ).filter((table) => !existsSync(folder) || findChunkFiles(folder, table).length === 0);
  return [
    OUTPUT_FILES.runConfig,
    OUTPUT_FILES.summary,
    OUTPUT_FILES.massBudget,
    ...(config?.io?.mass_budget_cells === false ? [] : [OUTPUT_FILES.massBudgetCells]),
    ...(config?.numerics?.orbit_rollup === false ? [] : [OUTPUT_FILES.orbitRollup]),
    ...tables.map((table) => join(OUTPUT_FILES.seriesFolder, seriesFileName(table))),
  ];
}

interface Wanted {
  readonly io?: { readonly mass_budget_cells?: boolean; readonly psd_history?: boolean };
  readonly numerics?: { readonly orbit_rollup?: boolean };
}

/** A name for people: the file of a checkpoint without its folder. */
export function checkpointName({ path }: InspectedCheckpoint): string {
  return basename(path);
}
