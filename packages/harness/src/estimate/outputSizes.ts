import type { Config } from '@marsdisk/config';
import type { RunSetup, RunTableName } from '@marsdisk/core';
import { stepsBetweenFlushes } from './flushes.ts';
import { MEASURED_SIZES } from './measuredSizes.ts';

/** What a table will get. */
export interface TableSize {
  readonly table: RunTableName;
  readonly rows: number;
  readonly bytes: number;
  /** Flushes that bring rows of it. */
  readonly flushes: number;
}

/** What a run will write. */
export interface OutputSizes {
  readonly tables: readonly TableSize[];
  /** All files. */
  readonly bytes: number;
  /** Most bytes at any time: all files and, while they are merged, the chunks that are still there. */
  readonly peakBytes: number;
  /** Bytes of chunks that are copied when they are merged. */
  readonly mergedBytes: number;
}

/** How a run writes. */
export interface OutputMode {
  /** Whether rows are written during the run. */
  readonly isStreaming: boolean;
  /** Whether chunks stay until everything is complete, because the run can be resumed. */
  readonly isResumable?: boolean;
  /** Steps whose rows are in files already, because the run was resumed; they do not count. */
  readonly stepsBefore?: number;
}

const TABLES: readonly RunTableName[] = [
  'run',
  'diagnostics',
  'psd_hist',
  'mass_budget',
  'mass_budget_cells',
];

/** Sizes of the files of a run in which no cell stops and no step is lengthened. */
export function outputSizes(
  { cells, bins, timeGrid: { stepCount } }: Pick<RunSetup, 'cells' | 'bins' | 'timeGrid'>,
  io: Config['io'],
  { isStreaming, isResumable = false, stepsBefore = 0 }: OutputMode,
): OutputSizes {
  const interval = isStreaming ? Math.max(1, stepsBetweenFlushes(cells, bins, io)) : stepCount;
  const sizeOf = (table: RunTableName, from: number): TableSize => {
    const steps = keptSteps(table, io, from, stepCount);
    const rows = steps * rowsOfStep(table, cells, bins);
    const flushes = Math.min(steps, Math.ceil((stepCount - from) / interval));
    return { table, rows, bytes: tableBytes(table, rows, flushes, io, isStreaming), flushes };
  };
  const tables = TABLES.map((table) => sizeOf(table, Math.min(stepsBefore, stepCount)));
  const written = tables.reduce((sum, { bytes }) => sum + bytes, 0);
  const { merge_at_end, cleanup_chunks } = io.streaming;
  if (!isStreaming || !merge_at_end)
    return { tables, bytes: written, peakBytes: written, mergedBytes: 0 };
  // Merging copies what was written before the run was resumed, too.
  const copies = TABLES.filter((table) => !isBudget(table)).map((table) => sizeOf(table, 0).bytes);
  const all = copies.reduce((sum, bytes) => sum + bytes, 0);
  return {
    tables,
    bytes: written + (cleanup_chunks ? 0 : all),
    peakBytes: written + (cleanup_chunks && !isResumable ? Math.max(...copies) : all),
    mergedBytes: all,
  };
}

/** Steps of which a table keeps rows, from one on to the last; the last one is kept by series whatever the stride. */
function keptSteps(table: RunTableName, io: Config['io'], from: number, steps: number): number {
  if (from >= steps) return 0;
  const multiples = (stride: number) => Math.ceil(steps / stride) - Math.ceil(from / stride);
  const withLast = (stride: number) => multiples(stride) + ((steps - 1) % stride === 0 ? 0 : 1);
  switch (table) {
    case 'run':
      return withLast(io.series_stride);
    case 'diagnostics':
      return withLast(io.diagnostics_stride);
    case 'psd_hist':
      return io.psd_history ? multiples(io.psd_history_stride) : 0;
    case 'mass_budget':
      return steps - from;
    case 'mass_budget_cells':
      return io.mass_budget_cells ? steps - from : 0;
    default:
      return table satisfies never;
  }
}

function rowsOfStep(table: RunTableName, cells: number, bins: number): number {
  if (table === 'mass_budget') return 1;
  return table === 'psd_hist' ? cells * bins : cells;
}

function tableBytes(
  table: RunTableName,
  rows: number,
  flushes: number,
  io: Config['io'],
  isStreaming: boolean,
): number {
  const { bytesPerPart, bytesPerRow } = MEASURED_SIZES.tables[table];
  // A text has one header; a Parquet file describes its columns again for every flush.
  if (isBudget(table)) return Math.min(flushes, 1) * bytesPerPart + bytesPerRow * rows;
  const codec = MEASURED_SIZES.codecs[isStreaming ? io.streaming.compression : 'snappy'];
  return codec * (flushes * bytesPerPart + bytesPerRow * rows);
}

function isBudget(table: RunTableName): boolean {
  return table === 'mass_budget' || table === 'mass_budget_cells';
}
