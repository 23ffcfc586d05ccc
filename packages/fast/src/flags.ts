import {
  collisionGain,
  collisionKernel,
  fragmentTensor,
  lossCoefficients,
  plainCollisionRates,
  sublimationFlux,
} from '@marsdisk/core';
import type { AnyCache, PlainFunction } from './cache/declare.ts';
import { CACHE_NAMES, CACHES, type CacheName } from './caches/caches.ts';

/** How an optimisation spares work. */
export type FlagWay =
  | 'cached'
  | 'reduced'
  | 'vector instructions'
  | 'fused'
  | 'inlined'
  | 'left out';

/** An optimisation that stores nothing, as it is declared. */
interface Reduction {
  readonly seedItem: string;
  readonly does: string;
  readonly way: FlagWay;
  /** Functions of core that are not called any more. */
  readonly spares: readonly PlainFunction[];
  /** Flags without which it does nothing. */
  readonly actsWith: readonly string[];
  /** Flags that leave it nothing to do. */
  readonly yieldsTo: readonly string[];
}

/** Optimisations that store nothing. */
const REDUCTIONS = {
  moments: {
    seedItem: 'exact reduction: loss from three moments',
    does: 'loss coefficients and shortest collision time in O(n), without the kernel matrix',
    way: 'reduced',
    spares: [lossCoefficients, collisionKernel],
    actsWith: [],
    yieldsTo: [],
  },
  remnants: {
    seedItem: 'exact reduction: gain without the tensor',
    does: 'gain in O(n^2) from sums by remnant bin, without the fragment tensor',
    way: 'reduced',
    spares: [fragmentTensor, collisionGain],
    actsWith: [],
    yieldsTo: ['pairs'],
  },
  simd: {
    seedItem: 'beyond the plan: vector instructions',
    does: 'sums over the pairs with vector instructions, in WebAssembly; acts with pairs',
    way: 'vector instructions',
    spares: [collisionGain],
    actsWith: ['pairs'],
    yieldsTo: [],
  },
  fused: {
    seedItem: 'beyond the plan: one kernel for a step',
    does: 'the whole collision step of a cell in one pass of vector instructions, with sections also the opacity after it; acts with pairs, moments, simd, weights and gain',
    way: 'fused',
    spares: [plainCollisionRates],
    actsWith: ['pairs', 'moments', 'simd', 'weights', 'gain'],
    yieldsTo: [],
  },
  inlining: {
    seedItem: 'beyond the plan: calls compiled into their callers',
    does: 'V8 compiles four times as many calls of a cell-step into their callers as by itself, in the whole process',
    way: 'inlined',
    spares: [],
    actsWith: [],
    yieldsTo: [],
  },
  massflux: {
    seedItem: 'cost map 2',
    does: 'the sublimation mass flux of a cell is asked for once in a step, not for its erosion and for its sinks apart',
    way: 'left out',
    spares: [sublimationFlux],
    actsWith: [],
    yieldsTo: [],
  },
  diagnostics: {
    seedItem: 'E2, cost map 6',
    does: 'what only rows show is left out of the record of a step of which no row is kept',
    way: 'left out',
    spares: [],
    actsWith: [],
    yieldsTo: [],
  },
} as const satisfies Readonly<Record<string, Reduction>>;

/** Name of an optimisation: a cache, or a reduction that stores nothing. */
export type FlagName = CacheName | keyof typeof REDUCTIONS;

/** The flags that are on. */
export type FlagSet = ReadonlySet<FlagName>;

/** Flags without which a reduction does nothing. */
export function companionsOf(name: keyof typeof REDUCTIONS): readonly FlagName[] {
  return REDUCTIONS[name].actsWith;
}

/** An optimisation as it is shown to people. */
export interface Flag {
  readonly name: FlagName;
  /** Item of the performance plan, or the place of the cost map, that it answers. */
  readonly seedItem: string;
  readonly does: string;
  readonly isCache: boolean;
  readonly way: FlagWay;
  /** Names of the functions of core whose calls it spares. */
  readonly spares: readonly string[];
  /** Flags without which it does nothing. */
  readonly actsWith: readonly string[];
  /** Flags that leave it nothing to do. */
  readonly yieldsTo: readonly string[];
  /** Caches that its values are computed from. */
  readonly uses: readonly string[];
}

/** Every optimisation: the caches in the order of the plan, then the reductions. */
export const FLAGS: readonly Flag[] = [
  ...CACHE_NAMES.map((name): Flag => {
    const { seedItem, holds, spares, yieldsTo, uses } = CACHES[name] as AnyCache;
    return {
      name,
      seedItem,
      does: holds,
      isCache: true,
      way: 'cached',
      spares: spares.map((spared) => spared.name),
      actsWith: [],
      yieldsTo,
      uses: Object.values(uses as Record<string, AnyCache>).map((used) => used.name),
    };
  }),
  ...(Object.entries(REDUCTIONS) as [keyof typeof REDUCTIONS, Reduction][]).map(
    ([name, { spares, ...declared }]): Flag => ({
      name,
      isCache: false,
      ...declared,
      spares: spares.map((spared) => spared.name),
      uses: [],
    }),
  ),
];

export const FLAG_NAMES: readonly FlagName[] = FLAGS.map(({ name }) => name);
