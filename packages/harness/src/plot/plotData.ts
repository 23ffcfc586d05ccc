import { type ColumnSpec, FileError, RUN_TABLES } from '@marsdisk/core';
import { gapTexts } from '../table/gaps.ts';
import { openRunFolder, type RunFolder, type SeriesTable } from '../table/runFolder.ts';
import { absence, countTableRows, scanTable } from '../table/scanTable.ts';
import { type Provenance, provenance } from './provenance.ts';
import { type PsdMaps, psdMaps } from './psdHistory.ts';
import { type RunHistory, runHistory } from './runHistory.ts';
import type { Scan } from './scan.ts';

/** More size distributions are not read: it would take minutes. */
const MOST_PSD_ROWS = 1e9;

/** What a page shows of a run. */
export interface PlotData {
  readonly folder: RunFolder;
  readonly provenance: Provenance;
  readonly history: RunHistory;
  readonly psd: PsdMaps | null;
  /** Sentences about what is wrong: an end that did not come, damaged or missing files. */
  readonly cautions: readonly string[];
  /** Sentences about what is left out on purpose. */
  readonly remarks: readonly string[];
}

/**
 * Reads what a page shows of a run, finished or not, and thins it out.
 *
 * @throws FileError for a directory that holds no run, or a run without a row
 */
export async function readPlotData(directory: string): Promise<PlotData> {
  const folder = openRunFolder(directory);
  // A table is read several times, so the same chunk may be missed several times.
  const lost = new Set<string>(
    (['run', 'psd_hist'] as const).flatMap((table) => gapTexts(folder, table)),
  );
  const scanOf =
    <Name extends string>(table: SeriesTable): Scan<Name> =>
    (columns, wants) =>
      scanTable(folder, table, columns, (message) => lost.add(message), wants);
  const stride = setting(folder, 'series_stride') ?? 1;
  const history = await runHistory(scanOf('run'), () => stride === 1 && lost.size === 0);
  if (history === null) throw new FileError(`${directory}: its table run has no rows`);
  const { psd, cautions, remarks } = await sizeDistributions(folder, scanOf('psd_hist'));
  return {
    folder,
    provenance: provenance(folder),
    history,
    psd,
    cautions: [...endCautions(folder), ...Array.from(lost, sentence), ...cautions],
    remarks: [...historyRemarks(history), ...remarks],
  };
}

/** The declaration of a column of the run or of its size distributions. */
export function declared(name: string): ColumnSpec {
  const column = [...RUN_TABLES.run, ...RUN_TABLES.psd_hist].find((one) => one.name === name);
  if (column === undefined) throw new TypeError(`${name} is no column`);
  return column;
}

/** Size distributions as far as they can be read, and why they cannot: the rest of a run is worth drawing without. */
async function sizeDistributions(
  folder: RunFolder,
  scan: Parameters<typeof psdMaps>[0],
): Promise<Pick<PlotData, 'psd' | 'cautions' | 'remarks'>> {
  const without = (cautions: readonly string[], remarks: readonly string[]) => ({
    psd: null,
    cautions,
    remarks,
  });
  if (folder.files.psd_hist.length === 0) {
    const reason = `There are no size distributions${absence(folder, 'psd_hist')}.`;
    return isWanted(folder) && folder.end === 'complete'
      ? without([reason], [])
      : without([], [reason]);
  }
  const rows = countTableRows(folder, 'psd_hist');
  if (rows > MOST_PSD_ROWS)
    return without(
      [],
      [
        `The size distributions, ${number(rows)} rows, are too many to be read here; a larger io.psd_history_stride keeps fewer.`,
      ],
    );
  try {
    const psd = await psdMaps(scan);
    return psd === null
      ? without([], ['The run has written no size distribution yet.'])
      : { psd, cautions: [], remarks: psdRemarks(psd) };
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    return without([`Size distributions are left out: ${sentence(error.message)}`], []);
  }
}

function setting({ record }: RunFolder, name: string): unknown {
  const io = (record?.['config'] as { io?: Record<string, unknown> } | undefined)?.io;
  return io?.[name];
}

function isWanted(folder: RunFolder): boolean {
  return setting(folder, 'psd_history') !== false;
}

function endCautions({ end, record }: RunFolder): string[] {
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

function historyRemarks({ times, recordedTimes, cellCount, maps }: RunHistory): string[] {
  const remarks: string[] = [];
  if (times.length < recordedTimes)
    remarks.push(
      `Curves and maps show ${number(times.length)} of ${number(recordedTimes)} recorded times: half of them evenly ` +
        'apart, half at even ratios. The pale band of the loss rate is its range over the times left out.',
    );
  if (maps.cells.length < cellCount)
    remarks.push(
      `Maps show ${maps.cells.length} of ${number(cellCount)} cells; curves add up all.`,
    );
  return remarks;
}

function psdRemarks({ times, recordedTimes, cells, cellCount }: PsdMaps): string[] {
  if (times.length === recordedTimes && cells.length === cellCount) return [];
  return [
    `Size distributions are those of ${number(times.length)} of ${number(recordedTimes)} recorded times ` +
      `and ${cells.length} of ${cellCount} cells.`,
  ];
}

function sentence(text: string): string {
  return text.endsWith('.') ? text : `${text}.`;
}

function number(count: number): string {
  return count.toLocaleString('en-US');
}
