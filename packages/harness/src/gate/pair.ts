import { openSide, type Side } from '../bench/openSide.ts';
import { pairedRatio } from '../bench/ratio.ts';
import type { SideFacts, SidePass, SideRequest } from '../bench/sideRequest.ts';
import { spreadOf } from '../profile/results/spread.ts';
import type { ContestLimits } from './contest.ts';
import { shareCore } from './sameCore.ts';

/** What one process measured. */
export interface ProcessSample {
  /** Median processor time of the process per cell-step, s. */
  readonly cpuSeconds: number;
  /** Median wall time per cell-step, s. */
  readonly seconds: number;
  /** Peak of the resident set, bytes. */
  readonly residentPeak: number;
}

/** A process of the base and one of the candidate, measured in turns. */
export interface PairSample {
  readonly base: ProcessSample;
  readonly candidate: ProcessSample;
  /** How many times as fast the candidate is by processor time; this decides. See `speedupOf`. */
  readonly speedup: number;
  /** The same by the clock on the wall. */
  readonly wallSpeedup: number;
}

/** The work of a pair. */
export interface Schedule {
  /** Measured steps of a pass, near the start of the run; the same ones on both sides. */
  readonly steps: number;
  /** Passes before the measurement. */
  readonly warmUp: { readonly base: number; readonly candidate: number };
  /** Measured passes of each side. */
  readonly turns: number;
}

/** A pass is short, so that base and candidate meet the same state of the machine. */
const PASS_SECONDS = 0.03;
/** Steps before the clock starts: what is computed once for a run would outweigh the steps of a short pass. */
const LEAD_STEPS = 16;
/**
 * Memory is collected between passes. What a pass leaves behind would be collected in whichever pass comes when it is time,
 * which alone makes passes differ by more than half.
 */
const FLAGS = ['--expose-gc'];
const FEWEST_STEPS = 16;
const FEWEST_TURNS = 5;
const MOST_TURNS = 15;
/** Sides whose times differ less than this warm up by the same work; a machine alone can make them differ by 1.7. */
const ALIKE = 4;

/**
 * Measures a pair: two fresh processes warm up at the same time, then compute in turns, A B B A A B ..., one at a time.
 *
 * @param number of the pair; in those with an odd one the candidate begins
 */
export function measurePair(
  base: SideRequest,
  candidate: SideRequest,
  { steps, warmUp, turns }: Schedule,
  number: number,
): Promise<PairSample> {
  const isReversed = number % 2 === 1;
  return withSides(base, candidate, async (left, right) => {
    const warm = async (side: Side, passes: number) => {
      for (let i = 0; i < passes; i++) await side.pass(LEAD_STEPS, steps);
    };
    await Promise.all([warm(left, warmUp.base), warm(right, warmUp.candidate)]);
    shareCore([left.pid, right.pid], number >> 1);
    const passes = { base: [] as SidePass[], candidate: [] as SidePass[] };
    for (let turn = 0; turn < turns; turn++) {
      const isBaseFirst = (turn % 2 === 0) !== isReversed;
      if (isBaseFirst) passes.base.push(await left.pass(LEAD_STEPS, steps));
      passes.candidate.push(await right.pass(LEAD_STEPS, steps));
      if (!isBaseFirst) passes.base.push(await left.pass(LEAD_STEPS, steps));
    }
    return {
      base: sampleOf(passes.base),
      candidate: sampleOf(passes.candidate),
      speedup: speedupOf(passes.base, passes.candidate, cpuTime),
      wallSpeedup: speedupOf(passes.base, passes.candidate, wallTime),
    };
  });
}

/** Finds out, in a pair that is not counted, how much work fits into the time of a process. */
export async function planSchedule(
  base: SideRequest,
  candidate: SideRequest,
  limits: Pick<ContestLimits, 'steps' | 'warmSeconds' | 'measuredSeconds'>,
): Promise<{ readonly facts: SideFacts; readonly schedule: Schedule }> {
  return withSides(base, candidate, async (left, right) => {
    const most = Math.max(1, Math.min(limits.steps, left.facts.plannedSteps - LEAD_STEPS));
    const fewest = Math.min(FEWEST_STEPS, most);
    // Cold code says nothing about how many steps fit.
    await warmTime(left, fewest, limits.warmSeconds);
    const first = await warmTime(left, fewest, limits.warmSeconds / 4);
    const fitting = Math.floor((PASS_SECONDS * fewest) / first);
    const steps = Math.max(fewest, Math.min(most, fitting));
    const seconds = await warmTime(left, steps, limits.warmSeconds / 2);
    await warmTime(right, steps, limits.warmSeconds);
    const others = await warmTime(right, steps, limits.warmSeconds / 2);
    const passes = (time: number) => Math.ceil(limits.warmSeconds / time);
    const ratio = seconds / others;
    const isAlike = ratio < ALIKE && ratio > 1 / ALIKE;
    // Who has done less is not as warm yet, and would seem slower than it is.
    const common = Math.min(seconds, others);
    const turns = Math.ceil(limits.measuredSeconds / seconds);
    return {
      facts: left.facts,
      schedule: {
        steps,
        warmUp: {
          base: passes(isAlike ? common : seconds),
          candidate: passes(isAlike ? common : others),
        },
        turns: Math.max(FEWEST_TURNS, Math.min(MOST_TURNS, turns)),
      },
    };
  });
}

/** Mean processor time of a pass after the first, over so many seconds of passes. */
async function warmTime(side: Side, steps: number, seconds: number): Promise<number> {
  await side.pass(LEAD_STEPS, steps);
  let total = 0;
  let passes = 0;
  while (total < seconds) {
    total += (await side.pass(LEAD_STEPS, steps)).cpuSeconds;
    passes++;
  }
  return total / passes;
}

/**
 * Median over the turns of base time / candidate time. The two passes of a turn follow each other at once, so that a
 * machine that changes its speed every few seconds changes both; the medians of the two sides would each fall on
 * whatever state it had been in for longer.
 */
export function speedupOf(
  base: readonly SidePass[],
  candidate: readonly SidePass[],
  time: (pass: SidePass) => number,
): number {
  return pairedRatio(base.map(time), candidate.map(time)).ratio;
}

export function cpuTime(pass: SidePass): number {
  return pass.cpuSeconds / pass.cellSteps;
}

function wallTime(pass: SidePass): number {
  return pass.seconds / pass.cellSteps;
}

function sampleOf(passes: readonly SidePass[]): ProcessSample {
  return {
    cpuSeconds: spreadOf(passes.map(cpuTime)).median,
    seconds: spreadOf(passes.map(wallTime)).median,
    residentPeak: Math.max(...passes.map((pass) => pass.residentPeak)),
  };
}

async function withSides<T>(
  base: SideRequest,
  candidate: SideRequest,
  work: (base: Side, candidate: Side) => Promise<T>,
): Promise<T> {
  const opening = await Promise.allSettled([base, candidate].map((side) => openSide(side, FLAGS)));
  const open = opening.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  try {
    for (const one of opening) if (one.status === 'rejected') throw one.reason;
    return await work(open[0]!, open[1]!);
  } finally {
    await Promise.all(open.map((side) => side.close()));
  }
}
