import { createPlainEngine, type Engine, type EngineFactory } from '@marsdisk/core';
import type { CacheStatistics } from './cache/cache.ts';
import { COLLISION_CACHES } from './caches/caches.ts';
import { createFastEngine, type FastEngine } from './engine.ts';
import type { FlagName } from './flags.ts';

/** Which engine a run uses, as plain data that can be written down or sent to a thread. */
export type EngineSpec =
  | { readonly engine: 'core' }
  | {
      readonly engine: 'fast';
      readonly flags: readonly FlagName[];
      readonly shadow: boolean;
      readonly guard: boolean;
    };

/** What the caches of an engine did; empty for an engine without caches. */
export type EngineStatistics = readonly CacheStatistics[];

/** The same engine without the caches of collisions. */
export function withoutCollisionCaches(spec: EngineSpec): EngineSpec {
  if (spec.engine === 'core') return spec;
  const off: ReadonlySet<FlagName> = new Set(COLLISION_CACHES);
  return { ...spec, flags: spec.flags.filter((name) => !off.has(name)) };
}

/** The factory of an engine. */
export function engineFactory(spec: EngineSpec): EngineFactory {
  return spec.engine === 'core' ? createPlainEngine : (context) => createFastEngine(context, spec);
}

/** What the caches of an engine did so far. */
export function statisticsOfEngine(engine: Engine): EngineStatistics {
  return (engine as Partial<FastEngine>).statistics?.() ?? [];
}
