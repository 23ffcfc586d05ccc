import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  findChunkFiles,
  findRunFiles,
  lockDirectory,
  OUTPUT_FILES,
  removeFile,
  seriesFileName,
  TEMPORARY_SUFFIX,
} from '@marsdisk/io';
import { SERIES_TABLES } from '../table/runFolder.ts';
import { checkpointFolder, removeCheckpointFolder } from './folder.ts';

/**
 * Removes what a run left that was cut off after all its files were complete: chunks that are merged, files that were
 * never finished, checkpoints.
 */
export function tidyComplete(directory: string, record: Readonly<Record<string, unknown>>): void {
  const unlock = lockDirectory(directory);
  try {
    for (const file of findRunFiles(directory))
      if (TEMPORARY_SUFFIX.test(file)) removeFile(join(directory, file));
    removeCheckpointFolder(checkpointFolder(directory, record));
    if (!removesChunks(record)) return;
    const folder = join(directory, OUTPUT_FILES.seriesFolder);
    for (const table of SERIES_TABLES)
      if (existsSync(join(folder, seriesFileName(table))))
        for (const chunk of findChunkFiles(folder, table)) removeFile(chunk);
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
