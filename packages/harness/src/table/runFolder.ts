import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { FileError } from '@marsdisk/core';
import {
  attemptOnFile,
  findChunkFiles,
  findRunFiles,
  OUTPUT_FILES,
  seriesFileName,
} from '@marsdisk/io';

/** The tables of a run that are Parquet files. */
export const SERIES_TABLES = ['run', 'diagnostics', 'psd_hist'] as const;

export type SeriesTable = (typeof SERIES_TABLES)[number];

/** How a run ended, as far as its directory tells. */
export type RunEnd = 'complete' | 'interrupted' | 'failed' | 'unfinished';

/** What there is of a run, finished or not. */
export interface RunFolder {
  readonly directory: string;
  /** `unfinished`: the run is still going, or its process ended without a word. */
  readonly end: RunEnd;
  /** The content of `run_config.json`; null when it is missing or no JSON. */
  readonly record: Readonly<Record<string, unknown>> | null;
  /** The files of every table in the order of their rows; none when it has no rows or was not kept. */
  readonly files: Readonly<Record<SeriesTable, readonly string[]>>;
}

/**
 * Finds the files of a run. A table that was not merged, because the run was cut off or asked for it, is made of its
 * chunk files.
 *
 * @throws FileError when the directory is missing or holds no run
 */
export function openRunFolder(directory: string): RunFolder {
  const state = attemptOnFile('read', directory, () =>
    statSync(directory, { throwIfNoEntry: false }),
  );
  if (state === undefined) throw new FileError(`${directory}: there is no such directory`);
  if (!state.isDirectory())
    throw new FileError(`${directory}: is a file; give the directory of a run (io.outdir)`);
  if (findRunFiles(directory).length === 0)
    throw new FileError(
      `${directory}: holds no run (no ${OUTPUT_FILES.runConfig}, no ${OUTPUT_FILES.seriesFolder}/*.parquet); ` +
        'give the directory that io.outdir of the configuration names',
    );
  const record = readRecord(join(directory, OUTPUT_FILES.runConfig));
  return {
    directory,
    end: endOf(record),
    record,
    files: {
      run: tableFiles(directory, 'run'),
      diagnostics: tableFiles(directory, 'diagnostics'),
      psd_hist: tableFiles(directory, 'psd_hist'),
    },
  };
}

function tableFiles(directory: string, table: SeriesTable): readonly string[] {
  const folder = join(directory, OUTPUT_FILES.seriesFolder);
  if (!existsSync(folder)) return [];
  const merged = join(folder, seriesFileName(table));
  return existsSync(merged) ? [merged] : findChunkFiles(folder, table);
}

function endOf(record: RunFolder['record']): RunEnd {
  const status = record?.['status'];
  return status === 'complete' || status === 'interrupted' || status === 'failed'
    ? status
    : 'unfinished';
}

function readRecord(path: string): RunFolder['record'] {
  try {
    const content: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return content !== null && typeof content === 'object'
      ? (content as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}
