import type { RecordingSettings, RunTableName } from '@marsdisk/core';

/** Bytes of a row as the recorder keeps it and the writer gets it, by the columns that it stores (`rowBytes`). */
export const MEMORY_OF_ROW: Readonly<Record<RunTableName, number>> = {
  run: 672,
  diagnostics: 583,
  psd_hist: 36,
  mass_budget: 40,
  mass_budget_cells: 49,
};

/** Bytes that the rows of a step take in memory, on average over many steps. */
export function bytesOfStep(cells: number, bins: number, recording: RecordingSettings): number {
  const { seriesStride, diagnosticsStride, psdStride, massBudgetCells } = recording;
  const share = (stride: number) => (stride > 0 ? 1 / stride : 0);
  const { run, diagnostics, psd_hist, mass_budget, mass_budget_cells } = MEMORY_OF_ROW;
  return (
    mass_budget +
    cells *
      (run * share(seriesStride) +
        diagnostics * share(diagnosticsStride) +
        psd_hist * bins * share(psdStride) +
        (massBudgetCells ? mass_budget_cells : 0))
  );
}

/** What a configuration records. */
export function recordingOf(io: {
  readonly series_stride: number;
  readonly diagnostics_stride: number;
  readonly psd_history: boolean;
  readonly psd_history_stride: number;
  readonly mass_budget_cells: boolean;
}): RecordingSettings {
  return {
    seriesStride: io.series_stride,
    diagnosticsStride: io.diagnostics_stride,
    psdStride: io.psd_history ? io.psd_history_stride : 0,
    massBudgetCells: io.mass_budget_cells,
  };
}
