import type { AnyCache } from './cache/declare.ts';
import { INPUTS, type InputName } from './cache/inputs.ts';
import { CACHE_NAMES, CACHES, type CacheName } from './caches/caches.ts';

/** A cache as it is shown to people. */
export interface CacheRow {
  readonly name: CacheName;
  readonly seedItem: string;
  readonly holds: string;
  readonly unit: string;
  readonly inputs: readonly InputName[];
  /** Other caches that it is computed from. */
  readonly uses: readonly string[];
  readonly scope: 'cell' | 'run';
  /** Entries a cell, or of the run. */
  readonly capacity: number;
  /** Events after which a stored value is not found any more. */
  readonly emptiedBy: readonly string[];
}

/** All caches in the order of the plan. */
export function cacheTable(): readonly CacheRow[] {
  return CACHE_NAMES.map((name) => {
    const declaration = CACHES[name] as AnyCache;
    const inputs = declaration.inputs as readonly InputName[];
    return {
      name,
      seedItem: declaration.seedItem,
      holds: declaration.holds,
      unit: declaration.unit,
      inputs,
      uses: namesOf(declaration.uses),
      scope: declaration.scope,
      capacity: declaration.capacity,
      emptiedBy: inputs.map((input) => INPUTS[input].changes),
    };
  });
}

function namesOf(uses: Readonly<Record<string, AnyCache>>): readonly string[] {
  return Object.values(uses).map(({ name }) => name);
}
