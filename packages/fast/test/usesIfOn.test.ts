import { createVersionCounter, massOpacity } from '@marsdisk/core';
import { describe, expect, it } from 'vitest';
import {
  CACHES,
  cacheTable,
  createCaches,
  createFastEngine,
  createInputBoard,
  defineCache,
  putGrid,
  putNumber,
} from '../src/index.ts';
import { contextOf } from './setting.ts';

/** Opacity of a cell, and how often the sections were computed. */
function opacityWith(enabled: readonly ('opacity' | 'sections')[]) {
  const { grid } = contextOf(6);
  const board = createInputBoard({ cells: 1, bins: 6 }, createVersionCounter());
  const caches = createCaches(board, { enabled: new Set(enabled) });
  const number = grid.sizes.map((s) => s ** -3.2);
  putGrid(board, grid);
  putNumber(board, 0, number);
  const value = caches.opacity.get(0)[0];
  const { hits, misses } = caches.sections.statistics();
  return { value, asked: hits + misses, plain: massOpacity(grid.sizes, grid.widths, number, 3270) };
}

describe('a cache that another one uses if it is on', () => {
  it('is asked when it is on, and not at all when it is off', () => {
    const off = opacityWith(['opacity']);
    expect(off).toMatchObject({ asked: 0, value: off.plain });
    const on = opacityWith(['opacity', 'sections']);
    expect(on.asked).toBe(1);
    expect(Math.abs(on.value / on.plain - 1)).toBeLessThan(1e-14);
  });

  it('leaves the plain engine its numbers where its flag is off', () => {
    const context = contextOf(6);
    const number = context.grid.sizes.map((s) => s ** -3.2);
    const { sizes, widths, rho } = context.grid;
    const engine = createFastEngine(context, { flags: ['opacity'] });
    expect(engine.opacity(0, number)).toBe(massOpacity(sizes, widths, number, rho));
  });

  it('is named in the table', () => {
    const row = cacheTable().find(({ name }) => name === 'opacity');
    expect(row).toMatchObject({ uses: [], usesIfOn: ['sections'] });
  });

  it('has no input that the other lacks', () => {
    const compute = () => {};
    expect(() => defineCache({ ...CACHES.opacity, inputs: ['sizes'], compute } as never)).toThrow(
      'cache "opacity" uses "sections" and has to declare its input "widths", too',
    );
  });
});
