import type { CollisionRates } from '@marsdisk/core';
import { describe, expect, it } from 'vitest';
import { relativeDeviation } from '../../../tests/support/golden.ts';
import { createFastEngine, type FlagName } from '../src/index.ts';
import { contextOf } from './setting.ts';

/** Rates of one cell with a falling size distribution, and how often the table of the pairs was computed. */
function ratesOf(bins: number, flags: readonly FlagName[]) {
  const context = contextOf(bins, 1);
  const engine = createFastEngine(context, { flags });
  const numberDensity = context.grid.sizes.map((s) => 1e9 * s ** -2.5);
  const rates: CollisionRates = {
    loss: new Float64Array(bins),
    gain: new Float64Array(bins),
    shortestTime: Number.NaN,
  };
  const query = {
    cell: 0,
    grid: context.grid,
    rho: 3270,
    vRel: 3600,
    scaleHeight: 1e5,
    numberDensity,
  };
  engine.collisionRates(query, rates);
  const tables = engine.statistics().find(({ name }) => name === 'pairs')?.misses ?? 0;
  return { rates, tables };
}

describe('the table of the pairs', () => {
  it.each([1023, 1025])('serves a grid of %i bins', (bins) => {
    const byPairs = ratesOf(bins, ['pairs', 'simd', 'moments']);
    const byRemnants = ratesOf(bins, ['remnants', 'moments']);
    expect(byPairs.tables).toBe(1);
    expect(byRemnants.rates.gain.every((gain) => gain > 0)).toBe(true);
    const worst = byPairs.rates.gain.map((gain, k) =>
      relativeDeviation(gain, byRemnants.rates.gain[k]),
    );
    expect(Math.max(...worst)).toBeLessThan(1e-12);
  });
});
