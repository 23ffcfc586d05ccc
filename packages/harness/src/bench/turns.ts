import type { WarmUpRule } from '../profile/definition/profile.ts';
import { judgeSteadiness } from '../profile/measurement/steadiness.ts';
import type { Side } from './openSide.ts';
import type { SidePass } from './sideRequest.ts';

const FIRST_STEPS = 8;
const MOST_STEPS = 1 << 16;

/** How a process of the bench warms up: passes until their times agree. */
const WARM_UP: WarmUpRule = {
  lead_seconds: 0,
  blocks: 4,
  tolerance_percent: 5,
  scatter_percent: 50,
  min_seconds: 1.5,
  max_seconds: 15,
};

/** Least and largest duration of a warm-up, s. */
export interface WarmUpLimits {
  readonly least: number;
  readonly most: number;
}

const WARM_UP_LIMITS: WarmUpLimits = { least: WARM_UP.min_seconds, most: WARM_UP.max_seconds };

/** A side whose machine code has settled, and the length of its passes. */
export interface WarmSide {
  readonly side: Side;
  /** See `SideTask`. */
  readonly lead: number | null;
  readonly steps: number;
  readonly isSteady: boolean;
}

/**
 * Repeats passes of about `passSeconds` until the processor time of a step is steady.
 *
 * Passes go on where the last one ended, as a long run does: a run that began afresh would have another engine, and threads
 * whose code is not compiled yet, in every pass.
 */
export async function warmSide(
  side: Side,
  passSeconds: number,
  { least, most }: WarmUpLimits = WARM_UP_LIMITS,
): Promise<WarmSide> {
  let steps = FIRST_STEPS;
  let total = 0;
  const perStep: number[] = [];
  for (;;) {
    const pass = await side.pass(null, steps);
    total += pass.seconds;
    // A pass at full length counts as a block; shorter ones only find the length.
    if (pass.cpuSeconds > passSeconds / 2 || pass.steps < steps || steps === MOST_STEPS)
      perStep.push(pass.cpuSeconds / pass.cellSteps);
    // Times per step do not add up to a duration, so the least duration is judged here.
    const { isSteady } = judgeSteadiness(perStep, { ...WARM_UP, min_seconds: 0 });
    if ((isSteady && total >= least) || total >= most) return { side, lead: null, steps, isSteady };
    const wanted = (steps * passSeconds) / pass.cpuSeconds;
    steps = Math.round(Math.max(1, steps / 8, Math.min(wanted, 8 * steps, MOST_STEPS)));
  }
}

/**
 * Lets the sides measure one after the other: forth in one round and back in the next, so that a drift of the machine
 * hits all of them alike.
 *
 * @returns the passes of each side, in the order of the sides
 */
export async function takeTurns(
  sides: readonly WarmSide[],
  rounds: number,
  onRound: (round: number) => void = () => {},
): Promise<SidePass[][]> {
  const passes: SidePass[][] = sides.map(() => []);
  const order = sides.map((_, i) => i);
  for (let round = 0; round < rounds; round++) {
    for (const i of round % 2 === 0 ? order : order.toReversed()) {
      const { side, lead, steps } = sides[i]!;
      passes[i]!.push(await side.pass(lead, steps));
    }
    onRound(round + 1);
  }
  return passes;
}
