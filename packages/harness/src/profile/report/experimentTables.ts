import type { RatioEstimate } from '../../bench/ratio.ts';
import type { FlagGain, Saving, Waterfall } from '../experiments/waterfall.ts';
import { efficiency, type WorkerCurve, workerVerdict } from '../experiments/workerCurve.ts';
import type { ProfileResult } from '../results/result.ts';
import type { Cell } from './dataTable.ts';
import { duration, percent, times, whole } from './quantities.ts';
import { NOTHING, named, numeric, type ReportTable } from './tables.ts';
import { orderedFlags } from './waterfallChart.ts';

/** What each optimisation is worth, one row a flag. */
export function waterfallTable(waterfall: Waterfall): ReportTable {
  return {
    columns: [
      named('optimisation'),
      numeric('alone saves'),
      numeric('95 % interval'),
      numeric('times as fast'),
      numeric('left out costs'),
      numeric('95 % interval'),
      numeric('times as slow'),
    ],
    rows: orderedFlags(waterfall).map(({ flag, alone, among }) => [
      { text: flag },
      ...gainCells(alone),
      ...gainCells(among),
    ]),
    sorted: { column: 1, isDescending: true },
  };
}

function gainCells({ saved, speedup }: FlagGain): Cell[] {
  return [
    { text: duration(saved.value), sort: saved.value },
    intervalCell(saved, duration),
    { text: times(speedup.ratio), sort: speedup.ratio },
  ];
}

/** What more threads are worth, one row a number of threads. */
export function workerTable({ points, best }: WorkerCurve): ReportTable {
  return {
    columns: [
      numeric('threads'),
      numeric('a cell-step'),
      numeric('from, to'),
      numeric('speed-up'),
      numeric('95 % interval'),
      numeric('efficiency'),
      numeric('95 % interval'),
      named('remark'),
    ],
    rows: points.map((point): Cell[] => {
      const { workers, cellStep, speedup, isSteady, restarts } = point;
      const share = efficiency(point);
      const remarks = [
        workers === best ? 'best' : null,
        workers === 1 ? null : workerVerdict(point),
        isSteady ? null : 'not steady',
        restarts > 0 ? 'threads began anew' : null,
      ].filter((remark) => remark !== null);
      return [
        { text: String(workers), sort: workers },
        { text: duration(cellStep.median), sort: cellStep.median },
        { text: `${duration(cellStep.min)} to ${duration(cellStep.max)}`, sort: cellStep.min },
        { text: times(speedup.ratio), sort: speedup.ratio },
        intervalCell(speedup, (value) => value.toFixed(2)),
        { text: percent(share.ratio), sort: share.ratio },
        intervalCell(share, percent),
        { text: remarks.join(', ') },
      ];
    }),
    sorted: { column: 0, isDescending: false },
  };
}

function intervalCell(
  { low, high }: Pick<Saving | RatioEstimate, 'low' | 'high'>,
  text: (value: number) => string,
): Cell {
  if (low === null || high === null) return NOTHING;
  return { text: `${text(low)} to ${text(high)}`, sort: low };
}

/** How the waterfall was measured, or how to get one. */
export function waterfallStatement({ waterfall, name }: ProfileResult): string {
  if (waterfall === null)
    return `Not measured. "marsdisk profile ${name} --waterfall" measures what each optimisation of the fast engine is worth, in a few minutes.`;
  const { rounds, steps, leadSteps, off, all } = waterfall;
  return `The fast engine with each optimisation alone against all off (${duration(off.median)}), and with all on (${duration(all.median)}) against all but it. Processor time per cell-step, nothing recorded; ${rounds} passes of each in turns over ${whole(steps.alone)} and ${whole(steps.among)} steps after ${leadSteps}, two fresh processes a flag. What one saves alone another may save as well, so columns do not add up.`;
}

/** How the search for the best number of threads was made, or how to make it. */
export function workersStatement({ workerCurves, name, machine }: ProfileResult): string {
  const [first] = workerCurves;
  if (first === undefined)
    return `Not measured. "marsdisk profile ${name} --workers auto" measures one thread, two, and so on to the ${machine.cores} cores of this machine.`;
  return `Wall time per cell-step without profiler and files, once of the steps alone and once with the rows that the configuration keeps; ${first.rounds} passes of each number of threads in turns with one thread, in fresh processes. Best are the fewest threads that no larger number is known to beat by its interval; where the interval holds 1 the table says that nobody can tell. The row of one thread is one thread against itself: so far from 1 is chance.`;
}
