import { medianRatio, type RatioEstimate } from '../bench/ratio.ts';
import type { SideFacts, SideRequest } from '../bench/sideRequest.ts';
import {
  isLastLook,
  isLook,
  judgeMemory,
  judgeSpeed,
  LOOK_CONFIDENCE,
  LOOKS,
  type MemoryVerdict,
  type SpeedRule,
  type SpeedVerdict,
} from './decide.ts';
import {
  measurePair,
  type PairLimits,
  type PairSample,
  planSchedule,
  type Schedule,
  type WarmPair,
  warmPair,
} from './pair.ts';
import { measuringCores } from './sameCore.ts';

/** How two sides compare. */
export interface Contest {
  readonly speed: SpeedVerdict;
  /** The same by the clock on the wall, which other programs disturb more; for information. */
  readonly wall: RatioEstimate;
  readonly memory: MemoryVerdict;
  readonly facts: SideFacts;
  readonly schedule: Schedule;
  readonly pairs: readonly PairSample[];
  readonly seconds: number;
}

/** How long is measured. */
export interface ContestLimits extends PairLimits {
  /** No pair begins after so many seconds; twice as many before the first look, without which nothing is known. */
  readonly budget: number;
}

/** Times of a process in a gate, s. */
export const PAIR_SECONDS = { warmSeconds: 0.5, measuredSeconds: 0.4 } as const;

/**
 * Lets base and candidate run in pairs of fresh processes until the times decide or the time is over.
 *
 * @param onPair hears the number of pairs, and the verdict at each look
 * @throws ContractError; MarsDiskError as the sides throw
 */
export async function holdContest(
  base: SideRequest,
  candidate: SideRequest,
  rule: SpeedRule,
  limits: ContestLimits,
  onPair: (pairs: number, speed: SpeedVerdict | null) => void = () => {},
): Promise<Contest> {
  const began = performance.now();
  const elapsed = () => (performance.now() - began) / 1000;
  const { facts, schedule } = await planSchedule(base, candidate, limits);
  const pairs: PairSample[] = [];
  for await (const pair of warmPairs(base, candidate, schedule)) {
    pairs.push(await measurePair(pair, schedule));
    const isTimeOver = elapsed() >= limits.budget * (pairs.length < LOOKS[0]! ? 2 : 1);
    const isLast = isTimeOver || isLastLook(pairs.length);
    if (!isLast && !isLook(pairs.length)) {
      onPair(pairs.length, null);
      continue;
    }
    const speed = judgeSpeed(
      pairs.map(({ speedup }) => speedup),
      rule,
      isLast,
    );
    onPair(pairs.length, speed);
    if (isLast || speed.outcome !== 'undecided')
      return { speed, ...besides(pairs), facts, schedule, pairs, seconds: elapsed() };
  }
  throw new Error('a contest ends with a verdict');
}

/** What is reported with the verdict on the time. */
function besides(pairs: readonly PairSample[]): Pick<Contest, 'wall' | 'memory'> {
  return {
    wall: medianRatio(
      pairs.map(({ wallSpeedup }) => wallSpeedup),
      LOOK_CONFIDENCE,
    ),
    memory: judgeMemory(
      pairs.map(({ base, candidate }) => base.residentPeak / candidate.residentPeak),
    ),
  };
}

/**
 * Pairs without end. On a machine with several cores one warms up while the one before it is measured on another core; when
 * no more pairs are wanted it is killed.
 */
export async function* warmPairs(
  base: SideRequest,
  candidate: SideRequest,
  schedule: Schedule,
): AsyncGenerator<WarmPair> {
  const isAhead = measuringCores().length > 1;
  const stop = new AbortController();
  const warm = (number: number) => warmPair(base, candidate, schedule, number, stop.signal);
  let next: Promise<WarmPair> | null = null;
  try {
    for (let number = 0; ; number++) {
      const pair = await (next ?? warm(number));
      next = isAhead ? warm(number + 1) : null;
      // What goes wrong with it is said when its turn has come.
      next?.catch(() => {});
      yield pair;
    }
  } finally {
    stop.abort();
    await next?.then(
      (pair) => pair.close(),
      () => {},
    );
  }
}
