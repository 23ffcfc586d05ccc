/**
 * Bytes of the files of a run and of its memory, as fitted by `scripts/measure-scaling.ts` to runs of the shipped base
 * configuration with 4 to 32 cells, 20 to 160 bins, 25 to 100 000 steps, 1 to 3 threads, flushes of 300 to 20 000 steps,
 * with a writer thread and without.
 *
 * Linux on 2 cores of an AMD EPYC, Node 24.21, 26 November 2026. Of four runs that were not fitted (among them 24 cells,
 * 60 bins, 4000 steps, 2 threads and a writer; 16 cells, 40 000 steps, strides of 100) the estimate is 0.75 to 1.12
 * times the size of the series, 0.98 to 1.07 times that of the budgets and 0.91 to 1.03 times the memory; size
 * distributions with a large stride take 1.7 times what it says, as they repeat themselves less. Sizes of files hardly depend on the machine, but on
 * what a run does: values that stay the same take less room.
 */
export const MEASURED_SIZES = {
  /** A flush (of a budget: the file) has so many bytes and so many more a row; Parquet files with snappy. */
  tables: {
    run: { bytesPerPart: 43_385, bytesPerRow: 168 },
    diagnostics: { bytesPerPart: 32_604, bytesPerRow: 167 },
    psd_hist: { bytesPerPart: 5312, bytesPerRow: 13.5 },
    mass_budget: { bytesPerPart: 267, bytesPerRow: 94.9 },
    mass_budget_cells: { bytesPerPart: 1069, bytesPerRow: 111 },
  },
  /** Size of the Parquet files with a codec over that with snappy. */
  codecs: { snappy: 1, zstd: 0.841, gzip: 0.844, brotli: 0.826, none: 1.86 },
  /** Largest resident memory: what each of `memoryTerms` adds, bytes. */
  memory: {
    process: 237e6,
    worker: 37.3e6,
    writer: 31.6e6,
    heldByte: 1.01,
    seriesGarbage: 11.9e6,
    budgetGarbage: 52.1e6,
  },
} as const;
