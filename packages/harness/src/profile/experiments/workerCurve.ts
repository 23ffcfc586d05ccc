import { MarsDiskError, YEAR } from '@marsdisk/core';
import type { Side } from '../../bench/openSide.ts';
import { pairedRatio, type RatioEstimate } from '../../bench/ratio.ts';
import type { SideFacts, SidePass } from '../../bench/sideRequest.ts';
import type { WarmSide } from '../../bench/turns.ts';
import type { Variant } from '../definition/variants.ts';
import { judgeSteadiness } from '../measurement/steadiness.ts';
import type { RunPlace } from '../measurement/workload.ts';
import { type Spread, spreadOf } from '../results/spread.ts';
import {
  type MeasuredVariant,
  pairedPasses,
  SHORT_TURNS,
  stepsOfPass,
  type TurnRule,
  withSides,
} from './turns.ts';

/** A number of threads in the search; wall time. */
export interface WorkerPoint {
  readonly workers: number;
  /** s per cell-step. */
  readonly cellStep: Spread;
  /** Time of one thread over that of so many, pass by pass. */
  readonly speedup: RatioEstimate;
  /** Whether both processes were warm. */
  readonly isSteady: boolean;
  /** Passes in which a run ended, so that the next one began with threads whose code was not compiled yet. */
  readonly restarts: number;
}

/** What more threads are worth to an engine; part of `result.json`. */
export interface WorkerCurve {
  readonly label: string;
  /** Whether the rows that the configuration keeps were recorded, or none. */
  readonly isRecording: boolean;
  readonly rounds: number;
  /** Steps of a pass. */
  readonly steps: number;
  /** From one thread to one a core, at most one a cell. */
  readonly points: readonly WorkerPoint[];
  /** See `bestWorkers`. */
  readonly best: number;
}

/** Passes that a run should last, warm-up included. */
const PASSES_OF_A_RUN = 80;

/** Recorded rows make garbage, and a pass has to hold several collections. */
const LONG_TURNS: TurnRule = { ...SHORT_TURNS, passSeconds: 0.3 };

/** What a curve is about. */
export function curveName({ label, isRecording }: Pick<WorkerCurve, 'label' | 'isRecording'>) {
  return `${label}, ${isRecording ? 'recording' : 'steps alone'}`;
}

/** The share of parallel work of a number of threads that is not lost: speed-up over threads. */
export function efficiency({ workers, speedup }: WorkerPoint): RatioEstimate {
  const each = (value: number | null) => (value === null ? null : value / workers);
  return {
    ...speedup,
    ratio: speedup.ratio / workers,
    low: each(speedup.low),
    high: each(speedup.high),
  };
}

/**
 * Measures one thread against 2, 3, … threads: for each number two fresh processes that take turns over the same steps.
 * A run goes on from pass to pass, because threads live as long as their run and begin with code that is not compiled.
 * If the run is too short for that, its end is moved out where the configuration lets it.
 *
 * @param variant its engine and caches; the number of workers is what is searched for
 * @param isRecording whether the rows that the configuration keeps are recorded, or none
 * @param most largest number of threads
 * @param onProgress hears what is measured
 * @throws what the configuration or the run throws
 */
export async function measureWorkerCurve(
  place: RunPlace,
  variant: Variant,
  isRecording: boolean,
  most: number,
  onProgress: (message: string) => void = () => {},
  rule: TurnRule = isRecording ? LONG_TURNS : SHORT_TURNS,
): Promise<WorkerCurve> {
  const threads = (workers: number) => ({ ...variant, workers, isRecording });
  const name = curveName({ label: variant.label, isRecording });
  onProgress(`workers: ${name}, 1`);
  const { steps, facts } = await withSides(place, [threads(1)], async ([side]) => ({
    steps: await stepsOfPass(side!, 0, rule),
    facts: side!.facts,
  }));
  const longer = await prolonged(place, threads(1), facts, steps * PASSES_OF_A_RUN);
  const largest = Math.min(most, facts.cells);
  const points: WorkerPoint[] = [];
  // One thread is measured against one thread as well: its distance from 1 is what the machine adds.
  for (let workers = 1; workers <= largest; workers++) {
    if (workers > 1) onProgress(`workers: ${name}, ${workers} of ${largest}`);
    points.push(
      await withSides(longer, [threads(1), threads(workers)], ([base, candidate]) =>
        measurePoint(base!, candidate!, steps, rule),
      ),
    );
  }
  return {
    label: variant.label,
    isRecording,
    rounds: rule.rounds,
    steps,
    points,
    best: bestWorkers(points),
  };
}

