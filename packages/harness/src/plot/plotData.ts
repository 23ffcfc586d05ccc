import { type ColumnSpec, FileError, RUN_TABLES } from '@marsdisk/core';
import { openRunFolder, type RunFolder, type SeriesTable } from '../table/runFolder.ts';
import { countTableRows, scanTable } from '../table/scanTable.ts';
import { type PsdMaps, psdMaps } from './psdHistory.ts';
import { type RunHistory, runHistory } from './runHistory.ts';
import type { Scan } from './scan.ts';

/** More size distributions are not read: it would take minutes. */
const MOST_PSD_ROWS = 1e9;

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
  // A table is read several times, so the same chunk may be missed several times.
  const lost = new Set<string>();
  const lose = (message: string) => {
    if (!lost.has(message)) warn(message);
    lost.add(message);
  };
  const stride = setting(folder, 'series_stride') ?? 1;
  const scanOf =
    <Name extends string>(table: SeriesTable): Scan<Name> =>
    (columns, wants) =>
      scanTable(folder, table, columns, lose, wants);
  const history = await runHistory(scanOf('run'), () => stride === 1 && lost.size === 0);
  if (history === null) throw new FileError(`${directory}: its table run has no rows`);
  const psdRows = countTableRows(folder, 'psd_hist');
  const psd = psdRows === 0 || psdRows > MOST_PSD_ROWS ? null : await psdMaps(scanOf('psd_hist'));
  const notes = [
    ...endNotes(folder),
    ...Array.from(lost, (message) => `${message}.`),
    ...historyNotes(history),
    ...psdNotes(psd, psdRows),
  ];
  return { folder, history, psd, notes };
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

function historyNotes({ times, recordedTimes, cellCount, maps }: RunHistory): string[] {
  const notes: string[] = [];
  if (times.length < recordedTimes)
    notes.push(
      `Curves and maps show ${number(times.length)} of ${number(recordedTimes)} recorded times: half of them evenly ` +
        'apart, half at even ratios. The pale band of the loss rate is its range over the times left out.',
    );
  if (maps.cells.length < cellCount)
    notes.push(`Maps show ${maps.cells.length} of ${number(cellCount)} cells; curves add up all.`);
  return notes;
}

function psdNotes(psd: PsdMaps | null, rows: number): string[] {
  if (rows > MOST_PSD_ROWS)
    return [
      `The size distributions, ${number(rows)} rows, are too many to be read here; a larger io.psd_history_stride keeps fewer.`,
    ];
  if (psd === null) return ['The run kept no size distributions (io.psd_history).'];
  const { times, recordedTimes, cells, cellCount } = psd;
  if (times.length === recordedTimes && cells.length === cellCount) return [];
  return [
    `Size distributions are those of ${number(times.length)} of ${number(recordedTimes)} recorded times ` +
      `and ${cells.length} of ${cellCount} cells.`,
  ];
}

function number(count: number): string {
  return count.toLocaleString('en-US');
}
