import { type Statistics, statisticsOf } from '../statistics.ts';

/** Values of a quantity at every step, for the statistics of the summary. */
export interface Track {
  values: Float64Array;
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
  return { values: new Float64Array(256), length: 0 };
}

/** Appends a value. */
export function pushValue(track: Track, value: number): void {
  if (track.length === track.values.length) {
    const grown = new Float64Array(track.length * 2);
    grown.set(track.values);
    track.values = grown;
  }
  track.values[track.length++] = value;
}

/** Minimum, median and maximum of the finite values; NaN if there are none. */
export function trackStatistics(track: Track): Statistics {
  return statisticsOf(track.values.subarray(0, track.length));
}
