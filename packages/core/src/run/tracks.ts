import { type Statistics, weightedStatistics } from '../statistics.ts';

/**
 * Values of a quantity at every step, for the statistics of the summary. Its median needs them all, but nearly all
 * quantities stay the same for many steps, so that equal values in a row are kept once.
 */
export interface Track {
  /** Values and how often each came in a row, side by side. */
  pairs: Float64Array;
  /** Pairs in use. */
  length: number;
}

/** Quantities that are tracked at every started step. */
export const STEP_TRACKS = ['temperature', 'beta', 'sBlow'] as const;

/**
 * Quantities that are averaged over the area of the disk at every completed step. Headroom, spill and the fraction
 * blocked by headroom are always 0 in 1D and not kept.
 */
export const AREA_TRACKS = [
  'nominal',
  'scaled',
  'applied',
  'clipFactor',
  'visibility',
  'feedbackScale',
  'temperatureScale',
  'reservoirRemaining',
  'dtOverTBlow',
  'mixingLimited',
] as const;

export type StepTrack = (typeof STEP_TRACKS)[number];
export type AreaTrack = (typeof AREA_TRACKS)[number];

/** An empty track. */
export function createTrack(): Track {
  return { pairs: new Float64Array(256), length: 0 };
}

/** Appends a value. */
export function pushValue(track: Track, value: number): void {
  const at = 2 * track.length;
  if (at > 0 && Object.is(track.pairs[at - 2], value)) {
    track.pairs[at - 1] += 1;
    return;
  }
  if (at === track.pairs.length) {
    const grown = new Float64Array(2 * at);
    grown.set(track.pairs);
    track.pairs = grown;
  }
  track.pairs[at] = value;
  track.pairs[at + 1] = 1;
  track.length += 1;
}

/** The first value; NaN of an empty track. */
export function firstValue({ pairs, length }: Track): number {
  return length > 0 ? pairs[0] : Number.NaN;
}

/** The last value; NaN of an empty track. */
export function lastValue({ pairs, length }: Track): number {
  return length > 0 ? pairs[2 * length - 2] : Number.NaN;
}

/** Minimum, median and maximum of the finite values; NaN if there are none. */
export function trackStatistics({ pairs, length }: Track): Statistics {
  const values = new Float64Array(length);
  const counts = new Float64Array(length);
  for (let i = 0; i < length; i++) {
    values[i] = pairs[2 * i];
    counts[i] = pairs[2 * i + 1];
  }
  return weightedStatistics(values, counts);
}
