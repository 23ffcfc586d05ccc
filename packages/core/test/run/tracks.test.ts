import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  createTrack,
  firstValue,
  lastValue,
  pushValue,
  trackStatistics,
} from '../../src/run/tracks.ts';
import { statisticsOf } from '../../src/statistics.ts';

const values = fc.array(
  fc.oneof(
    fc.constantFrom(0, -0, 1, 2, Number.NaN, Number.POSITIVE_INFINITY),
    fc.double({ noNaN: true }),
  ),
  { maxLength: 300 },
);

it('tells the statistics of all its values', () => {
  fc.assert(
    fc.property(values, (all) => {
      const track = createTrack();
      for (const value of all) pushValue(track, value);
      expect(trackStatistics(track)).toEqual(statisticsOf(all));
      expect(firstValue(track)).toBe(all[0] ?? Number.NaN);
      expect(lastValue(track)).toBe(all.at(-1) ?? Number.NaN);
    }),
  );
});

it('keeps the middle of the sorted values, or the mean of the two in the middle', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1 }), (all) => {
      const sorted = all.toSorted((a, b) => a - b);
      const half = sorted.length >> 1;
      const median = sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
      const track = createTrack();
      for (const value of all) pushValue(track, value);
      expect(trackStatistics(track)).toEqual({ min: sorted[0], median, max: sorted.at(-1) });
    }),
  );
});

it('does not grow while a value stays', () => {
  const track = createTrack();
  for (let step = 0; step < 100_000; step++) pushValue(track, 4000);
  expect(track.length).toBe(1);
});
