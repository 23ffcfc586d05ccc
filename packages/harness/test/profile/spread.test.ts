import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ratioOfMedians } from '../../src/profile/results/spread.ts';

const times = fc.array(fc.array(fc.double({ min: 0.1, max: 10, noNaN: true }), { minLength: 4 }), {
  minLength: 1,
  maxLength: 3,
});

describe('the ratio of two engines', () => {
  it('is the ratio of their medians', () => {
    expect(ratioOfMedians([[4, 4, 5, 9]], [[2, 2, 1, 8]]).value).toBe(4.5 / 2);
  });

  it('is exact when nothing scatters', () => {
    expect(ratioOfMedians([[6, 6, 6, 6]], [[2, 2, 2, 2]])).toEqual({ value: 3, low: 3, high: 3 });
  });

  it('has no interval from a few passes', () => {
    expect(ratioOfMedians([[6, 6]], [[2, 2, 2, 2]])).toEqual({ value: 3, low: null, high: null });
  });

  it('lies inside an interval that is the same every time', () => {
    fc.assert(
      fc.property(times, times, (base, candidate) => {
        const ratio = ratioOfMedians(base, candidate);
        expect(ratio).toEqual(ratioOfMedians(base, candidate));
        expect(ratio.low!).toBeLessThanOrEqual(ratio.high!);
        const all = base.flat();
        const others = candidate.flat();
        expect(ratio.low!).toBeGreaterThanOrEqual(Math.min(...all) / Math.max(...others));
        expect(ratio.high!).toBeLessThanOrEqual(Math.max(...all) / Math.min(...others));
      }),
      { numRuns: 20 },
    );
  });

  it('scales with the base', () => {
    fc.assert(
      fc.property(times, times, (base, candidate) => {
        const once = ratioOfMedians(base, candidate);
        const twice = ratioOfMedians(
          base.map((passes) => passes.map((value) => 2 * value)),
          candidate,
        );
        expect(twice.value).toBeCloseTo(2 * once.value, 9);
        expect(twice.low!).toBeCloseTo(2 * once.low!, 9);
      }),
      { numRuns: 20 },
    );
  });
});
