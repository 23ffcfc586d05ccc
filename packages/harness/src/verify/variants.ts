import { type EngineSpec, FLAG_NAMES, type FlagName } from '@marsdisk/fast';
import { DOCUMENT_ABLATION } from '../proof/index.ts';
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
  'ablation',
  'chosen',
  'against',
] as const;
export type Check = (typeof CHECKS)[number];

/** Threads that share the cells of a run. */
export interface VariantTeam {
  readonly threads: number;
  /** Whether a thread takes cells of others when its own are done. If not, it is known who does which. */
  readonly mayHelp: boolean;
}

/** One way of running a configuration, compared with the plain engine or with itself without threads. Plain data: it travels to worker threads. */
export interface Variant {
  readonly check: Check;
  /** What `--cache` has to say to run it alone, with the number of workers if there are several. */
  readonly name: string;
  readonly engine: EngineSpec;
  /** The threads that share the cells; null for a run without a team of threads. */
  readonly team: VariantTeam | null;
  /** What it is compared with: the plain engine, or the same engine without threads. */
  readonly reference: 'plain' | 'alone';
  readonly comparison: ComparisonMode;
}

/** Number of random subsets of the optimisations. */
export const RANDOM_SUBSETS = 20;

/** Seed of the random subsets. */
export const DEFAULT_SEED = DOCUMENT_ABLATION.seed;

function variant(check: Check, name: string, flags: readonly FlagName[], shadow = false): Variant {
  return {
    check,
    name,
    engine: { engine: 'fast', flags, shadow, guard: shadow },
    team: null,
    reference: 'plain',
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

/**
 * The cells shared by threads, bit for bit the same engine without threads: both engines on three threads, each of which
 * keeps to its own cells, so that none can do without another one's work; the fast one on two that help each other, as in
 * a run; and on one, which goes through the blocks in the way of a team.
 */
export function onWorkers(): Variant[] {
  const shared = (name: string, engine: EngineSpec, team: VariantTeam): Variant => ({
    check: 'workers',
    name: `${name}, ${team.threads} ${team.threads === 1 ? 'worker' : 'workers'}`,
    engine,
    team,
    reference: 'alone',
    comparison: 'identical',
  });
  const { engine } = allOn();
  return [
    shared('core', { engine: 'core' }, { threads: 3, mayHelp: false }),
    shared('all', engine, { threads: 1, mayHelp: true }),
    shared('all', engine, { threads: 2, mayHelp: true }),
    shared('all', engine, { threads: 3, mayHelp: false }),
  ];
}

/** The engine that a value of `--cache` asks for. */
export function chosen(name: string, engine: EngineSpec): Variant {
  const isPlain = engine.engine === 'core' || engine.flags.length === 0;
  return {
    check: 'chosen',
    name,
    engine,
    team: null,
    reference: 'plain',
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
