/**
 * Bytes of the files of a run and of its memory, as measured by `scripts/measure-scaling.ts` on the shipped base
 * configuration with 4 to 32 cells, 20 to 160 bins and 25 to 800 steps.
 *
 * Linux on 2 cores of an Intel Xeon, Node 24.21, 22 November 2026. Files of two runs that were not fitted (12 cells, 64
 * bins, 300 steps; 24 cells, 30 bins, 600 steps) deviate by 10 %, their budgets by 11 %, their memory by 8 %. Sizes of
 * files hardly depend on the machine, but on what a run does: values that stay the same take less room.
 */
export const MEASURED_SIZES = {
  /** A flush (of a budget: the file) has so many bytes and so many more a row; Parquet files with snappy. */
  tables: {
    run: { bytesPerPart: 50_799, bytesPerRow: 204 },
    diagnostics: { bytesPerPart: 37_083, bytesPerRow: 185 },
    psd_hist: { bytesPerPart: 8891, bytesPerRow: 12.3 },
    mass_budget: { bytesPerPart: 92, bytesPerRow: 98.7 },
    mass_budget_cells: { bytesPerPart: 177, bytesPerRow: 114 },
  },
  /** Size of the Parquet files with a codec over that with snappy. */
  codecs: { snappy: 1, zstd: 0.841, gzip: 0.844, brotli: 0.826, none: 1.86 },
  /** Largest resident memory: of a run of a few steps, and more for each row that waits to be written. */
  memory: {
    process: 235e6,
    worker: 45e6,
    writer: 30e6,
    heldByte: 1,
    seriesGarbage: 15e6,
    budgetGarbage: 60e6,
  },
} as const;
