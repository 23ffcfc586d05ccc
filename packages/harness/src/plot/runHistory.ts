import { type DiskMaps, diskMaps, type MAP_COLUMNS } from './diskMaps.ts';
import type { Scan } from './scan.ts';
import { type STEP_COLUMNS, type StepTotals, stepTotals } from './stepTotals.ts';
import { chooseEvenlyAndByRatio, rangeBetween } from './thin.ts';

/** Most points in time, and most values of a map of cells over time. */
export const MOST_TIMES = 600;
export const MOST_MAP_VALUES = 48_000;
const MOST_CELLS = 96;

/** A column of `series/run.parquet` that is plotted. */
export type HistoryColumn = (typeof STEP_COLUMNS)[number] | (typeof MAP_COLUMNS)[number];

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
 * Adds the cells of the series up and thins them out, in two passes over the table: one for the sums, which are kept step
 * by step, and one for the maps, which reads only what they show.
 *
 * @param isEveryStepKept whether the series has every step; asked after the first pass
 * @returns null for a table without rows
 */
export async function runHistory(
  scan: Scan<HistoryColumn>,
  isEveryStepKept: () => boolean,
): Promise<RunHistory | null> {
  const totals = await stepTotals(scan);
  if (totals === null) return null;
  const { steps, cellCount } = totals;
  const cellLimit = Math.min(cellCount, MOST_CELLS);
  const chosen = chooseEvenlyAndByRatio(
    steps,
    Math.min(MOST_TIMES, Math.floor(MOST_MAP_VALUES / cellLimit)),
  );
  return {
    times: Float64Array.from(chosen, (step) => totals.time[step]!),
    recordedTimes: steps,
    cellCount,
    stoppedCells: totals.stoppedCells,
    curves: diskCurves(totals, chosen, isEveryStepKept()),
    maps: await diskMaps(scan, totals.starts, chosen, cellCount, cellLimit),
  };
}

function diskCurves(totals: StepTotals, chosen: Int32Array, isEveryStepKept: boolean): DiskCurves {
  const at = (values: Float64Array) => Float64Array.from(chosen, (step) => values[step]!);
  const { blowoutRate, sinkRate } = totals;
  return {
    lostByBlowout: at(totals.lostByBlowout),
    lostBySinks: at(totals.lostBySinks),
    lostBySublimation: isEveryStepKept ? at(totals.lostBySublimation) : null,
    blowoutRate: at(blowoutRate),
    sinkRate: at(sinkRate),
    rateRange:
      chosen.length === totals.steps
        ? null
        : rangeBetween(
            blowoutRate.map((rate, step) => rate + sinkRate[step]!),
            chosen,
          ),
    temperature: at(totals.temperature),
    blowoutSize: at(totals.blowoutSize),
    smallestSize: at(totals.smallestSize),
  };
}
