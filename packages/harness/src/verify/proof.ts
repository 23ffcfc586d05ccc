import { CACHE_NAMES, type CacheName } from '@marsdisk/fast';
import { type AblationRow, ablateCache, runInvalidationProof } from '../proof/index.ts';
import type { Verdict } from './verifyRun.ts';

/** Commands of one piece of the invalidation proof; pieces run side by side. */
const PIECE = 50_000;

/** Distance of the seeds of two pieces: each piece may use several. */
const SEED_STRIDE = 1000;

/** A piece of the invalidation proof; plain data. */
export interface ProofTask {
  readonly kind: 'proof';
  readonly name: string;
  readonly commands: number;
  readonly seed: number;
}

/** The pieces that together run at least so many commands; none for 0. */
export function proofTasks(commands: number, seed: number): ProofTask[] {
  const pieces = Math.ceil(commands / PIECE);
  return Array.from({ length: pieces }, (_, piece) => ({
    kind: 'proof',
    name: `invalidation ${piece + 1}/${pieces}`,
    commands: Math.ceil(commands / pieces),
    seed: seed + SEED_STRIDE * piece,
  }));
}

/** The ablation of one cache; plain data. */
export interface AblationTask {
  readonly kind: 'ablation';
  readonly name: string;
  readonly cache: CacheName;
  /** Commands for one input at most. */
  readonly commands: number;
  readonly seed: number;
}

/** The whole ablation, cache by cache; none for 0 commands. */
export function ablationTasks(commands: number, seed: number): AblationTask[] {
  if (commands === 0) return [];
  return CACHE_NAMES.map((cache) => ({
    kind: 'ablation',
    name: `ablation of ${cache}`,
    cache,
    commands,
    seed,
  }));
}

/** Leaves each input of a cache out of its key in turn; inputs that nobody misses are what is wrong. */
export function ablate({ name, cache, commands, seed }: AblationTask): {
  readonly verdict: Verdict;
  readonly rows: readonly AblationRow[];
} {
  const start = performance.now();
  const rows = ablateCache(cache, { commands, seed });
  const problems = rows
    .filter(({ killedAfter }) => killedAfter === null)
    .map(
      (row) =>
        `cache "${row.cache}" without "${row.input}" in its key: no wrong answer in ${commands} commands; either it does not depend on the input, or the proof is blind for it`,
    );
  const verdict: Verdict = {
    check: 'ablation',
    scenario: name,
    variant: `${rows.length} keys that lack an input`,
    passes: problems.length === 0,
    isIdentical: false,
    values: 0,
    worst: null,
    problems,
    elapsed: performance.now() - start,
  };
  return { verdict, rows };
}

/** Runs a piece of the invalidation proof. */
export function proveInvalidation({ name, commands, seed }: ProofTask): Verdict {
  const result = runInvalidationProof({ commands, seed });
  const { counterexample } = result;
  return {
    check: 'proof',
    scenario: name,
    variant: `${result.commands} commands`,
    passes: counterexample === null,
    isIdentical: counterexample === null,
    values: 0,
    worst: null,
    problems: counterexample === null ? [] : [counterexample],
    elapsed: result.elapsedMs,
  };
}
