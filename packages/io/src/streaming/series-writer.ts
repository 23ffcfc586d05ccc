import { basename, join } from 'node:path';
import type { RecordChunk, TableSpec } from '@marsdisk/core';
import { forceToDisk } from '../files/atomic.ts';
import { removeFile } from '../files/failure.ts';
import type { Compression } from '../parquet/compression.ts';
import { createParquetFile } from '../parquet/file.ts';
import { mergeParquetFiles } from '../parquet/merge.ts';
import { createPageMemory, type PageMemory } from '../parquet/page-memory.ts';
import { chunkFileName, seriesFileName } from './chunk-files.ts';

/** The part of `io.streaming` that decides how series files are written. */
export interface StreamingSettings {
  /** Whether rows go to chunk files during the run; `opt_out` and the environment are settled before. */
  readonly enable: boolean;
  /** Codec of chunks and merged files; without streaming the codec is snappy. */
  readonly compression: Compression;
  readonly merge_at_end: boolean;
  readonly cleanup_chunks: boolean;
}

/** Rows recorded since the last flush, by table name; a table that is missing has none. */
export type RowsByTable = Readonly<Record<string, readonly RecordChunk[]>>;

/** How far the chunk files of a run were at some moment. */
export interface SeriesPosition {
  /** Label with which the next chunk begins. */
  readonly chunkStart: number;
  /** Names of the chunk files in the order of their rows, by table. */
  readonly chunkFiles: Readonly<Record<string, readonly string[]>>;
}

/** Writes the tables of a run that grow with it. */
export interface SeriesWriter {
  /**
   * Takes the rows recorded since the last flush. With streaming they are in chunk files when it returns, one per
   * table that has rows; without, they are kept.
   *
   * @param stepEnd number of steps done so far
   * @returns paths of the files written
   */
  readonly flush: (rows: RowsByTable, stepEnd: number) => string[];
  /**
   * Completes the tables: merges the chunks (one row group each), or writes what was kept (one row group). A table
   * without rows has no file.
   *
   * @returns paths of the files that hold the tables
   */
  readonly finish: () => string[];
  /**
   * Forces the chunk files to the disk. A flush does not: it would wait for the disk, and most chunks are merged and gone
   * before the system writes them by itself.
   */
  readonly sync: () => void;
  /** Where a resumed run may go on, if there was streaming: rows that were only kept are not part of it. */
  readonly position: () => SeriesPosition;
  /** Removes the chunks of merged tables, where `finish` left them (`keepsChunks`) and they are not to stay. */
  readonly removeChunks: () => void;
  /** Leaves the chunk files as they are and forgets the rest. */
  readonly abandon: () => void;
}

/**
 * Opens the series of a run.
 *
 * @param options.dir the folder of the series files; must exist
 * @param options.tables in the order in which they are written
 * @param options.from where the run that is gone on with had come to
 * @param options.keepsChunks whether `finish` leaves the chunks, so that the run can be resumed until all its files are
 *   complete
 * @param options.warn takes what went wrong without harm to the data; default: standard error
 * @throws FileError (in `flush` and `finish`) naming the path and what to do; no half-written file is left, and
 *   chunk files are removed only after their merge succeeded
 */
export function createSeriesWriter(options: {
  readonly dir: string;
  readonly tables: readonly TableSpec[];
  readonly streaming: StreamingSettings;
  readonly from?: SeriesPosition | null;
  readonly keepsChunks?: boolean;
  readonly warn?: (message: string) => void;
}): SeriesWriter {
  const { dir, tables, streaming, from = null, keepsChunks = false } = options;
  const warn = options.warn ?? ((message) => process.stderr.write(`${message}\n`));
  const chunkFiles = new Map<string, string[]>(
    tables.map(({ name }) => [name, (from?.chunkFiles[name] ?? []).map((file) => join(dir, file))]),
  );
  const kept = new Map<string, RecordChunk[]>(tables.map(({ name }) => [name, []]));
  let chunkStart = from?.chunkStart ?? 0;
  let unforced: string[] = [];
  const memory = createPageMemory();

  function writeChunks(rows: RowsByTable, stepEnd: number): string[] {
    const written: string[] = [];
    for (const table of tables) {
      const chunks = rows[table.name] ?? [];
      if (!hasRows(chunks)) continue;
      const path = join(dir, chunkFileName(table.name, chunkStart, stepEnd));
      writeTable(path, table, chunks, streaming.compression, memory, false);
      unforced.push(path);
      chunkFiles.get(table.name)?.push(path);
      written.push(path);
    }
    if (written.length > 0) chunkStart = stepEnd + 1;
    return written;
  }

  function mergeChunks(table: TableSpec): string[] {
    const chunks = chunkFiles.get(table.name) ?? [];
    if (chunks.length === 0) return [];
    const target = join(dir, seriesFileName(table.name));
    mergeParquetFiles(chunks, target);
    if (!keepsChunks) removeChunksOf(chunks);
    return [target];
  }

  function sync(): void {
    forceToDisk(unforced);
    unforced = [];
  }

  function removeChunksOf(chunks: readonly string[]): void {
    if (streaming.cleanup_chunks) for (const path of chunks) removeChunk(path, warn);
  }

  function writeKept(table: TableSpec): string[] {
    const chunks = kept.get(table.name) ?? [];
    if (!hasRows(chunks)) return [];
    const target = join(dir, seriesFileName(table.name));
    writeTable(target, table, chunks, 'snappy', memory, true);
    kept.set(table.name, []);
    return [target];
  }

  return {
    flush(rows, stepEnd) {
      const unknown = Object.keys(rows).find((name) => !chunkFiles.has(name));
      if (unknown !== undefined) throw new TypeError(`${unknown} is not a table of this series`);
      if (streaming.enable) return writeChunks(rows, stepEnd);
      for (const { name } of tables) kept.get(name)?.push(...(rows[name] ?? []));
      return [];
    },
    finish() {
      if (!streaming.enable) return tables.flatMap(writeKept);
      if (streaming.merge_at_end) return tables.flatMap(mergeChunks);
      sync();
      return [...chunkFiles.values()].flat();
    },
    sync,
    position: () => ({
      chunkStart,
      chunkFiles: Object.fromEntries(
        Array.from(chunkFiles, ([name, paths]) => [name, paths.map((path) => basename(path))]),
      ),
    }),
    removeChunks() {
      if (streaming.enable && streaming.merge_at_end)
        for (const chunks of chunkFiles.values()) removeChunksOf(chunks);
    },
    abandon() {
      kept.clear();
    },
  };
}

function hasRows(chunks: readonly RecordChunk[]): boolean {
  return chunks.some((chunk) => chunk.rowCount > 0);
}

function writeTable(
  path: string,
  table: TableSpec,
  chunks: readonly RecordChunk[],
  compression: Compression,
  memory: PageMemory,
  isForced: boolean,
): void {
  const file = createParquetFile(path, table, { compression, memory });
  file.writeRowGroup(...chunks);
  file.close({ isForced });
}

function removeChunk(path: string, warn: (message: string) => void): void {
  try {
    removeFile(path);
  } catch (error) {
    warn(`the merged chunk stays: ${(error as Error).message}`);
  }
}
