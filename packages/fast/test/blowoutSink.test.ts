import { createPlainEngine } from '@marsdisk/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createFastEngine } from '../src/index.ts';
import { contextOf } from './setting.ts';

/** A few sizes, m, and around each of them the ends of the tolerance of a lower edge. */
const SIZES = [1e-7, 2e-6, 3e-5];
const AROUND = [1 - 1e-12, 1, 1 + 5e-13, 1 + 1e-12, 1 + 2e-12];

const edge = fc
  .tuple(fc.constantFrom(...SIZES, ...SIZES, Number.NaN), fc.constantFrom(...AROUND))
  .map(([size, times]) => size * times);

/** Edges that repeat, nearly or entirely, in any order or ascending, some of them no number. */
const edges = fc
  .tuple(fc.array(edge, { minLength: 2, maxLength: 8 }), fc.boolean())
  .map(([values, isSorted]) => (isSorted ? Float64Array.from(values).sort() : values));

it('the blow-out sink is that of the plain engine, whatever the edges and the sizes asked in turn', () => {
  fc.assert(
    fc.property(
      edges,
      fc.array(fc.constantFrom(0, ...SIZES, Number.NaN, Number.POSITIVE_INFINITY), {
        minLength: 3,
        maxLength: 6,
      }),
      (values, blowoutSizes) => {
        const bins = values.length - 1;
        const { grid } = contextOf(bins);
        const context = contextOf(bins, 1, { grid: { ...grid, edges: Float64Array.from(values) } });
        const plain = createPlainEngine(context);
        const fast = createFastEngine(context);
        for (const aBlow of blowoutSizes) {
          const expected = new Float64Array(bins);
          const actual = new Float64Array(bins);
          plain.blowoutSink(true, aBlow, 1e4, expected);
          fast.blowoutSink(true, aBlow, 1e4, actual);
          expect(actual).toEqual(expected);
        }
      },
    ),
    { numRuns: 500 },
  );
});
