import { BLOCK_STEPS, type Run, takeRecords } from '@marsdisk/core';
import type { Crew } from '../run/crew.ts';

/** Steps that were taken at once, and the time for them. */
export interface TimedSteps {
  readonly steps: number;
  /** s */
  readonly seconds: number;
}

/** What the first steps of a run took. */
export interface Calibration {
  /** Steps before anything counts: threads start and code gets compiled. */
  readonly warmUp: TimedSteps;
  /** The warm steps, piece by piece as a run takes them. Empty if the run ended before. */
  readonly pieces: readonly TimedSteps[];
  /** All warm steps. */
  readonly warm: TimedSteps;
  /** Time of a warm step, s; of any step if the run ended before. */
  readonly secondsPerStep: number;
  /** The fastest and the slowest fifth of a second of warm steps, time of a step over `secondsPerStep`. */
  readonly spread: { readonly low: number; readonly high: number };
  /** Processor time of the warm steps over what so many threads could have had; 1 with none. */
  readonly processorShare: number;
  /** Whether the run came to its end. */
  readonly hasEnded: boolean;
}

/** Least steps and time of a phase, and the time after which fewer steps must do, ms. */
interface Phase {
  readonly steps: number;
  readonly least: number;
  readonly most: number;
}

/** The code of a step is compiled for the last time after some hundred steps. */
const WARM_UP: Phase = { steps: 32 * BLOCK_STEPS, least: 500, most: 3000 };
const MEASURED: Phase = { steps: 8 * BLOCK_STEPS, least: 1500, most: 5000 };
/** As in the loop of a run: time of a piece, ms, and its most steps. */
const PIECE = 30;
const MOST_STEPS = 512;
/** Pieces of the range are put together until they take so long, s. */
const GROUP = 0.2;
/** Records are thrown away when so many rows of any table are there. */
const MOST_ROWS = 2 ** 20;

/**
 * Takes the first steps of a run for about two seconds, more if they are slow, in pieces like a run does.
 *
 * @param run that nobody needs any more; it keeps no more than the records of its last steps
 * @param workers threads that take the steps
 * @param now a clock, ms
 */
export async function calibrate(
  run: Run,
  crew: Pick<Crew, 'advance'>,
  workers: number,
  now: () => number = () => performance.now(),
): Promise<Calibration> {
  const take = async (most: number): Promise<TimedSteps> => {
    const { step } = run.clock;
    const began = now();
    await crew.advance(most);
    return { steps: run.clock.step - step, seconds: (now() - began) / 1000 };
  };
  // The first step waits for the threads, which start when they are first asked for something.
  const first = await take(1);
  const second = await take(1);
  let perStep = second.seconds;
  const pieces = async (phase: Phase): Promise<TimedSteps[]> => {
    const taken: TimedSteps[] = [];
    let steps = 0;
    let seconds = 0;
    const isEnough = () =>
      1000 * seconds >= phase.most || (steps >= phase.steps && 1000 * seconds >= phase.least);
    while (run.stopReason === null && !isEnough()) {
      const piece = await take(stepsOfPiece(perStep));
      if (piece.steps === 0) break;
      taken.push(piece);
      steps += piece.steps;
      seconds += piece.seconds;
      perStep = piece.seconds / piece.steps;
      const { rows } = run.recorder;
      if (run.stopReason === null && Object.values(rows).some((count) => count > MOST_ROWS))
        takeRecords(run.recorder);
    }
    return taken;
  };
  const cold = await pieces(WARM_UP);
  const warmUp = sum([first, second, ...cold]);
  const before = process.cpuUsage();
  const timed = await pieces(MEASURED);
  const { user, system } = process.cpuUsage(before);
  const warm = sum(timed);
  const processorShare = (user + system) / 1e6 / (workers * warm.seconds);
  const from = warm.steps > 0 ? warm : warmUp;
  const secondsPerStep = from.seconds / Math.max(from.steps, 1);
  return {
    warmUp,
    pieces: timed,
    warm,
    secondsPerStep,
    spread: spreadOf(timed, secondsPerStep),
    processorShare: warm.seconds > 0 ? processorShare : 1,
    hasEnded: run.stopReason !== null,
  };
}

/** Whole blocks where there is time for one. */
function stepsOfPiece(secondsPerStep: number): number {
  const steps = Math.floor(PIECE / 1000 / Math.max(secondsPerStep, 1e-9));
  const whole = steps - (steps % BLOCK_STEPS);
  return Math.max(1, Math.min(MOST_STEPS, whole > 0 ? whole : steps));
}

function sum(pieces: readonly TimedSteps[]): TimedSteps {
  let steps = 0;
  let seconds = 0;
  for (const piece of pieces) {
    steps += piece.steps;
    seconds += piece.seconds;
  }
  return { steps, seconds };
}

/** A single piece may be late for reasons that even out; what stays for longer is what another minute may be like. */
function spreadOf(pieces: readonly TimedSteps[], secondsPerStep: number): Calibration['spread'] {
  const times: number[] = [];
  let from = 0;
  for (let to = 1; to <= pieces.length; to++) {
    const { steps, seconds } = sum(pieces.slice(from, to));
    if (seconds < GROUP && !(to === pieces.length && times.length === 0)) continue;
    times.push(seconds / steps / secondsPerStep);
    from = to;
  }
  // A clock that stands still says nothing.
  if (times.length === 0 || !(secondsPerStep > 0)) return { low: 1, high: 1 };
  return { low: Math.min(...times), high: Math.max(...times) };
}
