import type { SeriesColumn } from '@marsdisk/io';
import type { RunTable } from '../table/readTable.ts';
import { chooseEvenly, chooseEvenlyAndByRatio, rangeBetween } from './thin.ts';

/** Most points in time, and most values of a map of cells over time. */
export const MOST_TIMES = 600;
export const MOST_MAP_VALUES = 48_000;
const MOST_CELLS = 96;

/** The columns of `series/run.parquet` that are plotted. */
export const HISTORY_COLUMNS = [
  'time',
  'cell_index',
  'r_RM',
  'T_M_used',
  'a_blow',
  's_min',
  'tau',
  'Sigma_surf',
  'M_out_dot',
  'M_sink_dot',
  'mass_lost_by_blowout',
  'mass_lost_by_sinks',
  'mass_lost_sublimation_step',
  'phase_state',
  'phase_bulk_state',
  'cell_active',
  'cell_stop_time',
] as const;

type HistoryColumn = (typeof HISTORY_COLUMNS)[number];

/** Curves of the whole disk; one value a chosen time. */
export interface DiskCurves {
  /** M_Mars. */
  readonly lostByBlowout: Float64Array;
  readonly lostBySinks: Float64Array;
  /** What the records attribute to sublimation; null when steps are missing, so that it cannot be added up. */
  readonly lostBySublimation: Float64Array | null;
  /** M_Mars s⁻¹, of cells that have not stopped. */
  readonly blowoutRate: Float64Array;
  readonly sinkRate: Float64Array;
  /** Range of the total rate since the chosen time before; null if no time is left out. */
  readonly rateRange: { readonly low: Float64Array; readonly high: Float64Array } | null;
  /** K; NaN when every cell has stopped. */
  readonly temperature: Float64Array;
  /** m */
  readonly blowoutSize: Float64Array;
  readonly smallestSize: Float64Array;
}

/** Values of chosen cells at chosen times, time by time. */
export interface DiskMaps {
  readonly cells: Int32Array;
  /** R_Mars. */
  readonly radius: Float64Array;
  readonly tau: Float64Array;
  /** kg m⁻² */
  readonly sigma: Float64Array;
  /** Index into `states`; 255 where there is none. */
  readonly state: Uint8Array;
  readonly states: readonly string[];
}

/** What is plotted of the series of a run. */
export interface RunHistory {
  /** s, ascending. */
  readonly times: Float64Array;
  readonly recordedTimes: number;
  readonly cellCount: number;
  readonly stoppedCells: number;
  readonly curves: DiskCurves;
  readonly maps: DiskMaps;
}

/**
 * Adds the cells of the series up and thins them out.
 *
 * A stopped cell repeats the rates of its last step for ever; from then on it counts as 0.
 *
 * @param isEveryStepKept whether the series has every step
 * @returns null for a table without rows
 */
export function runHistory(table: RunTable, isEveryStepKept: boolean): RunHistory | null {
  if (table.rowCount === 0) return null;
  const of = readers(table);
  const starts = stepStarts(of.numbers('time'), of.numbers('cell_index'));
  const steps = starts.length - 1;
  const cellCount = largestStep(starts);
  const cellLimit = Math.min(cellCount, MOST_CELLS);
  const chosen = chooseEvenlyAndByRatio(
    steps,
    Math.min(MOST_TIMES, Math.floor(MOST_MAP_VALUES / cellLimit)),
  );
  const time = of.numbers('time');
  return {
    times: Float64Array.from(chosen, (step) => time[starts[step]!]!),
    recordedTimes: steps,
    cellCount,
    stoppedCells: stoppedAt(of, starts[steps - 1]!, table.rowCount),
    curves: diskCurves(of, starts, chosen, isEveryStepKept),
    maps: diskMaps(of, starts, chosen, cellCount, cellLimit),
  };
}

interface Readers {
  readonly numbers: (name: HistoryColumn) => Float64Array;
  readonly flags: (name: HistoryColumn) => Uint8Array;
  readonly texts: (name: HistoryColumn) => readonly (string | null)[];
}

function readers({ columns }: RunTable): Readers {
  const values = (name: HistoryColumn) => (columns.get(name) as SeriesColumn).values;
  return {
    numbers: (name) => values(name) as Float64Array,
    flags: (name) => values(name) as Uint8Array,
    texts: (name) => values(name) as readonly (string | null)[],
  };
}

/** First row of every step, and the number of rows. */
function stepStarts(time: Float64Array, cell: Float64Array): Int32Array {
  const starts: number[] = [];
  for (let row = 0; row < time.length; row++)
    if (row === 0 || time[row] !== time[row - 1] || cell[row]! <= cell[row - 1]!) starts.push(row);
  return Int32Array.from([...starts, time.length]);
}

function largestStep(starts: Int32Array): number {
  let most = 0;
  for (let step = 1; step < starts.length; step++)
    most = Math.max(most, starts[step]! - starts[step - 1]!);
  return most;
}