/** What the paired ratio of a number of threads to one thread says. */
export type WorkerVerdict = 'faster' | 'slower' | 'cannot tell';

/** Whether so many threads are faster than one; an interval that holds 1, or none at all, does not tell. */
export function workerVerdict({
  speedup: { low, high },
}: Pick<WorkerPoint, 'speedup'>): WorkerVerdict {
  if (low !== null && low > 1) return 'faster';
  return high !== null && high < 1 ? 'slower' : 'cannot tell';
}

/**
 * The fewest threads that no larger number is known to beat: more threads are recommended only where the interval of their
 * speed-up lies above that of the fewer ones. Where the intervals overlap nobody can tell, and fewer threads cost less.
 *
 * @param points from one thread up; the interval of one thread against itself is what chance does on this machine
 */
export function bestWorkers(points: readonly Pick<WorkerPoint, 'workers' | 'speedup'>[]): number {
  let best = 1;
  let toBeat = 1;
  for (const { workers, speedup } of points) {
    if (workers === 1) {
      toBeat = Math.max(1, speedup.high ?? 1);
      continue;
    }
    if (speedup.low === null || speedup.high === null || speedup.low <= toBeat) continue;
    best = workers;
    toBeat = speedup.high;
  }
  return best;
}

async function measurePoint(
  base: Side,
  candidate: Side,
  steps: number,
  rule: TurnRule,
): Promise<WorkerPoint> {
  const [left, right] = [base, candidate].map(
    (side): WarmSide => ({
      side,
      lead: null,
      steps,
      isSteady: false,
    }),
  ) as [WarmSide, WarmSide];
  // Both take the same passes in the warm-up as well, so that they stay at the same step.
  const warm: (readonly [SidePass, SidePass])[] = [];
  const total = () => warm.reduce((sum, [a, b]) => sum + Math.min(a.seconds, b.seconds), 0);
  const isSteady = () =>
    [0, 1].every((i) => {
      const perCellStep = warm.map((pair) => cost(pair[i]!));
      return judgeSteadiness(perCellStep, { ...rule.warmUp, min_seconds: 0 }).isSteady;
    });
  while (total() < rule.warmUp.max_seconds && !(isSteady() && total() >= rule.warmUp.min_seconds))
    warm.push(...(await pairedPasses(left, right, 1)));
  const passes = await pairedPasses(left, right, rule.rounds);
  return {
    workers: candidate.request.workers,
    cellStep: spreadOf(passes.map(([, pass]) => cost(pass))),
    speedup: pairedRatio(
      passes.map(([pass]) => cost(pass)),
      passes.map(([, pass]) => cost(pass)),
    ),
    isSteady: isSteady(),
    restarts: passes.filter(([, pass]) => pass.steps < steps).length,
  };
}

/** The place with its end moved out to so many steps of the same length; as it is where that cannot be run. */
async function prolonged(
  place: RunPlace,
  variant: MeasuredVariant,
  { plannedSteps, tEnd }: SideFacts,
  steps: number,
): Promise<RunPlace> {
  if (plannedSteps >= steps) return place;
  const dt = tEnd / plannedSteps;
  const longer = {
    ...place,
    overrides: [
      ...place.overrides,
      `numerics.dt_init=${dt}`,
      `numerics.t_end_years=${(steps * dt) / YEAR}`,
      'numerics.t_end_orbits=null',
      'numerics.t_end_until_temperature_K=null',
    ],
  };
  try {
    await withSides(longer, [variant], async () => {});
    return longer;
  } catch (error) {
    if (error instanceof MarsDiskError) return place;
    throw error;
  }
}

/** Wall time per cell-step, s. */
function cost({ seconds, cellSteps }: SidePass): number {
  return seconds / cellSteps;
}
