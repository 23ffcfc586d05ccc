import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileFailure } from '../files/failure.ts';

/** Name of the file of a table that is complete. */
export function seriesFileName(table: string): string {
  return `${table}.parquet`;
}

/**
 * Name of the file that holds the rows of one flush. Its two numbers count steps: the first is 0 for the first
 * flush, later one more than the last number before; the second is the number of steps done, but at least the first.
 */
export function chunkFileName(table: string, chunkStart: number, stepEnd: number): string {
  const label = (steps: number) => String(steps).padStart(9, '0');
  return `${table}_chunk_${label(chunkStart)}_${label(Math.max(stepEnd, chunkStart))}.parquet`;
}

/**
 * Paths of the chunk files of a table in a folder, ordered by the two numbers of their label.
 *
 * @throws FileError when the folder cannot be read
 */
export function findChunkFiles(folder: string, table: string): string[] {
  const label = /^(.*)_chunk_(\d+)_(\d+)\.parquet$/;
  return listFolder(folder)
    .map((name) => label.exec(name))
    .filter((match) => match?.[1] === table)
    .map((match) => ({ name: match?.[0] ?? '', from: Number(match?.[2]), to: Number(match?.[3]) }))
    .sort((a, b) => a.from - b.from || a.to - b.to)
    .map(({ name }) => join(folder, name));
}

function listFolder(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    throw fileFailure('read', folder, error);
  }
}
