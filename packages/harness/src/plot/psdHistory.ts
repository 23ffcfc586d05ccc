import type { RunTable } from '../table/readTable.ts';
import { chooseEvenly, chooseEvenlyAndByRatio } from './thin.ts';

/** Most values of size distributions in a page. */
export const MOST_PSD_VALUES = 160_000;
const MOST_CELLS = 48;
const FEWEST_TIMES = 24;

/** The columns of `series/psd_hist.parquet` that are plotted. */
export const PSD_COLUMNS = [
  'time',
  'cell_index',
  'bin_index',
  's_bin_center',
  'Sigma_bin',
] as const;

/** Size distributions of chosen cells at chosen times. */
export interface PsdMaps {
  /** s, ascending. */
  readonly times: Float64Array;
  readonly recordedTimes: number;
  /** m, one value a bin. */
  readonly sizes: Float64Array;
  readonly cells: Int32Array;
  readonly cellCount: number;
  /** kg m⁻², bins of a cell side by side, cells of a time one after the other; NaN for a cell that has stopped. */
  readonly sigma: Float64Array;
}

/**
 * Thins the history of size distributions out.
 *
 * @returns null for a table without rows
 */
export function psdMaps(table: RunTable): PsdMaps | null {
  if (table.rowCount === 0) return null;
  const numbers = (name: (typeof PSD_COLUMNS)[number]) =>
    table.columns.get(name)!.values as Float64Array;
  const [time, cell, bin] = [numbers('time'), numbers('cell_index'), numbers('bin_index')];
  const [size, sigma] = [numbers('s_bin_center'), numbers('Sigma_bin')];
  let bins = 1;
  while (bins < table.rowCount && bin[bins]! > bin[bins - 1]!) bins++;

  // The first distribution of every recorded time, as its row.
  const starts: number[] = [];
  let cellCount = 0;
  for (let row = 0; row < table.rowCount; row += bins) {
    if (row === 0 || time[row] !== time[row - bins]) starts.push(row);
    cellCount = Math.max(cellCount, cell[row]! + 1);
  }
  starts.push(table.rowCount);

  const cellLimit = Math.max(
    1,
    Math.min(cellCount, MOST_CELLS, Math.floor(MOST_PSD_VALUES / (bins * FEWEST_TIMES))),
  );
  const cells = chooseEvenly(cellCount, cellLimit);
  const timeLimit = Math.max(2, Math.floor(MOST_PSD_VALUES / (bins * cells.length)));
  const chosen = chooseEvenlyAndByRatio(starts.length - 1, timeLimit);
  const values = new Float64Array(chosen.length * cells.length * bins).fill(Number.NaN);
  const place = new Map(Array.from(cells, (number, c) => [number, c]));
  chosen.forEach((step, t) => {
    for (let row = starts[step]!; row < starts[step + 1]!; row += bins) {
      const c = place.get(cell[row]!);
      if (c !== undefined)
        values.set(sigma.subarray(row, row + bins), (t * cells.length + c) * bins);
    }
  });
  return {
    times: Float64Array.from(chosen, (step) => time[starts[step]!]!),
    recordedTimes: starts.length - 1,
    sizes: size.slice(0, bins),
    cells,
    cellCount,
    sigma: values,
  };
}
