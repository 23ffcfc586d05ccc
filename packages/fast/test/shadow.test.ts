import { logarithmicGrid } from '@marsdisk/core';
import { describe, expect, it } from 'vitest';
import { StaleCacheError, slotOf } from '../src/index.ts';
import { settingOf } from './setting.ts';
import { tenfold } from './tenfold.ts';

/** What `act` throws. */
function errorOf(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  return null;
}

describe('shadow mode', () => {
  /** Tenfold of a floor in shadow mode, where somebody writes to what he was given. */
  function written() {
    const { cache, ask } = tenfold(2, { isShadowed: true });
    ask(1);
    const value = cache.get(0);
    value[0] = 11;
    return { ask, value };
  }

  it('names cache, key, cell and step of a stale answer', () => {
    const { caches, board, show, versions } = settingOf(6, { shadow: true });
    const grid = logarithmicGrid(1e-6, 1, 6, 3000, versions);
    show(grid);
    caches.qstar.get(2);
    caches.qstar.get(2);
    grid.sizes[3] *= 1.5;
    const error = errorOf(() => caches.qstar.get(2));
    expect(error).toBeInstanceOf(StaleCacheError);
    expect((error as StaleCacheError).message).toMatch(
      /cache "qstar", cell 2, step 7: .*sizes = version \d+, rho = 3000, vRel = 3600, strength = version 1/,
    );
    expect(board.keys[slotOf('floor')]).toBeNaN();
  });

  it('finds a write to a stored value at the next hit, and says so', () => {
    const { ask, value } = written();
    const error = errorOf(() => ask(1));
    expect(error).toBeInstanceOf(StaleCacheError);
    expect(String(error)).toContain(
      'cache "tenfold", step 7: the value of the key (floor = 1) was written to after it was stored',
    );
    expect((error as StaleCacheError).answer).toMatchObject({ fault: 'written', stored: value });
    expect((error as StaleCacheError).answer.expected).toEqual(Float64Array.of(10));
  });

  it('finds it when the value makes room for another one', () => {
    const { ask } = written();
    ask(2);
    expect(String(errorOf(() => ask(3)))).toContain('the key (floor = 1) was written to');
  });

  it('finds a write to a single bit, deep in a value', () => {
    const { caches, show, versions } = settingOf(6, { shadow: true });
    show(logarithmicGrid(1e-6, 1, 6, 3000, versions));
    const { remnantBin } = caches.outcomes.get(1);
    remnantBin[remnantBin.length - 1] ^= 1;
    expect(String(errorOf(() => caches.outcomes.get(1)))).toMatch(
      /cache "outcomes", cell 1, step 7: .* was written to/,
    );
  });

  it('says nothing about values that are only read, hit, evicted or rejected', () => {
    const { cache, ask } = tenfold(2, { isShadowed: true });
    const questions = [1, 1, 2, 3, 1, Number.NaN, 3, 3, 2];
    expect(questions.map(ask)).toEqual(questions.map((question) => 10 * question));
    expect(cache.statistics()).toMatchObject({ hits: 3, evictions: 3, rejections: 1 });
  });

  it('is what finds a write: without it nobody looks', () => {
    const { cache, ask } = tenfold(2);
    ask(1);
    cache.get(0)[0] = 11;
    expect(ask(1)).toBe(11);
  });
});
