import {
  type CollisionRates,
  createVersionCounter,
  type Engine,
  logarithmicGrid,
  type SizeGrid,
} from '@marsdisk/core';
import { describe, expect, it } from 'vitest';
import { createFastEngine, putGrid, putNumber, sameBits, slotOf } from '../src/index.ts';
import { contextOf, settingOf } from './setting.ts';

const BINS = 6;

/** Collision rates of an engine for a grid. */
function ratesOf(engine: Engine, grid: SizeGrid) {
  const query = {
    cell: 0,
    grid,
    rho: 3000,
    vRel: 1500,
    scaleHeight: 1e4,
    numberDensity: grid.sizes.map((s) => s ** -2.5),
  };
  const rates: CollisionRates = {
    loss: new Float64Array(BINS),
    gain: new Float64Array(BINS),
    shortestTime: Number.NaN,
  };
  engine.collisionRates(query, rates);
  return rates;
}

describe('a grid whose maker counts apart', () => {
  it('has the same versions as that of the run, and gets the answers of a fresh engine', () => {
    const context = contextOf(BINS);
    const foreign = logarithmicGrid(1e-5, 10, BINS, 3270, createVersionCounter());
    expect([foreign.sizesVersion, foreign.edgesVersion]).toEqual([
      context.grid.sizesVersion,
      context.grid.edgesVersion,
    ]);
    const engine = createFastEngine(context);
    for (const grid of [context.grid, foreign, context.grid, foreign])
      expect(sameBits(ratesOf(engine, grid), ratesOf(createFastEngine(context), grid))).toBe(true);
    expect(sameBits(ratesOf(engine, foreign), ratesOf(engine, context.grid))).toBe(false);
  });
});

describe('an array of a grid', () => {
  it('is known again when its grid comes back', () => {
    const { caches, show, versions } = settingOf(BINS);
    const grids = [1e-6, 1e-5].map((sMin) => logarithmicGrid(sMin, 1, BINS, 3000, versions));
    for (let i = 0; i < 6; i++) {
      show(grids[i % 2]);
      caches.sections.get(0);
    }
    expect(caches.sections.statistics()).toMatchObject({ hits: 4, misses: 2 });
  });

  it.each(['sizes', 'widths', 'edges'] as const)(
    'that takes the place of the %s has another version',
    (part) => {
      const { board, versions } = settingOf(BINS);
      const grid = logarithmicGrid(1e-6, 1, BINS, 3000, versions);
      putGrid(board, grid);
      const before = board.keys[slotOf(part)];
      putGrid(board, { ...grid, [part]: grid[part].map((value) => 2 * value) });
      expect(board.keys[slotOf(part)]).not.toBe(before);
      putGrid(board, grid);
      expect(board.keys[slotOf(part)]).toBe(before);
    },
  );

  it('that was written to needs a new version of its grid', () => {
    const { caches, show, versions } = settingOf(BINS);
    const grid = logarithmicGrid(1e-6, 1, BINS, 3000, versions);
    show(grid);
    const before = caches.sections.get(0).areas.slice();
    grid.widths[0] *= 2;
    show({ ...grid, edgesVersion: versions.next() });
    expect(caches.sections.get(0).areas[0]).toBe(2 * before[0]);
  });
});

describe('same in every bit', () => {
  it('means the same for numbers, in arrays, in records and for distributions', () => {
    const { board } = settingOf(2);
    const isSeen = (a: number, b: number) => {
      putNumber(board, 0, Float64Array.of(1, a));
      const before = board.keys[slotOf('number')];
      putNumber(board, 0, Float64Array.of(1, b));
      return board.keys[slotOf('number')] === before;
    };
    const numbers = [0, -0, 1, 1 + Number.EPSILON, Number.NaN, Number.POSITIVE_INFINITY, -1];
    for (const a of numbers)
      for (const b of numbers) {
        const isSame = Object.is(a, b);
        expect(sameBits(a, b)).toBe(isSame);
        expect(sameBits({ part: a }, { part: b })).toBe(isSame);
        expect(sameBits(Float64Array.of(a), Float64Array.of(b))).toBe(isSame);
        expect(isSeen(a, b)).toBe(isSame);
      }
  });
});
