import { statisticsOf } from '@marsdisk/core';

/** A measured quantity: median of the passes and how far they lie apart. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
  readonly count: number;
}

/** Median and range; every value counts. */
export function spreadOf(values: readonly number[]): Spread {
  return { ...statisticsOf(values), count: values.length };
}

/** A ratio with its interval. */
export interface Ratio {
  readonly value: number;
  /** Ends of the 95 % interval; null when there are too few values. */
  readonly low: number | null;
  readonly high: number | null;
}

const RESAMPLES = 2000;
const SEED = 20260101;
/** Fewer values on one side do not carry an interval. */
export const LEAST_VALUES = 4;

/**
 * Median of `base` over median of `candidate`, with the 95 % percentile interval of a bootstrap that draws processes
 * first and then passes within a process. The same values give the same interval.
 *
 * @param base values of each process, all above 0
 * @param candidate as `base`
 */
export function ratioOfMedians(
  base: readonly (readonly number[])[],
  candidate: readonly (readonly number[])[],
): Ratio {
  const value = statisticsOf(base.flat()).median / statisticsOf(candidate.flat()).median;
  if (base.flat().length < LEAST_VALUES || candidate.flat().length < LEAST_VALUES)
    return { value, low: null, high: null };
  const draw = uniform(SEED);
  const ratios = Float64Array.from({ length: RESAMPLES }, () => {
    const above = statisticsOf(resample(base, draw)).median;
    return above / statisticsOf(resample(candidate, draw)).median;
  }).sort();
  return {
    value,
    low: ratios[Math.floor(0.025 * RESAMPLES)]!,
    high: ratios[Math.ceil(0.975 * RESAMPLES) - 1]!,
  };
}

function resample(processes: readonly (readonly number[])[], draw: () => number): number[] {
  const pick = <T>(values: readonly T[]): T => values[Math.floor(draw() * values.length)]!;
  return processes.flatMap(() => {
    const passes = pick(processes);
    return passes.map(() => pick(passes));
  });
}

/** Uniform numbers in [0, 1) from a seed (mulberry32). */
function uniform(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
