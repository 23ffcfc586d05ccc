import { openSide, type Side } from '../bench/openSide.ts';
import { pairedRatio } from '../bench/ratio.ts';
import type { SideFacts, SidePass, SideRequest } from '../bench/sideRequest.ts';
import { spreadOf } from '../profile/results/spread.ts';
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

/** How long the processes of a pair run. */
export interface PairLimits {
  /** Steps of a pass at most. */
  readonly steps: number;
  /** Time that each process runs before it is measured. */
  readonly warmSeconds: number;
  /** Time that each process is measured, about. */
  readonly measuredSeconds: number;
}

/** A pass is short, so that base and candidate meet the same state of the machine. */
const PASS_SECONDS = 0.03;
/** Steps before the clock starts: what is computed once for a run would outweigh the steps of a short pass. */
const LEAD_STEPS = 16;
/**
 * Memory is collected between passes. What a pass leaves behind would be collected in whichever pass comes when it is time,
 * which alone makes passes differ by more than half. And one thread does everything: how much the threads of the compiler and
 * of the garbage collector do during a pass is a matter of luck, which makes pairs of equals scatter twice as much.
 */
const FLAGS = ['--expose-gc', '--single-threaded'];
const FEWEST_STEPS = 16;
const FEWEST_TURNS = 5;
const MOST_TURNS = 15;
/** Sides whose times differ less than this warm up by the same work; a machine alone can make them differ by 1.7. */
const ALIKE = 4;

/** A pair of processes that is ready to be measured. */
export interface WarmPair {
  readonly number: number;
  readonly base: Side;
  readonly candidate: Side;
  /** Ends the processes. */
  readonly close: () => Promise<void>;
}

/**
 * Starts a fresh process of the base and one of the candidate and lets them warm up at the same time.
 *
 * @param number of the pair, from 0; the next pair has another core
 * @param stop kills both, in their warm-up too
 */
export async function warmPair(
  base: SideRequest,
  candidate: SideRequest,
  { steps, warmUp }: Schedule,
  number: number,
  stop: AbortSignal,
): Promise<WarmPair> {
  const failure = new AbortController();
  const sides = await openSides(base, candidate, AbortSignal.any([stop, failure.signal]));
  const pair = { number, ...sides };
  try {
    shareCore([pair.base.pid, pair.candidate.pid], number);
    await Promise.all([
      pair.base.warm(LEAD_STEPS, steps, warmUp.base),
      pair.candidate.warm(LEAD_STEPS, steps, warmUp.candidate),
    ]);
    return pair;
  } catch (error) {
    // The other one need not finish.
    failure.abort();
    await pair.close();
    throw error;
  }
}

/**
 * Measures a pair and ends its processes. They compute in turns, A B B A A B ..., one at a time; in two pairs of four the
 * candidate begins.
 */
export async function measurePair(
  { number, base, candidate, close }: WarmPair,
  { steps, turns }: Schedule,
): Promise<PairSample> {
  const isReversed = (number >> 1) % 2 === 1;
  try {
    const passes = { base: [] as SidePass[], candidate: [] as SidePass[] };
    for (let turn = 0; turn < turns; turn++) {
      const isBaseFirst = (turn % 2 === 0) !== isReversed;
      if (isBaseFirst) passes.base.push(await base.pass(LEAD_STEPS, steps));
      passes.candidate.push(await candidate.pass(LEAD_STEPS, steps));
      if (!isBaseFirst) passes.base.push(await base.pass(LEAD_STEPS, steps));
    }
    return {
      base: sampleOf(passes.base),
      candidate: sampleOf(passes.candidate),
      speedup: speedupOf(passes.base, passes.candidate, cpuTime),
      wallSpeedup: speedupOf(passes.base, passes.candidate, wallTime),
    };
  } finally {
    await close();
  }
}

/** Finds out, in a pair that is not counted, how much work fits into the time of a process. */
export async function planSchedule(
  base: SideRequest,
  candidate: SideRequest,
  limits: PairLimits,
): Promise<{ readonly facts: SideFacts; readonly schedule: Schedule }> {
  const { base: left, candidate: right, close } = await openSides(base, candidate);
  try {
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
  } finally {
    await close();
  }
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

async function openSides(
  base: SideRequest,
  candidate: SideRequest,
  stop: AbortSignal | null = null,
): Promise<Pick<WarmPair, 'base' | 'candidate' | 'close'>> {
  const opening = await Promise.allSettled(
    [base, candidate].map((side) => openSide(side, FLAGS, stop)),
  );
  const open = opening.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const close = async () => {
    await Promise.all(open.map((side) => side.close()));
  };
  for (const one of opening) {
    if (one.status === 'fulfilled') continue;
    await close();
    throw one.reason;
  }
  return { base: open[0]!, candidate: open[1]!, close };
}
