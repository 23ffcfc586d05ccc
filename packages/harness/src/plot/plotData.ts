import { type ColumnSpec, RUN_TABLES } from '@marsdisk/core';
import { readRunTable } from '../table/readTable.ts';
import { openRunFolder, type RunFolder } from '../table/runFolder.ts';
import { PSD_COLUMNS, type PsdMaps, psdMaps } from './psdHistory.ts';
import { HISTORY_COLUMNS, type RunHistory, runHistory } from './runHistory.ts';

/** What a page shows of a run. */
export interface PlotData {
  readonly folder: RunFolder;
  readonly history: RunHistory;
  readonly psd: PsdMaps | null;
  /** Sentences about what is missing or left out. */
  readonly notes: readonly string[];
}

/**
 * Reads what a page shows of a run, finished or not, and thins it out.
 *
 * @param warn takes what cannot be read
 * @throws FileError for a directory that holds no run, or a run without a row
 */
export async function readPlotData(
  directory: string,
  warn: (message: string) => void,
): Promise<PlotData> {
  const folder = openRunFolder(directory);
  const lost: string[] = [];
  const lose = (message: string) => {
    lost.push(`${message}.`);
    warn(message);
  };
  const stride = setting(folder, 'series_stride') ?? 1;
  const table = await readRunTable(folder, 'run', HISTORY_COLUMNS, lose);
  const history = runHistory(table, stride === 1 && lost.length === 0);
  if (history === null) throw new Error('a table without rows has no file');
  const psd =
    folder.files.psd_hist.length === 0
      ? null
      : psdMaps(await readRunTable(folder, 'psd_hist', PSD_COLUMNS, lose));
  return {
    folder,
    history,
    psd,
    notes: [...endNotes(folder), ...lost, ...thinNotes(history, psd)],
  };
}

/** The declaration of a column of the run or of its size distributions. */
export function declared(name: string): ColumnSpec {
  const column = [...RUN_TABLES.run, ...RUN_TABLES.psd_hist].find((one) => one.name === name);
  if (column === undefined) throw new TypeError(`${name} is no column`);
  return column;
}

function setting({ record }: RunFolder, name: string): number | null {
  const io = (record?.['config'] as { io?: Record<string, unknown> } | undefined)?.io;
  const value = io?.[name];
  return typeof value === 'number' ? value : null;
}

function endNotes({ end, record }: RunFolder): string[] {
  switch (end) {
    case 'complete':
      return [];
    case 'interrupted':
      return ['The run was interrupted; this is what it had written by then.'];
    case 'failed':
      return [`The run failed: ${String(record?.['error'] ?? 'no reason given')}.`];
    case 'unfinished':
      return ['The run has not come to its end; this is what it has written so far.'];
  }
}

function thinNotes(history: RunHistory, psd: PsdMaps | null): string[] {
  const { times, recordedTimes, cellCount, maps } = history;
  const notes: string[] = [];
  if (times.length < recordedTimes)
    notes.push(
      `Curves and maps show ${number(times.length)} of ${number(recordedTimes)} recorded times: half of them evenly ` +
        'apart, half at even ratios. The pale band of the loss rate is its range over the times left out.',
    );
  if (maps.cells.length < cellCount)
    notes.push(`Maps show ${maps.cells.length} of ${number(cellCount)} cells; curves add up all.`);
  if (psd === null) return [...notes, 'The run kept no size distributions (io.psd_history).'];
  if (psd.times.length < psd.recordedTimes || psd.cells.length < psd.cellCount)
    notes.push(
      `Size distributions are those of ${number(psd.times.length)} of ${number(psd.recordedTimes)} recorded times ` +
        `and ${psd.cells.length} of ${psd.cellCount} cells.`,
    );
  return notes;
}

function number(count: number): string {
  return count.toLocaleString('en-US');
}
