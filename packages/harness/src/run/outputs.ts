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
  type FilePosition,
  type GrowingFile,
  OUTPUT_FILES,
  openGrowingFile,
  readWrittenFile,
  type SeriesPosition,
  type StreamingSettings,
  type WrittenFile,
} from '@marsdisk/io';

/** How far the files of a run were at some moment. */
export interface OutputPosition {
  readonly series: SeriesPosition;
  readonly budgets: Readonly<Partial<Record<BudgetName, FilePosition>>>;
}

/** The files of a run that grow with it. */
export interface RunOutputs {
  /** Takes what was recorded since the last call; `steps` is the number of steps done. */
  readonly flush: (records: RunRecords, steps: number) => void;
  /** Completes the series and the budgets. Returns their files. */
  readonly finish: () => WrittenFile[];
  /** Removes what `finish` left of a run that could be resumed: chunks that are merged. */
  readonly cleanUp: () => void;
  /**
   * Ends the files of a run that failed: chunk files stay unmerged, what was kept in memory is written, budgets get
   * their names. Whatever cannot be written any more is passed over; after a flush that failed budgets keep their
   * temporary names, because they lack what was recorded last.
   */
  readonly salvage: () => void;
  /** Where a resumed run may go on. */
  readonly position: () => OutputPosition;
  /** Forces what was written so far to the disk. */
  readonly sync: () => void;
  /**
   * Closes the files and leaves them as they are, for a run that will be resumed or another thread that goes on from
   * `position`. Of a run that cannot be resumed what has no name yet is removed.
   */
  readonly leave: () => void;
}

/** Where the files of a run are and how they are written; plain data. */
export interface OutputSettings {
  /** Made ready by `prepareOutputDirectory`. */
  readonly directory: string;
  readonly streaming: StreamingSettings;
  readonly massBudgetCells: boolean;
  /**
   * Null for a run that cannot be resumed; with it nothing is removed before everything is complete, and `from` says
   * where to go on.
   */
  readonly resumable: { readonly from: OutputPosition | null } | null;
}

/** The budgets by the name of their table. */
export const BUDGET_FILES = {
  mass_budget: OUTPUT_FILES.massBudget,
  mass_budget_cells: OUTPUT_FILES.massBudgetCells,
} as const;

type BudgetName = keyof typeof BUDGET_FILES;

interface Budget {
  readonly path: string;
  readonly csv: CsvFile;
  readonly file: GrowingFile;
}

const SERIES_TABLES: readonly TableSpec[] = (['run', 'psd_hist', 'diagnostics'] as const).map(
  (name) => ({ name, columns: RUN_TABLES[name] }),
);

/**
 * Opens the files of a run in a directory that `prepareOutputDirectory` has made ready.
 *
 * @param resumable null for a run that cannot be resumed; with it nothing is removed before everything is complete, and
 *   `from` says where to go on
 * @throws FileError, here and in the functions, naming the path and what to do
 */
export function openOutputs(
  directory: string,
  streaming: StreamingSettings,
  massBudgetCells: boolean,
  warn: (message: string) => void,
  resumable: { readonly from: OutputPosition | null } | null = null,
): RunOutputs {
  const series = createSeriesWriter({
    dir: join(directory, OUTPUT_FILES.seriesFolder),
    tables: SERIES_TABLES,
    streaming,
    warn,
    from: resumable?.from?.series ?? null,
    keepsChunks: resumable !== null,
  });
  const budgets = new Map<BudgetName, Budget>();
  const openBudget = (name: BudgetName) => {
    const columns: TableSpec['columns'] = RUN_TABLES[name];
    const path = join(directory, BUDGET_FILES[name]);
    // The header of a run without steps lacks this column.
    const emptyHeader = columns.map((c) => c.name).filter((column) => column !== 'mass_diff');
    const file = openGrowingFile(path, resumable?.from?.budgets[name] ?? null);
    budgets.set(name, {
      path,
      file,
      csv: createCsvFile(path, { name, columns }, { emptyHeader, file }),
    });
  };
  openBudget('mass_budget');
  if (massBudgetCells) openBudget('mass_budget_cells');
  let hasLostRows = false;

  return {
    flush({ run, diagnostics, psd_hist, ...budgetRows }, steps) {
      try {
        try {
          series.flush({ run, diagnostics, psd_hist }, steps);
        } finally {
          for (const [name, { csv }] of budgets)
            for (const chunk of budgetRows[name]) csv.append(chunk);
        }
      } catch (error) {
        hasLostRows = true;
        throw error;
      }
    },
    finish() {
      const files = series.finish().map(readWrittenFile);
      for (const { path, csv, file } of budgets.values()) {
        csv.close();
        const { byteLength, sha256 } = file.position();
        files.push({ path, byteLength, sha256 });
      }
      return files;
    },
    cleanUp: series.removeChunks,
    salvage() {
      const attempts = [
        streaming.enable ? series.sync : () => series.finish(),
        ...[...budgets.values()].map(
          ({ csv, file }) =>
            () =>
              hasLostRows ? file.discard() : csv.close(),
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
    position: () => ({
      series: series.position(),
      budgets: Object.fromEntries(
        Array.from(budgets, ([name, { file }]) => [name, file.position()]),
      ),
    }),
    sync() {
      series.sync();
      for (const { file } of budgets.values()) file.sync();
    },
    leave() {
      for (const { file } of budgets.values())
        if (resumable === null) file.remove();
        else file.discard();
    },
  };
}

/** The same from plain data. */
export function openOutputsBy(
  { directory, streaming, massBudgetCells, resumable }: OutputSettings,
  warn: (message: string) => void,
): RunOutputs {
  return openOutputs(directory, streaming, massBudgetCells, warn, resumable);
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
