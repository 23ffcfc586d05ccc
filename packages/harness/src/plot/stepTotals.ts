import { type NumberList, numberList } from './numberList.ts';
import { readers, type Scan } from './scan.ts';

/** The columns that are added up or stand for a step. */
export const STEP_COLUMNS = [
  'time',
  'cell_index',
  'T_M_used',
  'a_blow',
  's_min',
  'M_out_dot',
  'M_sink_dot',
  'mass_lost_by_blowout',
  'mass_lost_by_sinks',
  'mass_lost_sublimation_step',
  'cell_active',
  'cell_stop_time',
] as const;

type StepColumn = (typeof STEP_COLUMNS)[number];

/** Sums over all cells, or what all cells share, one value a recorded step. */
export interface StepTotals {
  readonly steps: number;
  readonly cellCount: number;
  /** Cells that have stopped by the last step. */
  readonly stoppedCells: number;
  /** First row of every step, and the number of rows. */
  readonly starts: Float64Array;
  /** s */
  readonly time: Float64Array;
  /** M_Mars, so far. */
  readonly lostByBlowout: Float64Array;
  readonly lostBySinks: Float64Array;
  readonly lostBySublimation: Float64Array;
  /** M_Mars s⁻¹, of cells that have not stopped. */
  readonly blowoutRate: Float64Array;
  readonly sinkRate: Float64Array;
  /** K; NaN when every cell has stopped. */
  readonly temperature: Float64Array;
  /** m */
  readonly blowoutSize: Float64Array;
  readonly smallestSize: Float64Array;
}

/** The step whose rows are being read. */
interface OpenStep {
  rows: number;
  stopped: number;
  blowout: number;
  sinks: number;
  sublimation: number;
  blowoutRate: number;
  sinkRate: number;
  temperature: number;
  blowoutSize: number;
  smallestSize: number;
}

/**
 * Adds up the cells of every step.
 *
 * A stopped cell repeats the rates of its last step for ever; from then on it counts as 0.
 *
 * @returns null for a table without rows
 */
export async function stepTotals(scan: Scan<StepColumn>): Promise<StepTotals | null> {
  const lists = {
    starts: numberList(),
    time: numberList(),
    lostByBlowout: numberList(),
    lostBySinks: numberList(),
    lostBySublimation: numberList(),
    blowoutRate: numberList(),
    sinkRate: numberList(),
    temperature: numberList(),
    blowoutSize: numberList(),
    smallestSize: numberList(),
  };
  let step: OpenStep | null = null;
  let sublimated = 0;
  let cellCount = 0;
  let rowCount = 0;
  let timeBefore = Number.NaN;
  let cellBefore = Number.NaN;
  const close = (ended: OpenStep) => {
    cellCount = Math.max(cellCount, ended.rows);
    sublimated += ended.sublimation;
    lists.lostByBlowout.push(ended.blowout);
    lists.lostBySinks.push(ended.sinks);
    lists.lostBySublimation.push(sublimated);
    lists.blowoutRate.push(ended.blowoutRate);
    lists.sinkRate.push(ended.sinkRate);
    lists.temperature.push(ended.temperature);
    lists.blowoutSize.push(ended.blowoutSize);
    lists.smallestSize.push(ended.smallestSize);
  };
  for await (const piece of scan(STEP_COLUMNS)) {
    const { numbers, flags } = readers<StepColumn>(piece);
    const [time, cell, stopTime] = [
      numbers('time'),
      numbers('cell_index'),
      numbers('cell_stop_time'),
    ];
    const isActive = flags('cell_active');
    const [blowout, sinks] = [numbers('mass_lost_by_blowout'), numbers('mass_lost_by_sinks')];
    const sublimation = numbers('mass_lost_sublimation_step');
    const [blowoutRate, sinkRate] = [numbers('M_out_dot'), numbers('M_sink_dot')];
    const temperature = numbers('T_M_used');
    const [blowoutSize, smallestSize] = [numbers('a_blow'), numbers('s_min')];
    for (let row = 0; row < piece.rowCount; row++) {
      if (step === null || time[row] !== timeBefore || cell[row]! <= cellBefore) {
        if (step !== null) close(step);
        step = openStep();
        lists.starts.push(piece.rowStart + row);
        lists.time.push(time[row]!);
      }
      timeBefore = time[row]!;
      cellBefore = cell[row]!;
      step.rows++;
      step.blowout += blowout[row]!;
      step.sinks += sinks[row]!;
      if (isActive[row] === 0) step.stopped++;
      if (isActive[row] === 0 && time[row]! > stopTime[row]!) continue;
      step.blowoutRate += blowoutRate[row]!;
      step.sinkRate += sinkRate[row]!;
      step.sublimation += sublimation[row]!;
      if (!Number.isNaN(step.temperature)) continue;
      step.temperature = temperature[row]!;
      step.blowoutSize = blowoutSize[row]!;
      step.smallestSize = smallestSize[row]!;
    }
    rowCount = piece.rowStart + piece.rowCount;
  }
  if (step === null) return null;
  close(step);
  const steps = lists.time.length;
  lists.starts.push(rowCount);
  return {
    steps,
    cellCount,
    stoppedCells: step.stopped,
    ...(Object.fromEntries(
      Object.entries(lists).map(([name, list]: [string, NumberList]) => [name, list.values()]),
    ) as Record<keyof typeof lists, Float64Array>),
  };
}

function openStep(): OpenStep {
  return {
    rows: 0,
    stopped: 0,
    blowout: 0,
    sinks: 0,
    sublimation: 0,
    blowoutRate: 0,
    sinkRate: 0,
    temperature: Number.NaN,
    blowoutSize: Number.NaN,
    smallestSize: Number.NaN,
  };
}
