import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { chunkFileName, findChunkFiles, seriesFileName } from './chunk-files.ts';

/** Rows of a table that are in none of its files although later ones are. */
export interface ChunkGap {
  readonly table: string;
  /** Name of the chunk file that is missing; where several are, of one that would hold the rows of all. */
  readonly file: string;
  /** First and last step whose rows are missing; steps count from 1. */
  readonly firstStep: number;
  readonly lastStep: number;
}

/** The two numbers in the name of a chunk file. */
interface Label {
  readonly from: number;
  readonly to: number;
}

/**
 * Chunk files that are missing, by the names of the others: every flush begins where the one before ended, and each table
 * with rows of these steps has a file of it. Tables that are merged have none. The last flush may have been cut off, so a
 * table that lacks no other has no gap.
 *
 * @param strides of every table: a row is kept at steps whose number, from 0, is a multiple of it; 0 keeps none
 * @throws FileError when the folder cannot be read
 */
export function findChunkGaps(
  folder: string,
  strides: Readonly<Record<string, number>>,
): ChunkGap[] {
  if (!existsSync(folder)) return [];
  const tables = Object.keys(strides);
  const labels = new Map(tables.map((table) => [table, labelsOf(folder, table)]));
  const flushes = withHoles([...labels.values()].flat());
  const last = flushes.at(-1);
  return tables
    .filter((table) => !existsSync(join(folder, seriesFileName(table))))
    .flatMap((table) =>
      flushes
        .filter((flush) => flush !== last && keepsRows(strides[table]!, flush))
        .filter(({ from, to }) =>
          labels.get(table)!.every((label) => label.from !== from || label.to !== to),
        )
        .map(({ from, to }) => ({
          table,
          file: chunkFileName(table, from, to),
          firstStep: Math.max(from, 1),
          lastStep: to,
        })),
    );
}

function labelsOf(folder: string, table: string): Label[] {
  return findChunkFiles(folder, table).map((path) => {
    const [from, to] = basename(path).match(/\d+/g)!.slice(-2).map(Number);
    return { from: from!, to: to! };
  });
}

/** All flushes that left a file, each once and in order, and one for every stretch of steps between them. */
function withHoles(labels: readonly Label[]): Label[] {
  const sorted = [...labels].sort((a, b) => a.from - b.from || a.to - b.to);
  const flushes: Label[] = [];
  let next = 0;
  for (const label of sorted) {
    if (label.from < next) continue;
    if (label.from > next) flushes.push({ from: next, to: label.from - 1 });
    flushes.push(label);
    next = label.to + 1;
  }
  return flushes;
}

/** Whether one of the steps of a flush is kept. Step number n is the one after n steps. */
function keepsRows(stride: number, { from, to }: Label): boolean {
  const first = Math.max(from - 1, 0);
  return stride > 0 && Math.ceil(first / stride) * stride <= to - 1;
}
