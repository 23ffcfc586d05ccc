import { logarithmicGrid } from '@marsdisk/core';
import { describe, expect, it } from 'vitest';
import { readOnly } from '../src/index.ts';
import { settingOf } from './setting.ts';

type Callback = (value: number, index: number, array: Float64Array) => unknown;

/** Ways to get hold of an array while reading it, and to write to it. */
const WAYS: Readonly<Record<string, (array: Float64Array) => unknown>> = {
  ...Object.fromEntries(
    (['forEach', 'map', 'filter', 'every', 'some', 'find', 'findIndex', 'findLast'] as 'map'[]).map(
      (method) => [
        method,
        (array: Float64Array) =>
          array[method](((_value, index, whole) => {
            whole[index] = 5;
            return 0;
          }) as Callback as never),
      ],
    ),
  ),
  ...Object.fromEntries(
    (['reduce', 'reduceRight'] as const).map((method) => [
      method,
      (array: Float64Array) =>
        array[method]((sum, _value, index, whole) => {
          whole[index] = 5;
          return sum;
        }, 0),
    ]),
  ),
  'toSorted, by a comparison': (array) =>
    array.toSorted((a, b) => {
      array[0] = 5;
      return a - b;
    }),
  'its value': (array) => {
    (array.valueOf() as Float64Array)[0] = 5;
  },
  set: (array) => array.set([5]),
  fill: (array) => array.fill(5),
  buffer: (array) => {
    new Float64Array(array.buffer)[0] = 5;
  },
  subarray: (array) => {
    array.subarray(0)[0] = 5;
  },
  'Reflect.set': (array) => {
    if (!Reflect.set(array, 0, 5)) throw new TypeError('read-only');
  },
  defineProperty: (array) => Object.defineProperty(array, 0, { value: 5 }),
  'a method of plain arrays': (array) => Array.prototype.reverse.call(array),
  'a prototype': (array) => Object.setPrototypeOf(array, null),
};

describe('a guarded array', () => {
  it.each(Object.entries(WAYS))('cannot be written to through %s', (_, write) => {
    const array = Float64Array.of(1, 2, 3);
    expect(() => write(readOnly(array, 'it'))).toThrow(/read-only/);
    expect(array).toEqual(Float64Array.of(1, 2, 3));
  });

  it('is read as any other, and its copies are free', () => {
    const guarded = readOnly(Float64Array.of(3, 1, 2), 'it');
    expect([...guarded.entries()]).toEqual([...[3, 1, 2].entries()]);
    expect(guarded.reduce((sum, value) => sum + value, 0)).toBe(6);
    expect(guarded.map((value, index, { length }) => value + index + length)).toEqual(
      Float64Array.of(6, 5, 7),
    );
    expect(guarded.indexOf(2)).toBe(2);
    const copy = guarded.slice();
    copy[0] = 9;
    expect([copy[0], guarded[0], guarded.toSorted()[0]]).toEqual([9, 3, 1]);
    expect(new Float64Array(guarded)).toEqual(Float64Array.of(3, 1, 2));
  });
});

describe('a guarded record', () => {
  it('gives away no part that can be written to', () => {
    const record = { part: Float64Array.of(1), list: [1], map: new Map([['a', 1]]) };
    const guarded = readOnly(record, 'it');
    for (const write of [
      () => Object.getOwnPropertyDescriptor(guarded, 'part')!.value.fill(5),
      () => Object.values(guarded.part.valueOf()) && guarded.part.set([5]),
      () => guarded.list.push(2),
      () =>
        guarded.list.forEach((_value, _index, list) => {
          list.pop();
        }),
      () => guarded.map.set('a', 2),
      () => guarded.map.clear(),
      () =>
        guarded.map.forEach((_value, _key, map) => {
          map.delete('a');
        }),
    ])
      expect(write).toThrow(/read-only/);
    expect(record).toEqual({ part: Float64Array.of(1), list: [1], map: new Map([['a', 1]]) });
    expect([guarded.map.get('a'), guarded.list.length]).toEqual([1, 1]);
  });

  it('of a cache cannot be written to through a callback', () => {
    const { caches, show, versions } = settingOf(6, { guard: true });
    show(logarithmicGrid(1e-6, 1, 6, 3000, versions));
    const { masses } = caches.gain.get(0);
    expect(() =>
      masses.forEach((_mass, _bin, all) => {
        all[0] = 5;
      }),
    ).toThrow('a value of cache "gain" is read-only');
  });
});
