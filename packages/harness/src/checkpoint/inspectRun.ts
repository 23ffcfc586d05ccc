import { existsSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { FileError } from '@marsdisk/core';
import {
  countParquetRows,
  findChunkFiles,
  findRunFiles,
  type LockHolder,
  OUTPUT_FILES,
  readLock,
  TEMPORARY_SUFFIX,
} from '@marsdisk/io';
import type { RunEnd } from '../table/runFolder.ts';
import { openRunFolder, SERIES_TABLES } from '../table/runFolder.ts';
import { softwareChanges } from './changes.ts';
import { COMMIT } from './commit.ts';
import { checkpointFolder } from './resumeRun.ts';
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
  readonly end: RunEnd;
  /** The process that works in the directory, or that did and is gone. */
  readonly lock: { readonly state: 'free' | 'held' | 'stale'; readonly holder: LockHolder | null };
  readonly files: readonly InspectedFile[];
  /** Names of files that a complete run would have. */
  readonly missing: readonly string[];
  readonly checkpoints: readonly InspectedCheckpoint[];
  /** The checkpoint from which `resumeRun` would go on; null if there is none or nothing to go on with. */
  readonly resumesFrom: InspectedCheckpoint | null;
}

/**
 * Looks into the directory of a run, whatever became of it. Nothing is changed.
 *
 * @throws FileError when the directory is missing or holds no run
 */
export function inspectRun(path: string): RunInspection {
  const directory = resolve(path);
  const { end, record } = openRunFolder(directory);
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
  return {
    directory,
    end,
    lock: { state: lock.state, holder: lock.state === 'free' ? null : lock.holder },
    files: findRunFiles(directory)
      .filter((file) => dirname(file) !== OUTPUT_FILES.checkpointsFolder)
      .map((file) => inspectFile(directory, file)),
    missing: missingFiles(directory, record),
    checkpoints,
    resumesFrom: isOver ? null : (checkpoints.findLast(({ problem }) => problem === null) ?? null),
  };
}

function inspectFile(directory: string, path: string): InspectedFile {
  const full = join(directory, path);
  const kind = kindOf(path);
  const byteLength = statSync(full, { throwIfNoEntry: false })?.size ?? 0;
  let rows: number | null = null;
  let problem: string | null = null;
  if (path.endsWith('.parquet'))
    try {
      rows = countParquetRows(full);
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      problem = error.message;
    }
  return { path, kind, byteLength, rows, problem };
}

function kindOf(path: string): FileKind {
  if (!TEMPORARY_SUFFIX.test(path))
    return /_chunk_\d+_\d+\.parquet$/.test(path) ? 'chunk' : 'result';
  return dirname(path) === OUTPUT_FILES.checksFolder ? 'growing' : 'unfinished';
}

/** Results that are not there: a table counts as there when its chunks are. */
function missingFiles(
  directory: string,
  record: Readonly<Record<string, unknown>> | null,
): string[] {
  const config = record?.['config'] as Wanted | undefined;
  const wanted: string[] = [
    OUTPUT_FILES.runConfig,
    OUTPUT_FILES.summary,
    OUTPUT_FILES.massBudget,
    ...(config?.io?.mass_budget_cells === false ? [] : [OUTPUT_FILES.massBudgetCells]),
    ...(config?.numerics?.orbit_rollup === false ? [] : [OUTPUT_FILES.orbitRollup]),
  ];
  const folder = join(directory, OUTPUT_FILES.seriesFolder);
  for (const table of SERIES_TABLES) {
    const isWanted = table !== 'psd_hist' || config?.io?.psd_history !== false;
    const isThere =
      existsSync(join(folder, `${table}.parquet`)) ||
      (existsSync(folder) && findChunkFiles(folder, table).length > 0);
    if (isWanted && !isThere) wanted.push(join(OUTPUT_FILES.seriesFolder, `${table}.parquet`));
  }
  return wanted.filter((file) => !existsSync(join(directory, file)));
}

interface Wanted {
  readonly io?: { readonly mass_budget_cells?: boolean; readonly psd_history?: boolean };
  readonly numerics?: { readonly orbit_rollup?: boolean };
}

/** A name for people: the file of a checkpoint without its folder. */
export function checkpointName({ path }: InspectedCheckpoint): string {
  return basename(path);
}
