import { CACHE_NAMES } from '@marsdisk/fast';
import { describe, expect, it } from 'vitest';
import { allMutants, runAblation, runInvalidationProof } from '../src/proof/index.ts';

const SEED = 20_261_122;

describe('whatever happens to the world', () => {
  it('every cached answer is that of a fresh computation, bit for bit', () => {
    const { commands, counterexample, statistics } = runInvalidationProof({
      commands: 20_000,
      seed: SEED,
    });
    expect(counterexample).toBeNull();
    expect(commands).toBeGreaterThanOrEqual(20_000);
    // The proof would be worth nothing if the caches were never right or never full.
    for (const { name, hits, evictions } of statistics)
      expect({ name, isHit: hits > 1000, isFull: evictions > 100 }).toEqual({
        name,
        isHit: true,
        isFull: true,
      });
    expect(statistics.map(({ name }) => name).toSorted()).toEqual([...CACHE_NAMES].toSorted());
  });

  it('no cache reads an input that it does not declare, nor writes to one, nor shares a version', () => {
    const { counterexample } = runInvalidationProof({ commands: 500, seed: SEED, guard: true });
    expect(counterexample).toBeNull();
  });
});

describe('an input that is missing from a key', () => {
  it('is found out, for every input of every cache', () => {
    const { rows, survivors } = runAblation({ commands: 20_000, seed: SEED });
    expect(survivors).toEqual([]);
    expect(rows).toHaveLength(allMutants().length);
    expect(rows.length).toBeGreaterThan(CACHE_NAMES.length);
  });

  it('is shown with the few commands that it takes', () => {
    const { counterexample } = runInvalidationProof({
      commands: 2000,
      seed: SEED,
      dropInput: { cache: 'weights', input: 'alpha' },
    });
    expect(counterexample).toMatch(/alpha = .*: cache ".*" gave a stale answer in cell \d/);
  });
});
