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
import { measurePair, type PairSample, planSchedule, type Schedule } from './pair.ts';

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
export interface ContestLimits {
  /** Steps of a pass at most. */
  readonly steps: number;
  /** No pair begins after so many seconds; twice as many before the first look, without which nothing is known. */
  readonly budget: number;
  /** Time that each process runs before it is measured. */
  readonly warmSeconds: number;
  /** Time that each process is measured, about. */
  readonly measuredSeconds: number;
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
  for (;;) {
    pairs.push(await measurePair(base, candidate, schedule, pairs.length));
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
    if (!isLast && speed.outcome === 'undecided') continue;
    return {
      speed,
      wall: medianRatio(
        pairs.map(({ wallSpeedup }) => wallSpeedup),
        LOOK_CONFIDENCE,
      ),
      memory: judgeMemory(
        pairs.map(({ base, candidate }) => base.residentPeak / candidate.residentPeak),
      ),
      facts,
      schedule,
      pairs,
      seconds: elapsed(),
    };
  }
}
