import { bytes } from '../../profile/report/quantities.ts';
import {
  type CostModel,
  type CostPoint,
  fitEngine,
  fitRecords,
  stepSeconds,
  usedBytes,
} from '../costModel.ts';
import { type BenchSide, type Experiment, fastSide, rowOf } from '../experiment.ts';
import type { BenchRow, BenchStatement } from '../result.ts';

const BINS = [20, 40, 80, 160, 320, 640];
const CELLS = [1, 8, 32, 128, 1024];
/** The plain engine would take ten seconds for a step of eight cells with 640 bins. */
const CORE_BINS = [20, 40, 80, 160, 320];
const CORE_CELLS = [1, 8, 32];
const BIN_CELLS = 8;
const USUAL_BINS = 40;
/** What cells keep for pairs of bins shows where both numbers are large. */
const BOTH = { cells: 64, bins: 160 };
/** A size that nothing is fitted to. */
const CHECK = { cells: 48, bins: 60 };
const STREAMING = 'memory';
/** An estimate that is off by more misleads. */
const LARGEST_ERROR = 0.25;

/** How the cost grows with bins, cells and steps. */
export const scaling: Experiment = {
  name: 'scaling',
  about:
    'both engines with more bins (core up to 320), with more cells (core up to 32), with all rows handed over step by step; ' +
    'a model of time and memory fitted to it, and checked at another size',
  groups: [
    group('bins', BINS, (bins) => fastSide(`${bins} bins`, size(BIN_CELLS, bins))),
    group('cells', CELLS, (cells) => fastSide(`${cells} cells`, size(cells, USUAL_BINS))),
    group('both', [BOTH], ({ cells, bins }) => fastSide('both', size(cells, bins))),
    group('core bins', CORE_BINS, (bins) => coreSide(`core, ${bins} bins`, BIN_CELLS, bins)),
    group('core cells', CORE_CELLS, (cells) => coreSide(`core, ${cells} cells`, cells, USUAL_BINS)),
    group('rows', [20, 160], (bins) =>
      fastSide(`${bins} bins, all rows`, { ...size(BIN_CELLS, bins), recording: null }),
    ),
    {
      name: STREAMING,
      sides: [fastSide('handed over', { recording: null })],
    },
    group('check', [CHECK], ({ cells, bins }) => fastSide('not fitted', size(cells, bins))),
    group('core check', [CHECK], ({ cells, bins }) => coreSide('core, not fitted', cells, bins)),
  ],
  clock: 'processor',
  rounds: 8,
  passSeconds: 0.2,
  judge(rows) {
    const model = costModel(rows);
    const steady = rowOf(rows, 'handed over', STREAMING);
    return [
      powerLaw(
        'a step of fast grows no faster than (number of bins)²',
        of(rows, 'bins'),
        'bins',
        2,
      ),
      powerLaw(
        'a step of fast grows no faster than the number of cells',
        of(rows, 'cells'),
        'cells',
        1,
      ),
      powerLaw(
        'a step of core grows no faster than (number of bins)³',
        of(rows, 'core bins'),
        'bins',
        3,
      ),
      sameCost(steady),
      memoryStatement(steady),
      ...checkStatements('fast', model.fast, of(rows, 'check')),
      ...checkStatements('core', model.core, of(rows, 'core check')),
    ];
  },
  model: costModel,
};

/** The costs that fit to what was measured, but for the sizes at which they are checked. */
export function costModel(rows: readonly BenchRow[]): CostModel {
  const fast = fitEngine(
    [...of(rows, 'bins'), ...of(rows, 'cells'), ...of(rows, 'both')].map(pointOf),
    false,
  );
  const core = fitEngine([...of(rows, 'core bins'), ...of(rows, 'core cells')].map(pointOf), true);
  return { core, fast, records: fitRecords(of(rows, 'rows').map(pointOf), fast) };
}

function group<Value>(
  name: string,
  values: readonly Value[],
  side: (value: Value) => BenchSide,
): Experiment['groups'][number] {
  // A run that goes on is measured without its start, and its memory without what is no longer used.
  return { name, sides: values.map(side) };
}

function size(cells: number, bins: number): Pick<BenchSide, 'overrides'> {
  return { overrides: [`geometry.Nr=${cells}`, `sizes.n_bins=${bins}`] };
}

function coreSide(label: string, cells: number, bins: number): BenchSide {
  return fastSide(label, { ...size(cells, bins), engine: 'core', cache: null });
}

function of(rows: readonly BenchRow[], name: string): BenchRow[] {
  return rows.filter((row) => row.group === name);
}

function pointOf({ cells, bins, processor, memory }: BenchRow): CostPoint {
  return { cells, bins, seconds: processor.median * cells, bytes: Math.min(...memory) };
}

/** How far the model is off at sizes that it was not fitted to. */
function checkStatements(
  name: string,
  { time, memory }: CostModel['fast'],
  rows: readonly BenchRow[],
): BenchStatement[] {
  return rows.map(pointOf).flatMap((point) => {
    const error = (modelled: number, measured: number) => {
      const off = modelled / measured - 1;
      return {
        measured: `${off < 0 ? '−' : '+'}${Math.abs(100 * off).toFixed(0)} %`,
        isMet: Math.abs(off) <= LARGEST_ERROR,
      };
    };
    const where = `at ${point.cells} cells × ${point.bins} bins, not fitted`;
    return [
      {
        goal: `the model of ${name} gives the time within ${100 * LARGEST_ERROR} % ${where}`,
        ...error(stepSeconds(time, point), point.seconds),
      },
      {
        goal: `the model of ${name} gives the memory within ${100 * LARGEST_ERROR} % ${where}`,
        ...error(usedBytes(memory, point), point.bytes),
      },
    ];
  });
}

/** Cost of a step from the smallest to the largest size as a power of the size. */
function powerLaw(
  goal: string,
  rows: readonly BenchRow[],
  what: 'cells' | 'bins',
  most: number,
): BenchStatement {
  const [first, last] = [rows[0], rows.at(-1)];
  if (first === undefined || last === undefined || first === last)
    return { goal, measured: 'too few sizes', isMet: null };
  const step = (row: BenchRow) => row.processor.median * row.cells;
  const power = Math.log(step(last) / step(first)) / Math.log(last[what] / first[what]);
  return {
    goal,
    measured: `power ${power.toFixed(2)} from ${first[what]} to ${last[what]}`,
    // A step that grows linearly does so up to the noise of its measurement.
    isMet: power <= most * 1.05,
  };
}

/** The last passes of a run that goes on against its first ones. */
function sameCost({ passes, steps }: BenchRow): BenchStatement {
  const goal = 'a step costs the same however many there were before';
  const part = passes.length >> 1;
  if (part === 0) return { goal, measured: 'too few rounds', isMet: null };
  const least = (times: readonly number[]) => Math.min(...times);
  const ratio = least(passes.slice(-part)) / least(passes.slice(0, part));
  return {
    goal,
    measured: `${ratio.toFixed(2)} × from the first to the last half of ${steps * passes.length} steps`,
    isMet: ratio <= 1.1,
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
