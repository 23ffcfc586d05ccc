import { medianRatio, type RatioEstimate } from '../bench/ratio.ts';

/** What the candidate has to reach. */
export interface SpeedRule {
  /** Share of the base's time that the candidate claims to save (0.2: it takes at most 80 %); null: no claim. */
  readonly claim: number | null;
  /** Share of the base's time by which the candidate may be slower when it claims nothing. */
  readonly allowedRegression: number;
  /** Half the width of the interval, relative to the ratio, at which the measurement counts as precise. */
  readonly halfWidth: number;
}

/** What the times say. */
export interface SpeedVerdict {
  readonly outcome: 'pass' | 'fail' | 'undecided';
  /** A sentence. */
  readonly reason: string;
  /** Base time over candidate time. */
  readonly speedup: RatioEstimate;
}

/**
 * Numbers of pairs at which the times are looked at. Who looks after every pair and stops when he likes what he sees is
 * wrong more often than the interval says. So there are few looks, fixed beforehand, and each has the confidence
 * 1 - (1 - CONFIDENCE) / LOOKS.length (Bonferroni): all intervals of a gate together hold the true ratio with at least
 * CONFIDENCE. When the time runs out between two looks, that is the next look.
 */
export const LOOKS: readonly number[] = [8, 12, 18, 27, 40];

/** Probability that all intervals of a gate hold the true ratio. */
export const CONFIDENCE = 0.95;

/** Confidence of the interval at one look. */
export const LOOK_CONFIDENCE = 1 - (1 - CONFIDENCE) / LOOKS.length;

/** Half the width that is precise enough unless said otherwise. */
export const HALF_WIDTH = 0.015;

/** The largest slow-down that passes without a claim, unless said otherwise. */
export const ALLOWED_REGRESSION = 0.03;

/** Resident memory may be larger by this share. */
export const ALLOWED_MEMORY = 0.1;

/**
 * Judges speed-ups that were measured in pairs of processes. The same ratios give the same verdict.
 *
 * @param ratios base time over candidate time of each pair
 * @param isLast whether no more pairs will come
 */
export function judgeSpeed(
  ratios: readonly number[],
  rule: SpeedRule,
  isLast: boolean,
): SpeedVerdict {
  const speedup = medianRatio(ratios, LOOK_CONFIDENCE);
  const { low, high, pairs, ratio } = speedup;
  const say = (outcome: SpeedVerdict['outcome'], reason: string) => ({ outcome, reason, speedup });
  if (low === null || high === null || pairs < LOOKS[0]!)
    return say(
      'undecided',
      `only ${pairs} of the ${LOOKS[0]} pairs of processes that are needed were measured`,
    );
  const interval = `${times(ratio)} (${times(low)} to ${times(high)})`;
  const isPrecise = Math.sqrt(high / low) - 1 <= rule.halfWidth;
  const wide = `the interval of the speed-up, ${interval}, is too wide for a decision: the machine is too noisy${isLast ? ' or the time too short' : ''}`;
  if (rule.claim !== null) {
    const needed = 1 / (1 - rule.claim);
    const claim = `the claim of ${percent(rule.claim)} less time (${times(needed)})`;
    if (low >= needed) return say('pass', `the speed-up of ${interval} reaches ${claim}`);
    if (high < needed) return say('fail', `the speed-up of ${interval} misses ${claim}`);
    if (isPrecise) return say('fail', `the speed-up of ${interval} does not surely reach ${claim}`);
    return say('undecided', wide);
  }
  const allowed = 1 / (1 + rule.allowedRegression);
  const limit = `${percent(rule.allowedRegression)} more time`;
  if (high < allowed)
    return say('fail', `the candidate is slower: speed-up ${interval}, allowed is ${limit}`);
  if (low >= allowed)
    return say('pass', `the candidate is not slower: speed-up ${interval}, allowed is ${limit}`);
  if (isPrecise)
    return say('pass', `no significant slow-down: speed-up ${interval}, allowed is ${limit}`);
  return say('undecided', wide);
}

/** What the peaks of resident memory say. */
export interface MemoryVerdict {
  readonly isFailing: boolean;
  readonly reason: string;
  /** Base over candidate. */
  readonly ratio: RatioEstimate;
}

/**
 * Judges peaks of resident memory: the candidate fails if it surely takes more than is allowed.
 *
 * @param ratios peak of the base over that of the candidate, of each pair of processes
 */
export function judgeMemory(ratios: readonly number[]): MemoryVerdict {
  const ratio = medianRatio(ratios, LOOK_CONFIDENCE);
  const more = 1 / ratio.ratio - 1;
  const isFailing = ratio.high !== null && ratio.high < 1 / (1 + ALLOWED_MEMORY);
  const difference = more >= 0 ? `${percent(more)} more` : `${percent(-more)} less`;
  return {
    isFailing,
    reason: `the candidate takes ${difference} memory, allowed is ${percent(ALLOWED_MEMORY)} more`,
    ratio,
  };
}

/** Whether the times are looked at when there are so many pairs. */
export function isLook(pairs: number): boolean {
  return LOOKS.includes(pairs);
}

/** Whether a gate that has so many pairs goes on if it is undecided. */
export function isLastLook(pairs: number): boolean {
  return pairs >= LOOKS.at(-1)!;
}

function times(ratio: number): string {
  return `${ratio.toFixed(3)} ×`;
}

function percent(share: number): string {
  return `${Number((100 * share).toFixed(1))} %`;
}
