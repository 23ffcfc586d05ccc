import { bytes } from '../../profile/report/quantities.ts';
import { type Experiment, fastSide, rowOf } from '../experiment.ts';
import type { BenchRow, BenchStatement } from '../result.ts';

const BINS = [40, 80, 160, 320];
const CELLS = [8, 16, 32, 64];
const STREAMING = 'memory';

/** How the cost grows with bins, cells and steps. */
export const scaling: Experiment = {
  name: 'scaling',
  about:
    'the fast engine with more bins, with more cells, and with all records handed over step by step',
  groups: [
    {
      name: 'bins',
      sides: BINS.map((bins) =>
        fastSide(`${bins} bins`, { overrides: [`sizes.n_bins=${bins}`, 'geometry.Nr=8'] }),
      ),
    },
    {
      name: 'cells',
      sides: CELLS.map((cells) =>
        fastSide(`${cells} cells`, { overrides: [`geometry.Nr=${cells}`] }),
      ),
    },
    {
      name: STREAMING,
      sides: [fastSide('handed over', { recording: null })],
      continues: true,
    },
  ],
  clock: 'processor',
  rounds: 8,
  passSeconds: 0.2,
  judge(rows) {
    const bins = rowsOf(rows, 'bins');
    const cells = rowsOf(rows, 'cells');
    return [
      powerLaw('a step grows no faster than (number of bins)²', bins, (row) => row.bins, 2),
      powerLaw('a step grows no faster than the number of cells', cells, (row) => row.cells, 1),
      memoryStatement(rowOf(rows, 'handed over', STREAMING)),
    ];
  },
};

function rowsOf(rows: readonly BenchRow[], group: string): BenchRow[] {
  return rows.filter((row) => row.group === group);
}

/** Cost of a step from the smallest to the largest size as a power of the size. */
function powerLaw(
  goal: string,
  rows: readonly BenchRow[],
  size: (row: BenchRow) => number,
  most: number,
): BenchStatement {
  const first = rows[0]!;
  const last = rows.at(-1)!;
  const step = (row: BenchRow) => row.processor.median * row.cells;
  const power = Math.log(step(last) / step(first)) / Math.log(size(last) / size(first));
  return {
    goal,
    measured: `power ${power.toFixed(2)} from ${size(first)} to ${size(last)}`,
    // A step that grows linearly does so up to the noise of its measurement.
    isMet: power <= most * 1.05,
  };
}

/**
 * Growth from the first half of the passes to the second, each at its smallest: buffers that are no longer used are given
 * back some time later.
 */
function memoryStatement({ memory, steps }: BenchRow): BenchStatement {
  const half = memory.length >> 1;
  const goal = 'memory does not grow with the steps when rows are handed over';
  if (half === 0) return { goal, measured: 'too few rounds', isMet: null };
  const last = Math.min(...memory.slice(half));
  const growth = last - Math.min(...memory.slice(0, half));
  const taken = steps * (memory.length - half);
  return {
    goal,
    measured: `${growth < 0 ? '−' : '+'}${bytes(Math.abs(growth))} in ${taken} steps, at ${bytes(last)}`,
    // A single number kept for every step would take more.
    isMet: growth / taken < Float64Array.BYTES_PER_ELEMENT,
  };
}
