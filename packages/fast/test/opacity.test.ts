import { massOpacity } from '@marsdisk/core';
import { describe, expect, it } from 'vitest';
import { createFastEngine, type FlagName } from '../src/index.ts';
import { contextOf } from './setting.ts';

/** Opacity of a cell, asked twice, and what the cache `opacity` did. */
function opacityWith(flags: readonly FlagName[]) {
  const context = contextOf(6);
  const { sizes, widths, rho } = context.grid;
  const number = sizes.map((s) => s ** -3.2);
  const engine = createFastEngine(context, { flags });
  const values = [engine.opacity(0, number), engine.opacity(0, number)];
  const found = engine.statistics().find(({ name }) => name === 'opacity');
  return { values, found, plain: massOpacity(sizes, widths, number, rho) };
}

describe('the opacity', () => {
  it('is remembered with its flag, and the number of the plain engine', () => {
    const { values, found, plain } = opacityWith(['opacity']);
    expect(values).toEqual([plain, plain]);
    expect(found).toMatchObject({ hits: 1, misses: 1 });
  });

  it('is two dot products with sections, which are sooner done than an answer is found', () => {
    const { values, found, plain } = opacityWith(['opacity', 'sections']);
    for (const value of values) expect(Math.abs(value / plain - 1)).toBeLessThan(1e-14);
    expect(found).toMatchObject({ hits: 0, misses: 0 });
  });
});
