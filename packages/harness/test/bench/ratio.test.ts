import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leastPairs, pairedRatio } from '../../src/bench/ratio.ts';

const times = (count: number) =>
  fc.array(fc.double({ min: 1e-6, max: 1e3, noNaN: true }), { minLength: count, maxLength: count });
const twoSides = fc
  .integer({ min: 1, max: 60 })
  .chain((count) => fc.tuple(times(count), times(count)));

describe('the ratio of paired times', () => {
  it('is the median of base over candidate', () => {
    expect(pairedRatio([2, 3, 8], [1, 1, 2]).ratio).toBe(3);
    expect(pairedRatio([2, 8], [1, 1]).ratio).toBe(4);
  });

  it('has ends that are ratios of the pairs, around the median', () => {
    fc.assert(
      fc.property(twoSides, ([base, candidate]) => {
        const { ratio, low, high, pairs } = pairedRatio(base, candidate);
        if (low === null || high === null) return pairs < leastPairs(0.95);
        const ratios = base.map((time, i) => time / candidate[i]!);
        return ratios.includes(low) && ratios.includes(high) && low <= ratio && ratio <= high;
      }),
    );
  });

  it('turns into its inverse when the sides are exchanged', () => {
    fc.assert(
      fc.property(twoSides, ([base, candidate]) => {
        const there = pairedRatio(base, candidate);
        const back = pairedRatio(candidate, base);
        expect(back.ratio * there.ratio).toBeCloseTo(1, 10);
        if (there.low !== null) expect(back.high! * there.low).toBeCloseTo(1, 10);
      }),
    );
  });

  it('gets a wider interval for a higher confidence, and none from too few pairs', () => {
    const base = Array.from({ length: 30 }, (_, i) => 1 + i / 100);
    const one = base.map(() => 1);
    const wide = pairedRatio(base, one, 0.99);
    const narrow = pairedRatio(base, one, 0.9);
    expect(wide.low!).toBeLessThan(narrow.low!);
    expect(wide.high!).toBeGreaterThan(narrow.high!);
    // 2 / 2^n of the samples lie all on one side of the median.
    expect(leastPairs(0.95)).toBe(6);
    expect(leastPairs(0.99)).toBe(8);
    expect(pairedRatio([1, 1, 1, 1, 1], [1, 1, 1, 1, 1]).low).toBeNull();
  });

  it.each([
    [6, 0.95],
    [9, 0.99],
    [20, 0.95],
    [39, 0.99],
  ])('covers the true ratio with %i pairs as often as it says (%f)', (pairs, confidence) => {
    const draw = normal(pairs);
    let covered = 0;
    const trials = 4000;
    for (let trial = 0; trial < trials; trial++) {
      const base = Array.from({ length: pairs }, () => Math.exp(0.1 * draw()));
      const { low, high } = pairedRatio(
        base,
        base.map(() => 1),
        confidence,
      );
      if (low! <= 1 && 1 <= high!) covered++;
    }
    // Three standard errors of a share of 4000.
    const error = 3 * Math.sqrt((confidence * (1 - confidence)) / trials);
    expect(covered / trials).toBeGreaterThanOrEqual(confidence - error);
  });
});

/** Normal numbers from a seed. */
function normal(seed: number): () => number {
  let state = seed;
  const uniform = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 0.5) / 4294967296;
  };
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}
