import { numberList } from './numberList.ts';
import { overlaps, readers, type Scan } from './scan.ts';
import { chooseEvenly, chooseEvenlyAndByRatio } from './thin.ts';

/** Most values of size distributions in a page. */
export const MOST_PSD_VALUES = 160_000;
const MOST_CELLS = 48;
const FEWEST_TIMES = 24;

/** A column of `series/psd_hist.parquet` that is plotted. */
export type PsdColumn = 'time' | 'cell_index' | 's_bin_center' | 'Sigma_bin';

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
 * Thins the history of size distributions out, in two passes over the table: one for the times and cells that there are,
 * and one for the distributions that are shown.
 *
 * @returns null for a table without rows
 */
export async function psdMaps(scan: Scan<PsdColumn>): Promise<PsdMaps | null> {
  const sizes = await binSizes(scan);
  if (sizes === null) return null;
  const bins = sizes.length;

  // The first row of every recorded time.
  const starts = numberList();
  const times = numberList();
  let cellCount = 0;
  let rowCount = 0;
  let before = Number.NaN;
  for await (const piece of scan(['time', 'cell_index'])) {
    const { numbers } = readers<PsdColumn>(piece);
    const [time, cell] = [numbers('time'), numbers('cell_index')];
    for (let row = toDistribution(piece.rowStart, bins); row < piece.rowCount; row += bins) {
      cellCount = Math.max(cellCount, cell[row]! + 1);
      if (time[row] === before) continue;
      before = time[row]!;
      starts.push(piece.rowStart + row);
      times.push(before);
    }
    rowCount = piece.rowStart + piece.rowCount;
  }
  starts.push(rowCount);
  const recordedTimes = times.length;

  const cellLimit = Math.max(
    1,
    Math.min(cellCount, MOST_CELLS, Math.floor(MOST_PSD_VALUES / (bins * FEWEST_TIMES))),
  );
  const cells = chooseEvenly(cellCount, cellLimit);
  const timeLimit = Math.max(2, Math.floor(MOST_PSD_VALUES / (bins * cells.length)));
  const chosen = chooseEvenlyAndByRatio(recordedTimes, timeLimit);
  const sigma = await readDistributions(scan, starts.values(), chosen, cells, bins);
  const allTimes = times.values();
  return {
    times: Float64Array.from(chosen, (step) => allTimes[step]!),
    recordedTimes,
    sizes,
    cells,
    cellCount,
    sigma,
  };
}

/** Sizes of the bins, which are those of the first distribution; null for a table without rows. */
async function binSizes(scan: Scan<PsdColumn>): Promise<Float64Array | null> {
  for await (const piece of scan(['s_bin_center'])) {
    const size = readers<PsdColumn>(piece).numbers('s_bin_center');
    if (size.length === 0) continue;
    let bins = 1;
    while (bins < size.length && size[bins]! > size[bins - 1]!) bins++;
    return size.slice(0, bins);
  }
  return null;
}

async function readDistributions(
  scan: Scan<PsdColumn>,
  starts: Float64Array,
  chosen: Int32Array,
  cells: Int32Array,
  bins: number,
): Promise<Float64Array> {
  const values = new Float64Array(chosen.length * cells.length * bins).fill(Number.NaN);
  const place = new Map(Array.from(cells, (number, c) => [number, c]));
  const ranges = Array.from(chosen, (step) => [starts[step]!, starts[step + 1]!] as const);
  for await (const piece of scan(['cell_index', 'Sigma_bin'], overlaps(ranges))) {
    const { numbers } = readers<PsdColumn>(piece);
    const [cell, sigma] = [numbers('cell_index'), numbers('Sigma_bin')];
    const end = piece.rowStart + piece.rowCount;
    ranges.forEach(([from, to], t) => {
      if (to <= piece.rowStart || from >= end) return;
      const first = Math.max(from - piece.rowStart, toDistribution(piece.rowStart, bins));
      for (let row = first; row < Math.min(to, end) - piece.rowStart; row += bins) {
        const c = place.get(cell[row]!);
        if (c !== undefined)
          values.set(sigma.subarray(row, row + bins), (t * cells.length + c) * bins);
      }
    });
  }
  return values;
}

/** Rows of a piece before the first distribution that begins in it. A piece holds whole steps, so there are none. */
function toDistribution(rowStart: number, bins: number): number {
  return (bins - (rowStart % bins)) % bins;
}
