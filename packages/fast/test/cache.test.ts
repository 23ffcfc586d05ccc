import { changedGrid, createVersionCounter, logarithmicGrid } from '@marsdisk/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CACHES,
  type CacheStatistics,
  createCache,
  createInputBoard,
  defineCache,
  putKey,
  putNumber,
  readOnly,
  slotOf,
} from '../src/index.ts';
import { settingOf } from './setting.ts';
import { tenfold } from './tenfold.ts';

describe('a cache', () => {
  it('computes a value once as long as its inputs stay', () => {
    const { ask, computed } = tenfold(2);
    expect([ask(1), ask(1), ask(2), ask(1)]).toEqual([10, 10, 20, 10]);
    expect(computed()).toBe(2);
  });

  it('keeps what was used last, for any order of questions', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.array(fc.nat(7)), (capacity, questions) => {
        const { cache, ask } = tenfold(capacity);
        const recent: number[] = [];
        let hits = 0;
        let evictions = 0;
        for (const question of questions) {
          const at = recent.indexOf(question);
          if (at >= 0) {
            hits += 1;
            recent.splice(at, 1);
          }
          recent.unshift(question);
          if (recent.length > capacity) {
            recent.pop();
            evictions += 1;
          }
          expect(ask(question)).toBe(10 * question);
        }
        const expected: CacheStatistics = {
          name: 'tenfold',
          hits,
          misses: questions.length - hits,
          evictions,
          rejections: 0,
        };
        expect(cache.statistics()).toEqual(expected);
      }),
    );
  });

  it('tells apart inputs that differ in one bit, and 0 from −0', () => {
    const { ask, computed } = tenfold(4);
    ask(1);
    ask(1 + Number.EPSILON);
    ask(0);
    expect(Object.is(ask(-0), -0)).toBe(true);
    expect(computed()).toBe(4);
  });

  it('returns but never stores what is not finite', () => {
    const { cache, ask } = tenfold(4);
    expect(ask(Number.POSITIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY);
    expect(ask(Number.POSITIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY);
    expect(ask(Number.NaN)).toBeNaN();
    expect(cache.statistics()).toMatchObject({ hits: 0, misses: 3, rejections: 3 });
  });

  it('never writes again to a value that it handed out, unless it is declared to recycle memory', () => {
    const { caches, board, show, versions } = settingOf(6);
    show(logarithmicGrid(1e-6, 1, 6, 3000, versions));
    const handedOut = Array.from({ length: 20 }, (_, k) => {
      putKey(board, slotOf('vRel'), k === 7 ? Number.NaN : 1000 + k);
      const table = caches.pairs.get(0);
      return { table, weights: table.runWeights.slice() };
    });
    expect(caches.pairs.statistics()).toMatchObject({ evictions: 15, rejections: 1 });
    for (const { table, weights } of handedOut) expect(table.runWeights).toEqual(weights);
    expect(new Set(handedOut.map(({ table }) => table)).size).toBe(20);
  });

  it('forgets nothing when a value is rejected or a computation fails', () => {
    const { cache, ask } = tenfold(1);
    ask(1);
    ask(Number.NaN);
    ask(1);
    expect(cache.statistics()).toMatchObject({ hits: 1, evictions: 0 });
  });
});

describe('in development', () => {
  it('a write to a cached value throws', () => {
    const { caches, show, versions } = settingOf(6, { guard: true });
    show(logarithmicGrid(1e-6, 1, 6, 3000, versions));
    const value = caches.pairs.get(0);
    expect(() => {
      value.runWeights[0] = 1;
    }).toThrow('cache "pairs" is read-only');
    expect(() => value.runWeights.fill(1)).toThrow('read-only');
    expect(() => value.runWeights.subarray(0, 1)).toThrow('read-only');
    expect(() => Object.assign(value, { weights: null })).toThrow('read-only');
    expect(value.runLength.length).toBe(2);
  });

  it('a guarded value reads like the value', () => {
    const value = { a: Float64Array.of(1, 2), b: 3, c: true };
    const guarded = readOnly(value, 'it');
    expect([guarded.a[1], guarded.a.length, guarded.b, guarded.c]).toEqual([2, 2, 3, true]);
    expect(Array.from(guarded.a.slice())).toEqual([1, 2]);
  });

  it('reading an undeclared input throws', () => {
    const board = createInputBoard({ cells: 1, bins: 1 }, createVersionCounter());
    const declaration = defineCache({
      name: 'sly',
      seedItem: 'test',
      holds: 'more than it says',
      unit: '1',
      inputs: ['floor'],
      scope: 'run',
      capacity: 1,
      create: () => new Float64Array(1),
      compute: (inputs, out) => {
        out[0] = (inputs as unknown as { rho: number }).rho;
      },
    });
    const options = { isEnabled: true, isGuarded: true };
    const cache = createCache<Float64Array>(declaration, board, options, new Map());
    expect(() => cache.get(0)).toThrow('cache "sly" reads "rho", which it does not declare');
  });

  it('a cache that uses another one has to declare its inputs, too', () => {
    expect(() =>
      defineCache({
        ...CACHES.fragments,
        inputs: ['sizes'],
        compute: () => {},
      } as never),
    ).toThrow('cache "fragments" uses "outcomes" and has to declare its input "edges", too');
  });

  it('a version that stands for two contents throws', () => {
    const { show, versions } = settingOf(6, { guard: true });
    const grid = logarithmicGrid(1e-6, 1, 6, 3000, versions);
    show(grid);
    for (const part of ['edges', 'widths'] as const) {
      grid[part][2] *= 2;
      expect(() => show(grid)).toThrow(`of ${part} stands for two contents`);
      grid[part][2] /= 2;
    }
    show(grid);
  });
});

describe('the grid', () => {
  it('keeps its versions where its content stays, and tells sizes and edges apart', () => {
    const versions = createVersionCounter();
    const grid = logarithmicGrid(1e-6, 1, 6, 3000, versions);
    const same = changedGrid(grid, { sizes: grid.sizes.slice(), rho: 2000 }, versions);
    expect([same.sizesVersion, same.edgesVersion]).toEqual([grid.sizesVersion, grid.edgesVersion]);
    const other = changedGrid(grid, { edges: grid.edges.map((edge) => 2 * edge) }, versions);
    expect(other.sizesVersion).toBe(grid.sizesVersion);
    expect(other.edgesVersion).toBeGreaterThan(grid.edgesVersion);
  });
});

describe('the distribution of a cell', () => {
  it('has a version that changes with its content, wherever it is stored', () => {
    const board = createInputBoard({ cells: 2, bins: 2 }, createVersionCounter());
    const version = (cell: number, values: Float64Array) => {
      putNumber(board, cell, values);
      return board.keys[slotOf('number')];
    };
    const number = Float64Array.of(1, 2);
    const first = version(0, number);
    expect(version(0, number.slice())).toBe(first);
    expect(version(1, number)).not.toBe(first);
    expect(version(0, number.subarray(0, 1))).not.toBe(first);
    expect(version(0, number)).not.toBe(first);
    number[1] = 3;
    expect(version(0, number)).not.toBe(first);
  });
});
