import { join } from 'node:path';
import { type ChunkGap, findChunkGaps, OUTPUT_FILES } from '@marsdisk/io';
import type { RunFolder, SeriesTable } from './runFolder.ts';

/** Rows that are missing in the middle of a run whose tables are not merged. */
export function gapsOfRun({
  directory,
  record,
}: Pick<RunFolder, 'directory' | 'record'>): ChunkGap[] {
  const { io = {} } = (record?.['config'] ?? {}) as { readonly io?: Partial<Recording> };
  const { series_stride = 1, diagnostics_stride = 1, psd_history_stride = 1 } = io;
  return findChunkGaps(join(directory, OUTPUT_FILES.seriesFolder), {
    run: series_stride,
    diagnostics: diagnostics_stride,
    psd_hist: io.psd_history === false ? 0 : psd_history_stride,
  });
}

/** A sentence about each gap of a table. */
export function gapTexts(folder: RunFolder, table: SeriesTable): string[] {
  return gapsOfRun(folder)
    .filter((gap) => gap.table === table)
    .map(
      ({ file, firstStep, lastStep }) =>
        `${OUTPUT_FILES.seriesFolder}/${file} is missing: the table ${table} has no rows of steps ${firstStep} to ${lastStep}`,
    );
}

interface Recording {
  readonly series_stride: number;
  readonly diagnostics_stride: number;
  readonly psd_history: boolean;
  readonly psd_history_stride: number;
}
