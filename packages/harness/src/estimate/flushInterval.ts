import type { Config } from '@marsdisk/config';

const GIB = 1024 ** 3;

/**
 * Steps whose rows are in memory at most while a run streams: the interval, or fewer where the nominal size of the rows
 * (the bytes a row of the reference) reaches the limit first.
 */
export function stepsBetweenFlushes(cells: number, bins: number, io: Config['io']): number {
  const { step_flush_interval, memory_limit_gb } = io.streaming;
  const perStep =
    2200 +
    cells *
      (2200 / io.series_stride +
        1400 / io.diagnostics_stride +
        (io.psd_history ? (320 * bins) / io.psd_history_stride : 0) +
        (io.mass_budget_cells ? 2200 : 0));
  const bySize = Math.ceil((memory_limit_gb * GIB) / perStep);
  return step_flush_interval > 0 ? Math.min(step_flush_interval, bySize) : bySize;
}
