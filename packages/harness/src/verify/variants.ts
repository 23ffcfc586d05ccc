import type { ComparisonMode } from './compareOutputs.ts';

/** The comparisons of a verification, in the order in which a failure is reported. */
export const CHECKS = [
  'golden',
  'invariants',
  'off',
  'each',
  'left out',
  'all',
  'random',
  'shadow',
  'chosen',
] as const;
export type Check = (typeof CHECKS)[number];

/** One way of running the fast engine. Plain data: it travels to worker threads. */
export interface Variant {
  readonly check: Check;
  readonly name: string;
  /** The caches that are on. */
  readonly caches: readonly string[];
  /** Whether every hit is computed again and compared. */
  readonly isShadow: boolean;
  readonly comparison: ComparisonMode;
}

/** Number of random subsets of caches. */
export const RANDOM_SUBSETS = 20;

/** Seed of the random subsets. */
export const DEFAULT_SEED = 20260101;

const BY_CLASS = { isShadow: false, comparison: 'by class' } as const;

/** All caches off: bit for bit the plain engine. */
export function allOff(): Variant {
  return { check: 'off', name: 'off', caches: [], isShadow: false, comparison: 'identical' };
}

/** Each cache alone. */
export function eachAlone(caches: readonly string[]): Variant[] {
  return caches.map((name) => ({ check: 'each', name, caches: [name], ...BY_CLASS }));
}

/** All caches but one, for each. With one or two of them this is already covered. */
export function eachLeftOut(caches: readonly string[]): Variant[] {
  if (caches.length < 3) return [];
  return caches.map((name) => ({
    check: 'left out',
    name: `all but ${name}`,
    caches: caches.filter((other) => other !== name),
    ...BY_CLASS,
  }));
}

/** All caches together. */
export function allOn(caches: readonly string[]): Variant {
  return { check: 'all', name: 'all', caches, ...BY_CLASS };
}

/** All caches, every hit recomputed. */
export function shadowed(caches: readonly string[]): Variant {
  return { check: 'shadow', name: 'shadow', caches, isShadow: true, comparison: 'by class' };
}

/**
 * Random subsets of the caches, each cache in with probability one half; the same seed gives the same subsets.
 *
 * @param seed any integer
 */
export function randomSubsets(
  caches: readonly string[],
  count: number = RANDOM_SUBSETS,
  seed: number = DEFAULT_SEED,
): Variant[] {
  const draw = uniform(seed);
  return Array.from({ length: count }, () => {
    const chosen = caches.filter(() => draw() < 0.5);
    return { check: 'random', name: chosen.join('+') || 'none', caches: chosen, ...BY_CLASS };
  });
}

/** Everything that `verify` compares by default. */
export function allVariants(caches: readonly string[], seed: number = DEFAULT_SEED): Variant[] {
  return [
    allOff(),
    ...eachAlone(caches),
    ...eachLeftOut(caches),
    allOn(caches),
    ...randomSubsets(caches, RANDOM_SUBSETS, seed),
    shadowed(caches),
  ];
}

/** Uniform numbers in [0, 1): the mulberry32 generator. */
function uniform(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
