import { createVersionCounter } from '@marsdisk/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createCache,
  createInputBoard,
  defineCache,
  isStorable,
  putKey,
  slotOf,
} from '../src/index.ts';

const bad = fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY);
const finite = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), {
  minLength: 1,
  maxLength: 40,
});

describe('what may be stored', () => {
  it('is any array of finite numbers, alone or in a record', () => {
    fc.assert(
      fc.property(finite, (values) => {
        const array = Float64Array.from(values);
        expect([isStorable(array), isStorable({ count: 3, isOn: true, array })]).toEqual([
          true,
          true,
        ]);
      }),
    );
    expect(isStorable({ bins: Int32Array.of(1, 2) })).toBe(true);
  });

  it('is no array with one value that is not finite, wherever it is, alone or in a record', () => {
    fc.assert(
      fc.property(finite, fc.nat(), bad, (values, at, value) => {
        const array = Float64Array.from(values);
        array[at % array.length] = value;
        const record = { first: Float64Array.of(1), array, last: 3 };
        expect([isStorable(array), isStorable(record)]).toEqual([false, false]);
      }),
    );
  });

  it('is no record with a number that is not finite', () => {
    fc.assert(
      fc.property(bad, (value) => {
        expect(isStorable({ array: Float64Array.of(1, 2), value })).toBe(false);
      }),
    );
  });

  it('decides what a cache of records keeps', () => {
    const board = createInputBoard({ cells: 1, bins: 40 }, createVersionCounter());
    const declaration = defineCache({
      name: 'powers',
      seedItem: 'test',
      holds: 'powers of the floor',
      unit: '1',
      inputs: ['floor'],
      scope: 'run',
      capacity: 2,
      create: ({ bins }) => ({ powers: new Float64Array(bins) }),
      compute: ({ floor }, { powers }) => {
        for (let k = 0; k < powers.length; k++) powers[k] = floor ** k;
      },
    });
    const cache = createCache<{ powers: Float64Array }>(
      declaration,
      board,
      { isEnabled: true },
      new Map(),
    );
    // The last of forty powers is beyond all numbers, the others are not.
    putKey(board, slotOf('floor'), 1e8);
    for (let question = 0; question < 3; question++) cache.get(0);
    expect(cache.statistics()).toMatchObject({ hits: 0, misses: 3, rejections: 3 });
    putKey(board, slotOf('floor'), 1e7);
    for (let question = 0; question < 3; question++) cache.get(0);
    expect(cache.statistics()).toMatchObject({ hits: 2, misses: 4, rejections: 3 });
  });
});
