import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cacheDocument, cacheTable, FLAG_NAMES, INPUT_NAMES, INPUTS } from '../src/index.ts';

describe('docs/caches.md', () => {
  it('is what the declarations say; else run node scripts/generate-cache-docs.ts', () => {
    const file = join(import.meta.dirname, '..', '..', '..', 'docs', 'caches.md');
    expect(readFileSync(file, 'utf8')).toBe(cacheDocument());
  });
});

describe('the table of caches', () => {
  it('gives every cache a unit, inputs and what empties it', () => {
    for (const row of cacheTable()) {
      expect(FLAG_NAMES).toContain(row.name);
      expect(row.unit).not.toBe('');
      expect(row.capacity).toBeGreaterThan(0);
      expect(row.emptiedBy).toEqual(row.inputs.map((input) => INPUTS[input].changes));
      expect(row.emptiedBy.length).toBeGreaterThan(0);
    }
  });

  it('answers every item of the plan that is a cache', () => {
    const items = cacheTable().map(({ seedItem }) => seedItem);
    for (const item of ['B1', 'B2', 'B3', 'B4', 'B5', 'B6', 'B7', 'C3'])
      expect(items).toContain(item);
  });

  it('uses every input somewhere', () => {
    const used = new Set(cacheTable().flatMap(({ inputs }) => inputs));
    expect(INPUT_NAMES.filter((name) => !used.has(name))).toEqual([]);
  });
});
