import type { InputBoard } from '../cache/board.ts';
import { type Cache, type CacheOptions, createCache } from '../cache/cache.ts';
import type { AnyCache, ValueOf } from '../cache/declare.ts';
import type { InputName } from '../cache/inputs.ts';
import { blowout } from './blowout.ts';
import { fragments } from './fragments.ts';
import { gain } from './gain.ts';
import { grain } from './grain.ts';
import { kernel } from './kernel.ts';
import { opacity } from './opacity.ts';
import { outcomes } from './outcomes.ts';
import { pairs } from './pairs.ts';
import { qstar } from './qstar.ts';
import { radiation } from './radiation.ts';
import { sections } from './sections.ts';
import { supply } from './supply.ts';
import { weights } from './weights.ts';
import { workspace } from './workspace.ts';

/** Every cache, in the order of the plan. */
export const CACHES = {
  weights,
  fragments,
  outcomes,
  workspace,
  qstar,
  gain,
  supply,
  kernel,
  opacity,
  pairs,
  radiation,
  grain,
  sections,
  blowout,
} as const;

export type CacheName = keyof typeof CACHES;

export const CACHE_NAMES = Object.keys(CACHES) as readonly CacheName[];

/** The caches that hold what collisions need. */
export const COLLISION_CACHES: readonly CacheName[] = [
  'weights',
  'fragments',
  'outcomes',
  'workspace',
  'qstar',
  'gain',
  'supply',
  'kernel',
  'pairs',
];

/** The caches of a run. Those that are off compute every answer. */
export type Caches = { readonly [Name in CacheName]: Cache<ValueOf<(typeof CACHES)[Name]>> };

/** How the caches of a run work. */
export interface CachesOptions extends Omit<CacheOptions, 'isEnabled' | 'droppedInput'> {
  readonly enabled: ReadonlySet<string>;
  /** Whether caches that are on store anything; false computes every answer in the same way as if they did not know it. */
  readonly stores?: boolean;
  /** A cache and an input that is left out of its key, to see the tests fail. */
  readonly mutant?: { readonly cache: CacheName; readonly input: InputName } | null;
}

/** Returns the caches of a run, all of which read the same board. */
export function createCaches(board: InputBoard, options: CachesOptions): Caches {
  const { enabled, mutant } = options;
  const made = new Map<string, Cache<object>>();
  const make = (declaration: AnyCache): Cache<object> => {
    const known = made.get(declaration.name);
    if (known !== undefined) return known;
    const used = new Map<string, (cell: number) => unknown>();
    for (const [property, of] of Object.entries(declaration.uses as Record<string, AnyCache>))
      used.set(property, make(of).get);
    const cache = createCache<object>(
      declaration,
      board,
      {
        ...options,
        isEnabled: options.stores !== false && enabled.has(declaration.name),
        droppedInput: mutant?.cache === declaration.name ? mutant.input : null,
      },
      used,
    );
    made.set(declaration.name, cache);
    return cache;
  };
  return Object.fromEntries(CACHE_NAMES.map((name) => [name, make(CACHES[name])])) as Caches;
}
