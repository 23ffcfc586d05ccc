import { fileURLToPath } from 'node:url';
import { MarsDiskError } from '@marsdisk/core';
import { openSide, type Side } from '../../bench/openSide.ts';
import { NO_RECORDS, type SidePass, type SideRequest } from '../../bench/sideRequest.ts';
import { takeTurns, type WarmSide } from '../../bench/turns.ts';
import type { WarmUpRule } from '../definition/profile.ts';
import type { Variant } from '../definition/variants.ts';
import { judgeSteadiness } from '../measurement/steadiness.ts';
import type { RunPlace } from '../measurement/workload.ts';

/** How processes that take turns are measured. */
export interface TurnRule {
  /** Measured passes of each process. */
  readonly rounds: number;
  /** Processor time of a pass of the base, s. */
  readonly passSeconds: number;
  /** When the processes count as warm; `lead_seconds` has no meaning here. */
  readonly warmUp: WarmUpRule;
}

/** Short passes, and as many rounds as an interval needs that leaves out the furthest one on either side. */
export const SHORT_TURNS: TurnRule = {
  rounds: 9,
  passSeconds: 0.06,
  warmUp: {
    lead_seconds: 0,
    blocks: 4,
    tolerance_percent: 5,
    scatter_percent: 50,
    min_seconds: 1,
    max_seconds: 10,
  },
};

const FIRST_STEPS = 8;
const MOST_STEPS = 1 << 16;

/** The checkout that holds this code; the measuring processes load it from there. */
const ROOT = fileURLToPath(new URL('../../../../..', import.meta.url));

/** What a process measures. */
export interface MeasuredVariant extends Pick<Variant, 'engine' | 'cache' | 'workers'> {
  /** Whether the rows that the configuration keeps are recorded, or none. */
  readonly isRecording: boolean;
}

/**
 * Opens a process for each variant, lets them be used, and closes them.
 *
 * @throws MarsDiskError for what the configuration throws; what `use` throws
 */
export async function withSides<T>(
  place: RunPlace,
  variants: readonly MeasuredVariant[],
  use: (sides: readonly Side[]) => Promise<T>,
): Promise<T> {
  const opening = await Promise.allSettled(variants.map((variant) => openVariant(place, variant)));
  const sides = opening.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  try {
    for (const one of opening) if (one.status === 'rejected') throw one.reason;
    return await use(sides);
  } finally {
    await Promise.all(sides.map((side) => side.close()));
  }
}

/** The process that measures a variant of a run, without profiler and files. */
function openVariant(place: RunPlace, variant: MeasuredVariant): Promise<Side> {
  const { engine, cache, workers, isRecording } = variant;
  const request: SideRequest = {
    root: ROOT,
    ...place,
    engine,
    cache,
    workers,
    recording: isRecording ? null : NO_RECORDS,
    extraWork: 0,
  };
  return openSide(request);
}

/**
 * Steps that take about `passSeconds` of processor time after `lead` steps when the machine code has settled; fewer if
 * the run is shorter.
 *
 * @throws MarsDiskError for a run that ends within the lead
 */
export async function stepsOfPass(
  side: Side,
  lead: number,
  { passSeconds, warmUp }: TurnRule,
): Promise<number> {
  let steps = FIRST_STEPS;
  let most = MOST_STEPS;
  let total = 0;
  for (;;) {
    const pass = await side.pass(lead, steps);
    if (pass.cellSteps === 0)
      throw new MarsDiskError(
        `${side.request.configPath}: the run ends within its first ${lead} steps; measuring in turns needs a longer one`,
      );
    if (pass.steps < steps) most = Math.min(most, pass.steps);
    total += pass.seconds;
    const wanted = Math.round((pass.steps * passSeconds) / pass.cpuSeconds);
    const next = Math.max(1, Math.min(wanted, 8 * steps, most));
    // Code that is still being compiled gets faster from pass to pass, so the length grows.
    const isFound = total >= warmUp.min_seconds && next < 1.5 * steps;
    if (isFound || total >= warmUp.max_seconds) return next;
    steps = next;
  }
}

/** Repeats a pass until the processor time of a cell-step is steady. */
export async function settle(
  side: Side,
  lead: number,
  steps: number,
  rule: WarmUpRule,
): Promise<WarmSide> {
  const perCellStep: number[] = [];
  let total = 0;
  let isSteady = false;
  while (total < rule.max_seconds && !(isSteady && total >= rule.min_seconds)) {
    const pass = await side.pass(lead, steps);
    total += pass.seconds;
    perCellStep.push(pass.cpuSeconds / pass.cellSteps);
    // Times per cell-step do not add up to a duration, so the least duration is judged here.
    ({ isSteady } = judgeSteadiness(perCellStep, { ...rule, min_seconds: 0 }));
  }
  return { side, lead, steps, isSteady };
}

/** Passes of two processes in turns, A B B A …: the first pass of one and of the other belong together, and so on. */
export async function pairedPasses(
  base: WarmSide,
  candidate: WarmSide,
  rounds: number,
): Promise<readonly (readonly [base: SidePass, candidate: SidePass])[]> {
  const [left, right] = await takeTurns([base, candidate], rounds);
  return left!.map((pass, round) => [pass, right![round]!] as const);
}
