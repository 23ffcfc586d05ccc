import { type EngineSpec, FLAG_NAMES, type FlagName } from '@marsdisk/fast';
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
  'workers',
  'proof',
  'chosen',
  'against',
] as const;
export type Check = (typeof CHECKS)[number];

/** One way of running a configuration, compared with the plain engine. Plain data: it travels to worker threads. */
export interface Variant {
  readonly check: Check;
  /** What `--cache` has to say to run it alone, with the number of workers if there are several. */
  readonly name: string;
  readonly engine: EngineSpec;
  /** Threads that share the cells; 1 for the thread that asks. */
  readonly workers: number;
  readonly comparison: ComparisonMode;
}

/** Number of random subsets of the optimisations. */
export const RANDOM_SUBSETS = 20;

/** Seed of the random subsets. */
export const DEFAULT_SEED = 20260101;

function variant(check: Check, name: string, flags: readonly FlagName[], shadow = false): Variant {
  return {
    check,
    name,
    engine: { engine: 'fast', flags, shadow, guard: shadow },
    workers: 1,
    comparison: flags.length === 0 ? 'identical' : 'by class',
  };
}

/** Every optimisation off: bit for bit the plain engine. */
export function allOff(): Variant {
  return variant('off', 'off', []);
}

/** Each optimisation alone. */
export function eachAlone(): Variant[] {
  return FLAG_NAMES.map((name) => variant('each', name, [name]));
}

/** All optimisations but one, for each. */
export function eachLeftOut(): Variant[] {
  return FLAG_NAMES.map((name) =>
    variant(
      'left out',
      `-${name}`,
      FLAG_NAMES.filter((other) => other !== name),
    ),
  );
}

/** All optimisations together. */
export function allOn(): Variant {
  return variant('all', 'all', FLAG_NAMES);
}

/** All optimisations; every hit of a cache is computed again and compared, and nothing undeclared can be read. */
export function shadowed(): Variant {
  return variant('shadow', 'shadow', FLAG_NAMES, true);
}

/** The cells shared by several threads: the plain engine bit for bit, and the fast one. */
export function onWorkers(): Variant[] {
  return [
    {
      check: 'workers',
      name: 'core, 3 workers',
      engine: { engine: 'core' },
      workers: 3,
      comparison: 'identical',
    },
    { ...allOn(), check: 'workers', name: 'all, 2 workers', workers: 2 },
  ];
}

/** The engine that a value of `--cache` asks for. */
export function chosen(name: string, engine: EngineSpec): Variant {
  const isPlain = engine.engine === 'core' || engine.flags.length === 0;
  return {
    check: 'chosen',
    name,
    engine,
    workers: 1,
    comparison: isPlain ? 'identical' : 'by class',
  };
}

/**
 * Random subsets of the optimisations, each of them in with probability one half; the same seed gives the same subsets.
 *
 * @param seed any integer
 */
export function randomSubsets(count = RANDOM_SUBSETS, seed = DEFAULT_SEED): Variant[] {
  const draw = uniform(seed);
  return Array.from({ length: count }, () => {
    const flags = FLAG_NAMES.filter(() => draw() < 0.5);
    return variant('random', flags.join(',') || 'off', flags);
  });
}

/** Everything that `verify` compares by default. */
export function allVariants(seed = DEFAULT_SEED): Variant[] {
  return [
    allOff(),
    ...eachAlone(),
    ...eachLeftOut(),
    allOn(),
    ...randomSubsets(RANDOM_SUBSETS, seed),
    shadowed(),
    ...onWorkers(),
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
