import type { Config } from '@marsdisk/config';
import type { RunSetup, RunTableName } from '@marsdisk/core';
import { usedBytes } from '../bench/costModel.ts';
import { stepsBetweenFlushes } from './flushInterval.ts';
import { MEASURED_COSTS } from './measuredCosts.ts';
import { MEASURED_SIZES } from './measuredSizes.ts';

/** Rows and bytes that a table will have. */
export interface TableSize {
  readonly table: RunTableName;
  readonly rows: number;
  readonly bytes: number;
}

/** What a run will write and hold. */
export interface OutputSizes {
  readonly tables: readonly TableSize[];
  /** All files. */
  readonly bytes: number;
  /** All files and, while the largest table is merged, its chunks. */
  readonly peakBytes: number;
  /** Largest resident memory. */
  readonly memoryBytes: number;
}

/**
 * Sizes of the files and of the memory of a run in which no cell stops and no step is lengthened.
 *
 * @param isStreaming whether rows are written during the run
 * @param engine whose tables are in memory
 */
export function outputSizes(
  { cells, bins, timeGrid: { stepCount } }: Pick<RunSetup, 'cells' | 'bins' | 'timeGrid'>,
  io: Config['io'],
  isStreaming: boolean,
  engine: 'core' | 'fast' = 'fast',
): OutputSizes {
  const kept = {
    run: cells * keptSteps(io.series_stride, stepCount),
    diagnostics: cells * keptSteps(io.diagnostics_stride, stepCount),
    psd_hist: io.psd_history ? cells * bins * Math.ceil(stepCount / io.psd_history_stride) : 0,
    mass_budget: stepCount,
    mass_budget_cells: io.mass_budget_cells ? cells * stepCount : 0,
  };
  const codec = MEASURED_SIZES.codecs[isStreaming ? io.streaming.compression : 'snappy'];
  const tables = (Object.keys(kept) as RunTableName[]).map((table): TableSize => {
    const rows = kept[table];
    const { bytes, bytesPerRow } = MEASURED_SIZES.tables[table];
    const factor = table.startsWith('mass_budget') ? 1 : codec;
    return { table, rows, bytes: rows === 0 ? 0 : factor * (bytes + bytesPerRow * rows) };
  });
  const bytes = tables.reduce((sum, table) => sum + table.bytes, 0);
  const isMerged = isStreaming && io.streaming.merge_at_end;
  const series = tables.filter(({ table }) => !table.startsWith('mass_budget'));
  const peakBytes = bytes + (isMerged ? Math.max(...series.map((table) => table.bytes)) : 0);

  const share = isStreaming ? Math.min(1, stepsBetweenFlushes(cells, bins, io) / stepCount) : 1;
  const { memory } = MEASURED_SIZES;
  const costs = MEASURED_COSTS[engine].memory;
  const memoryBytes =
    memory.bytes +
    usedBytes(costs, { cells, bins }) -
    costs.process +
    share * (memory.bytesPerSeriesRow * kept.run + memory.bytesPerPsdRow * kept.psd_hist);
  return { tables, bytes, peakBytes, memoryBytes };
}

/** Steps that a table with this stride keeps; the last planned one always. */
function keptSteps(stride: number, steps: number): number {
  return Math.ceil(steps / stride) + ((steps - 1) % stride === 0 ? 0 : 1);
}
