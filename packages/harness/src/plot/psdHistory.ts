import { chooseEvenly, chooseEvenlyAndByRatio } from './thin.ts';

/** Most values of size distributions in a page. */
export const MOST_PSD_VALUES = 160_000;
const MOST_CELLS = 48;
const FEWEST_TIMES = 24;

/** Reads a column of `series/psd_hist.parquet`. */
export type ReadPsdColumn = (
  name: 'time' | 'cell_index' | 's_bin_center' | 'Sigma_bin',
) => Promise<Float64Array>;

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
 * Thins the history of size distributions out. One column is in memory at a time: there are many rows.
 *
 * @returns null for a table without rows
 */
export async function psdMaps(read: ReadPsdColumn): Promise<PsdMaps | null> {
  const size = await read('s_bin_center');
  const rowCount = size.length;
  if (rowCount === 0) return null;
  let bins = 1;
  while (bins < rowCount && size[bins]! > size[bins - 1]!) bins++;
  const sizes = size.slice(0, bins);
  const entries = (values: Float64Array) =>
    Float64Array.from({ length: rowCount / bins }, (_, entry) => values[entry * bins]!);
  const time = entries(await read('time'));
  const cell = entries(await read('cell_index'));

  // The first distribution of every recorded time.
  const starts: number[] = [];
  let cellCount = 0;
  for (let entry = 0; entry < time.length; entry++) {
    if (entry === 0 || time[entry] !== time[entry - 1]) starts.push(entry);
    cellCount = Math.max(cellCount, cell[entry]! + 1);
  }
  starts.push(time.length);

  const cellLimit = Math.max(
    1,
    Math.min(cellCount, MOST_CELLS, Math.floor(MOST_PSD_VALUES / (bins * FEWEST_TIMES))),
  );
  const cells = chooseEvenly(cellCount, cellLimit);
  const timeLimit = Math.max(2, Math.floor(MOST_PSD_VALUES / (bins * cells.length)));
  const chosen = chooseEvenlyAndByRatio(starts.length - 1, timeLimit);
  const values = new Float64Array(chosen.length * cells.length * bins).fill(Number.NaN);
  const place = new Map(Array.from(cells, (number, c) => [number, c]));
  const sigma = await read('Sigma_bin');
  chosen.forEach((step, t) => {
    for (let entry = starts[step]!; entry < starts[step + 1]!; entry++) {
      const c = place.get(cell[entry]!);
      const row = entry * bins;
      if (c !== undefined)
        values.set(sigma.subarray(row, row + bins), (t * cells.length + c) * bins);
    }
  });
  return {
    times: Float64Array.from(chosen, (step) => time[starts[step]!]!),
    recordedTimes: starts.length - 1,
    sizes,
    cells,
    cellCount,
    sigma: values,
  };
}
