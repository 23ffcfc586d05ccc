import type { ColumnData, ColumnSpec, RecordChunk } from './column.ts';

function spec(name: string, unit: string, definition: string): ColumnSpec {
  const comparison = { kind: 'relative' } as const;
  return { name, type: 'double', unit, definition, nulls: 'never', comparison };
}

function index(name: string, definition: string): ColumnSpec {
  const comparison = { kind: 'exact' } as const;
  return { name, type: 'int64', unit: '-', definition, nulls: 'never', comparison };
}

/** The 10 columns of `series/psd_hist.parquet`; one row a bin, active cell and kept step. */
export const PSD_HISTORY: readonly ColumnSpec[] = [
  spec('time', 's', 'end of the step'),
  index('cell_index', 'number of the cell from 0'),
  spec('r_m', 'm', 'cell radius'),
  spec('r_RM', 'R_Mars', 'cell radius'),
  index('bin_index', 'number of the bin from 0, small to large'),
  spec('s_bin_center', 'm', 'centre of the bin'),
  spec(
    'N_bin',
    'arbitrary',
    'number per unit size at the end of the step; its scale has no meaning',
  ),
  spec('Sigma_bin', 'kg m^-2', 'surface density of the bin, f_mass·Sigma_surf'),
  spec(
    'f_mass',
    '1',
    'share of the mass in the bin, number·s³·width over its sum; 0 if there is none',
  ),
  spec('Sigma_surf', 'kg m^-2', 'surface density of the cell at the end of the step'),
];

/** Storage for a number of size distributions. */
interface Block {
  /** One entry a distribution. */
  readonly time: Float64Array;
  readonly cell: Int32Array;
  readonly sigma: Float64Array;
  /** One value a distribution and bin. */
  readonly number: Float64Array;
  readonly sigmaBin: Float64Array;
  readonly massFraction: Float64Array;
  entries: number;
}

/** Buffers of the history of size distributions. */
export interface PsdHistory {
  readonly sizes: Float64Array;
  /** s³·Δs of every bin, m⁴. */
  readonly volumeWeights: Float64Array;
  readonly radius: Float64Array;
  readonly radiusMars: Float64Array;
  readonly capacity: number;
  block: Block | null;
  readonly full: Block[];
}

const BLOCK_ROWS = 32768;

/**
 * An empty history.
 *
 * @param sizes bin centres, m
 * @param widths bin widths, m
 * @param radius cell radii, m
 * @param radiusMars cell radii, R_Mars
 */
export function createPsdHistory(
  sizes: Float64Array,
  widths: Float64Array,
  radius: Float64Array,
  radiusMars: Float64Array,
): PsdHistory {
  const volumeWeights = sizes.map((s, k) => s * s * s * widths[k]);
  const capacity = Math.max(1, Math.floor(BLOCK_ROWS / sizes.length));
  return { sizes, volumeWeights, radius, radiusMars, capacity, block: null, full: [] };
}

/**
 * Appends the size distribution of a cell.
 *
 * @param numbers numbers per unit size of all cells, n values a cell
 * @param sigma surface density of the cell, kg m⁻²
 */
export function recordPsd(
  history: PsdHistory,
  time: number,
  cell: number,
  numbers: Float64Array,
  sigma: number,
): void {
  if (history.block !== null && history.block.entries === history.capacity) {
    history.full.push(history.block);
    history.block = null;
  }
  const n = history.sizes.length;
  history.block ??= createBlock(history.capacity, n);
  const block = history.block;
  const { volumeWeights } = history;
  const entry = block.entries++;
  block.time[entry] = time;
  block.cell[entry] = cell;
  block.sigma[entry] = sigma;
  const { number, sigmaBin, massFraction } = block;
  const from = cell * n;
  const to = entry * n;
  let total = 0;
  for (let k = 0; k < n; k++) {
    const value = numbers[from + k];
    number[to + k] = value;
    const weight = value * volumeWeights[k];
    massFraction[to + k] = weight;
    total += weight;
  }
  const isUsable = Number.isFinite(total) && total > 0;
  for (let k = 0; k < n; k++) {
    const fraction = isUsable ? massFraction[to + k] / total : 0;
    massFraction[to + k] = fraction;
    sigmaBin[to + k] = fraction * sigma;
  }
}

function createBlock(capacity: number, n: number): Block {
  return {
    time: new Float64Array(capacity),
    cell: new Int32Array(capacity),
    sigma: new Float64Array(capacity),
    number: new Float64Array(capacity * n),
    sigmaBin: new Float64Array(capacity * n),
    massFraction: new Float64Array(capacity * n),
    entries: 0,
  };
}

/** Hands over everything recorded since the last call as chunks of columns, oldest first. */
export function takePsdChunks(history: PsdHistory): RecordChunk[] {
  const blocks = history.block === null ? [...history.full] : [...history.full, history.block];
  history.full.length = 0;
  history.block = null;
  return blocks.map((block) => chunkOf(history, block));
}

function chunkOf(history: PsdHistory, block: Block): RecordChunk {
  const n = history.sizes.length;
  const rowCount = block.entries * n;
  const entryOf = new Int32Array(rowCount);
  const cellOf = new Int32Array(rowCount);
  const binOf = new Int32Array(rowCount);
  for (let entry = 0, row = 0; entry < block.entries; entry++) {
    const cell = block.cell[entry];
    for (let bin = 0; bin < n; bin++, row++) {
      entryOf[row] = entry;
      cellOf[row] = cell;
      binOf[row] = bin;
    }
  }
  const gather = (at: Int32Array, values: Float64Array): ColumnData => ({
    kind: 'gather',
    index: at,
    values,
  });
  const values = (all: Float64Array): ColumnData => ({
    kind: 'values',
    values: all.subarray(0, rowCount),
  });
  return {
    rowCount,
    columns: new Map<string, ColumnData>([
      ['time', gather(entryOf, block.time)],
      ['cell_index', { kind: 'integers', values: cellOf }],
      ['r_m', gather(cellOf, history.radius)],
      ['r_RM', gather(cellOf, history.radiusMars)],
      ['bin_index', { kind: 'integers', values: binOf }],
      ['s_bin_center', gather(binOf, history.sizes)],
      ['N_bin', values(block.number)],
      ['Sigma_bin', values(block.sigmaBin)],
      ['f_mass', values(block.massFraction)],
      ['Sigma_surf', gather(entryOf, block.sigma)],
    ]),
  };
}
