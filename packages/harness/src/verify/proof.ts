import { runInvalidationProof } from '../proof/index.ts';
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
