import type { CollisionRates } from '@marsdisk/core';
import { describe, expect, it } from 'vitest';
import { relativeDeviation } from '../../../tests/support/golden.ts';
import { createFastEngine, type FlagName } from '../src/index.ts';
import { MOST_BINS, packPair } from '../src/kernels/pairTable.ts';
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
  it('keeps partner, body and remnant bin apart up to its limit', () => {
    const last = MOST_BINS - 1;
    for (const [i, j, bin] of [
      [last, 0, 0],
      [0, last, 0],
      [0, 0, last],
      [last, last, last],
    ]) {
      const packed = packPair(i, j, bin);
      expect([packed & last, (packed >> 10) & last, packed >> 20]).toEqual([i, j, bin]);
    }
  });

  it('serves the largest grid that it can hold', () => {
    const byPairs = ratesOf(MOST_BINS, ['pairs', 'simd', 'moments']);
    const byRemnants = ratesOf(MOST_BINS, ['remnants', 'moments']);
    expect(byPairs.tables).toBe(1);
    expect(byRemnants.rates.gain.every((gain) => gain > 0)).toBe(true);
    const worst = byPairs.rates.gain.map((gain, k) =>
      relativeDeviation(gain, byRemnants.rates.gain[k]),
    );
    expect(Math.max(...worst)).toBeLessThan(1e-12);
  });

  it('leaves a larger grid to the kernels that act without it', () => {
    const withPairs = ratesOf(MOST_BINS + 1, ['pairs', 'simd', 'remnants', 'moments']);
    const without = ratesOf(MOST_BINS + 1, ['remnants', 'moments']);
    expect(withPairs.tables).toBe(0);
    expect(withPairs.rates).toEqual(without.rates);
  });
});