function stoppedAt({ flags }: Readers, from: number, to: number): number {
  return flags('cell_active')
    .subarray(from, to)
    .reduce((sum, isActive) => sum + (isActive === 0 ? 1 : 0), 0);
}

function diskCurves(
  { numbers, flags }: Readers,
  starts: Int32Array,
  chosen: Int32Array,
  isEveryStepKept: boolean,
): DiskCurves {
  const isActive = flags('cell_active');
  const stopTime = numbers('cell_stop_time');
  const time = numbers('time');
  const hasStopped = (row: number) => isActive[row] === 0 && time[row]! > stopTime[row]!;
  const steps = starts.length - 1;
  const total = (name: HistoryColumn, counts: (row: number) => boolean = () => true) => {
    const values = numbers(name);
    const sums = new Float64Array(steps);
    for (let step = 0; step < steps; step++)
      for (let row = starts[step]!; row < starts[step + 1]!; row++)
        if (counts(row)) sums[step]! += values[row]!;
    return sums;
  };
  const isRunning = (row: number) => !hasStopped(row);
  const ofStep = (name: HistoryColumn) => {
    const values = numbers(name);
    return Float64Array.from(chosen, (step) => {
      for (let row = starts[step]!; row < starts[step + 1]!; row++)
        if (isRunning(row)) return values[row]!;
      return Number.NaN;
    });
  };
  const at = (sums: Float64Array) => Float64Array.from(chosen, (step) => sums[step]!);
  const blowoutRate = total('M_out_dot', isRunning);
  const sinkRate = total('M_sink_dot', isRunning);
  const sublimation = total('mass_lost_sublimation_step', isRunning);
  for (let step = 1; step < steps; step++) sublimation[step]! += sublimation[step - 1]!;
  return {
    lostByBlowout: at(total('mass_lost_by_blowout')),
    lostBySinks: at(total('mass_lost_by_sinks')),
    lostBySublimation: isEveryStepKept ? at(sublimation) : null,
    blowoutRate: at(blowoutRate),
    sinkRate: at(sinkRate),
    rateRange:
      chosen.length === steps
        ? null
        : rangeBetween(
            blowoutRate.map((rate, step) => rate + sinkRate[step]!),
            chosen,
          ),
    temperature: ofStep('T_M_used'),
    blowoutSize: ofStep('a_blow'),
    smallestSize: ofStep('s_min'),
  };
}

function diskMaps(
  { numbers, flags, texts }: Readers,
  starts: Int32Array,
  chosen: Int32Array,
  cellCount: number,
  cellLimit: number,
): DiskMaps {
  const cells = chooseEvenly(cellCount, cellLimit);
  const radius = numbers('r_RM');
  const [tau, sigma] = [numbers('tau'), numbers('Sigma_surf')];
  const isActive = flags('cell_active');
  const [phase, bulk] = [texts('phase_state'), texts('phase_bulk_state')];
  const size = chosen.length * cells.length;
  const maps = {
    tau: new Float64Array(size).fill(Number.NaN),
    sigma: new Float64Array(size).fill(Number.NaN),
  };
  const names = new Array<string>(size);
  chosen.forEach((step, t) => {
    cells.forEach((cell, c) => {
      const row = starts[step]! + cell;
      if (row >= starts[step + 1]!) return;
      const to = t * cells.length + c;
      maps.tau[to] = tau[row]!;
      maps.sigma[to] = sigma[row]!;
      names[to] = isActive[row] === 0 ? 'stopped' : stateName(phase[row], bulk[row]);
    });
  });
  const found = new Set(names);
  const states = [...STATE_ORDER, ...found].filter(
    (name, i, all) => name !== undefined && found.has(name) && all.indexOf(name) === i,
  );
  return {
    cells,
    radius: Float64Array.from(cells, (cell) => radius[starts[0]! + cell]!),
    ...maps,
    state: Uint8Array.from(names, (name) => (name === undefined ? 255 : states.indexOf(name))),
    states,
  };
}

const BULK_WORDS: Readonly<Record<string, string>> = {
  solid_dominated: '',
  mixed: ', bulk partly molten',
  liquid_dominated: ', bulk molten',
};

/** Order of the states in every legend: from cold to hot, then those that do not change any more. */
const STATE_ORDER = [
  ...['solid', 'vapour'].flatMap((grains) =>
    Object.values(BULK_WORDS).map((bulk) => `${grains}${bulk}`),
  ),
  'stopped',
];

/** The state of the grains and, where it differs, of the bulk: `solid`, `vapour, bulk molten`. */
function stateName(phase: string | null | undefined, bulk: string | null | undefined): string {
  const grains = phase === 'vapor' ? 'vapour' : (phase ?? 'unknown');
  return `${grains}${bulk == null ? '' : (BULK_WORDS[bulk] ?? `, bulk ${bulk}`)}`;
}
