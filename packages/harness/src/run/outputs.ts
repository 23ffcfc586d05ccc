import { join } from 'node:path';
import {
  ORBIT_ROLLUP,
  RUN_TABLES,
  type RunRecords,
  rollupChunk,
  type TableSpec,
} from '@marsdisk/core';
import {
  type CsvFile,
  createCsvFile,
  createSeriesWriter,
  OUTPUT_FILES,
  type StreamingSettings,
} from '@marsdisk/io';

/** The files of a run that grow with it. */
export interface RunOutputs {
  /** Takes what was recorded since the last call; `steps` is the number of steps done. */
  readonly flush: (records: RunRecords, steps: number) => void;
  /** Completes the series and the budgets. Returns the paths of their files. */
  readonly finish: () => string[];
  /**
   * Ends the files of a run that failed: chunk files stay unmerged, what was kept in memory is written, budgets get
   * their names. Whatever cannot be written any more is passed over.
   */
  readonly salvage: () => void;
}

const SERIES_TABLES: readonly TableSpec[] = (['run', 'psd_hist', 'diagnostics'] as const).map(
  (name) => ({ name, columns: RUN_TABLES[name] }),
);

/**
 * Opens the files of a run in a directory that `prepareOutputDirectory` has made ready.
 *
 * @throws FileError, here and in the functions, naming the path and what to do
 */
export function openOutputs(
  directory: string,
  streaming: StreamingSettings,
  massBudgetCells: boolean,
  warn: (message: string) => void,
): RunOutputs {
  const series = createSeriesWriter({
    dir: join(directory, OUTPUT_FILES.seriesFolder),
    tables: SERIES_TABLES,
    streaming,
    warn,
  });
  const budgets = new Map<'mass_budget' | 'mass_budget_cells', { path: string; file: CsvFile }>();
  const openBudget = (name: 'mass_budget' | 'mass_budget_cells', relative: string) => {
    const columns: TableSpec['columns'] = RUN_TABLES[name];
    const path = join(directory, relative);
    // The header of a run without steps lacks this column.
    const emptyHeader = columns.map((c) => c.name).filter((column) => column !== 'mass_diff');
    budgets.set(name, { path, file: createCsvFile(path, { name, columns }, { emptyHeader }) });
  };
  openBudget('mass_budget', OUTPUT_FILES.massBudget);
  if (massBudgetCells) openBudget('mass_budget_cells', OUTPUT_FILES.massBudgetCells);

  return {
    flush({ run, diagnostics, psd_hist, ...budgetRows }, steps) {
      try {
        series.flush({ run, diagnostics, psd_hist }, steps);
      } finally {
        for (const [name, { file }] of budgets)
          for (const chunk of budgetRows[name]) file.append(chunk);
      }
    },
    finish() {
      const files = series.finish();
      for (const { path, file } of budgets.values()) {
        file.close();
        files.push(path);
      }
      return files;
    },
    salvage() {
      const attempts = [
        ...(streaming.enable ? [] : [() => series.finish()]),
        ...[...budgets.values()].map(
          ({ file }) =>
            () =>
              file.close(),
        ),
      ];
      for (const attempt of attempts)
        try {
          attempt();
        } catch {
          // The error that ended the run is the one to report.
        }
      series.abandon();
    },
  };
}

/** Writes `orbit_rollup.csv`. Returns its path. */
export function writeOrbitRollup(
  directory: string,
  rows: Parameters<typeof rollupChunk>[0],
): string {
  const path = join(directory, OUTPUT_FILES.orbitRollup);
  const file = createCsvFile(path, { name: 'orbit_rollup', columns: ORBIT_ROLLUP });
  file.append(rollupChunk(rows));
  file.close();
  return path;
}
