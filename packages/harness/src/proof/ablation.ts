import { CACHE_NAMES, CACHES, type CacheName, type InputName } from '@marsdisk/fast';
import type { Mutant } from './bench.ts';
import { type ProofOptions, runInvalidationProof } from './invalidation.ts';

/** Commands within which a mutant has to be found, unless said otherwise. */
export const ABLATION_COMMANDS = 20_000;

/** What became of a cache whose key lacks an input. */
export interface AblationRow extends Mutant {
  /** Commands after which the proof saw a wrong answer; null if it never did. */
  readonly killedAfter: number | null;
}

/** The whole ablation. */
export interface Ablation {
  readonly rows: readonly AblationRow[];
  /** Mutants that nothing told apart from the real cache: a dependency that is none, or a test that is blind. */
  readonly survivors: readonly AblationRow[];
  readonly elapsedMs: number;
}

type AblationOptions = Pick<ProofOptions, 'commands' | 'seed'>;

/** Every cache with every one of its inputs. */
export function allMutants(): readonly Mutant[] {
  return CACHE_NAMES.flatMap(mutantsOf);
}

/**
 * Leaves each declared input of each cache out of its key in turn. The proof has to fail for each.
 *
 * @param options commands for one mutant at most, and the seed
 */
export function runAblation(options: AblationOptions): Ablation {
  const start = performance.now();
  const rows = CACHE_NAMES.flatMap((cache) => ablateCache(cache, options));
  return {
    rows,
    survivors: rows.filter(({ killedAfter }) => killedAfter === null),
    elapsedMs: performance.now() - start,
  };
}

/** The same for one cache. */
export function ablateCache(cache: CacheName, options: AblationOptions): AblationRow[] {
  return mutantsOf(cache).map((mutant) => {
    const { mismatches, commands } = runInvalidationProof({ ...options, dropInput: mutant });
    return { ...mutant, killedAfter: mismatches === 0 ? null : commands };
  });
}

function mutantsOf(cache: CacheName): Mutant[] {
  return (CACHES[cache].inputs as readonly InputName[]).map((input) => ({ cache, input }));
}
