import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CACHE_NAMES } from '@marsdisk/fast';
import { describe, expect, it } from 'vitest';
import {
  allMutants,
  DOCUMENT_ABLATION,
  matrixText,
  runAblation,
  runInvalidationProof,
  withMatrix,
} from '../src/proof/index.ts';

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
  const { rows, survivors } = runAblation(DOCUMENT_ABLATION);

  it('is found out, for every input of every cache', () => {
    expect(survivors).toEqual([]);
    expect(rows).toHaveLength(allMutants().length);
    expect(rows.length).toBeGreaterThan(CACHE_NAMES.length);
  });

  it('is in the matrix of docs/verification.md; else run node scripts/generate-ablation-docs.ts', () => {
    const file = join(import.meta.dirname, '..', '..', '..', 'docs', 'verification.md');
    const document = readFileSync(file, 'utf8');
    expect(withMatrix(document, rows)).toBe(document);
  });

  it('is in the matrix of the terminal, in blocks of caches that share inputs', () => {
    const found = (
      cache: 'weights' | 'gain' | 'supply',
      input: 'alpha' | 'edges' | 'sizes' | 'floor',
    ) => ({
      cache,
      input,
      killedAfter: 12,
    });
    const some = [
      found('weights', 'edges'),
      { ...found('weights', 'alpha'), killedAfter: null },
      found('gain', 'sizes'),
      found('supply', 'floor'),
    ];
    expect(matrixText(some, 500)).toBe(
      [
        'Ablation: commands until the proof saw that an input was missing from a key, of 500 at most; 1 of 4 were not found out.',
        '',
        '         edges     alpha',
        'weights     12  SURVIVED',
        '',
        '      sizes',
        'gain     12',
        '',
        '        floor',
        'supply     12',
      ].join('\n'),
    );
    expect(matrixText(rows, 20_000)).toContain('all were found out');
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
