import { existsSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  findChunkFiles,
  findRunFiles,
  lockDirectory,
  OUTPUT_FILES,
  seriesFileName,
  TEMPORARY_SUFFIX,
} from '@marsdisk/io';
import { SERIES_TABLES } from '../table/runFolder.ts';

/**
 * Removes what a run left that was cut off after all its files were complete: chunks that are merged, files that were
 * never finished, checkpoints.
 */
export function tidyComplete(directory: string, record: Readonly<Record<string, unknown>>): void {
  const unlock = lockDirectory(directory);
  try {
    const leftovers = findRunFiles(directory).filter(
      (file) => TEMPORARY_SUFFIX.test(file) || dirname(file) === OUTPUT_FILES.checkpointsFolder,
    );
    for (const file of leftovers) rmSync(join(directory, file), { force: true });
    if (!removesChunks(record)) return;
    const folder = join(directory, OUTPUT_FILES.seriesFolder);
    for (const table of SERIES_TABLES)
      if (existsSync(join(folder, seriesFileName(table))))
        for (const chunk of findChunkFiles(folder, table)) rmSync(chunk, { force: true });
  } finally {
    unlock();
  }
}

function removesChunks(record: Readonly<Record<string, unknown>>): boolean {
  const io = record['io'] as
    | { readonly streaming?: { readonly cleanup_chunks?: unknown } }
    | undefined;
  return io?.streaming?.cleanup_chunks === true;
}
