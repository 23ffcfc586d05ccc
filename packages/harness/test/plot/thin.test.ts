import { inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPacker } from '../../src/plot/pack.ts';
import { chooseEvenly, chooseEvenlyAndByRatio, rangeBetween } from '../../src/plot/thin.ts';

const COUNTS = fc.integer({ min: 1, max: 100_000 });
const LIMITS = fc.integer({ min: 2, max: 700 });

describe('thinning', () => {
  it.each([
    ['evenly', chooseEvenly],
    ['evenly and by ratio', chooseEvenlyAndByRatio],
  ])('%s keeps both ends, ascends, and keeps to its limit', (_, choose) => {
    fc.assert(
      fc.property(COUNTS, LIMITS, (count, limit) => {
        const chosen = choose(count, limit);
        expect(chosen.length).toBeLessThanOrEqual(limit);
        expect(chosen[0]).toBe(0);
        expect(chosen.at(-1)).toBe(count - 1);
        for (let i = 1; i < chosen.length; i++) expect(chosen[i]!).toBeGreaterThan(chosen[i - 1]!);
        if (count <= limit) expect(chosen.length).toBe(count);
      }),
    );
  });

  it('by ratio fills every decade', () => {
    const chosen = [...chooseEvenlyAndByRatio(1_000_000, 600)];
    for (let decade = 10; decade < 1_000_000; decade *= 10)
      expect(chosen.filter((i) => i >= decade && i < 10 * decade).length).toBeGreaterThan(8);
  });

  it('hides no peak from the range between the chosen', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true }), { minLength: 1 }), LIMITS, (list, limit) => {
        const values = Float64Array.from(list);
        const { low, high } = rangeBetween(values, chooseEvenly(values.length, limit));
        expect(Math.min(...low)).toBe(Math.min(...values));
        expect(Math.max(...high)).toBe(Math.max(...values));
      }),
    );
  });
});

describe('packed numbers', () => {
  it('come back as singles, or with an error below 1 in 8000 when rounded', () => {
    fc.assert(
      fc.property(fc.array(fc.float({ min: 2 ** -100, max: 2 ** 100, noNaN: true })), (list) => {
        const packer = createPacker();
        const exact = packer.floats(Float64Array.from(list));
        const rounded = packer.floats(Float64Array.from([...list, Number.NaN]), true);
        const block = inflateRawSync(Buffer.from(packer.text(), 'base64'));
        const read = (start: number, length: number, i: number) =>
          Buffer.from([0, 1, 2, 3].map((b) => block[start + b * length + i]!)).readFloatLE();
        list.forEach((value, i) => {
          expect(read(exact.start, exact.length, i)).toBe(value);
          const near = read(rounded.start, rounded.length, i);
          expect(Math.abs(near - value)).toBeLessThanOrEqual(Math.abs(value) / 8000);
        });
        expect(read(rounded.start, rounded.length, list.length)).toBeNaN();
      }),
    );
  });
});
