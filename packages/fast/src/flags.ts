import { CACHE_NAMES, CACHES, type CacheName } from './caches/caches.ts';

/** Optimisations that store nothing. */
const REDUCTIONS = {
  moments: {
    seedItem: 'exact reduction: loss from three moments',
    does: 'loss coefficients and shortest collision time in O(n), without the kernel matrix',
  },
  remnants: {
    seedItem: 'exact reduction: gain without the tensor',
    does: 'gain in O(n^2) from sums by remnant bin, without the fragment tensor',
  },
  simd: {
    seedItem: 'beyond the plan: vector instructions',
    does: 'sums over the pairs with vector instructions, in WebAssembly; acts with pairs',
  },
  fused: {
    seedItem: 'beyond the plan: one kernel for a step',
    does: 'the whole collision step of a cell in one pass of vector instructions; acts with pairs, moments, simd, weights and gain',
  },
  diagnostics: {
    seedItem: 'E2, cost map 6',
    does: 'quantities of diagnostics rows are left out in steps of which no row is kept',
  },
} as const;

/** Name of an optimisation: a cache, or a reduction that stores nothing. */
export type FlagName = CacheName | keyof typeof REDUCTIONS;

/** The flags that are on. */
export type FlagSet = ReadonlySet<FlagName>;

/** An optimisation as it is shown to people. */
export interface Flag {
  readonly name: FlagName;
  /** Item of the performance plan, or the place of the cost map, that it answers. */
  readonly seedItem: string;
  readonly does: string;
  readonly isCache: boolean;
}

/** Every optimisation: the caches in the order of the plan, then the reductions. */
export const FLAGS: readonly Flag[] = [
  ...CACHE_NAMES.map((name) => ({
    name,
    seedItem: CACHES[name].seedItem,
    does: CACHES[name].holds,
    isCache: true,
  })),
  ...Object.entries(REDUCTIONS).map(([name, { seedItem, does }]) => ({
    name: name as keyof typeof REDUCTIONS,
    seedItem,
    does,
    isCache: false,
  })),
];

export const FLAG_NAMES: readonly FlagName[] = FLAGS.map(({ name }) => name);
