import type { CacheStatistics } from '@marsdisk/fast';
import fc from 'fast-check';
import { WrongAnswer } from './answer.ts';
import { benchStatistics, createBench, type Mutant } from './bench.ts';
import { WORLD_COMMANDS, type WorldCommand } from './commands.ts';
import { createWorld } from './world.ts';

/** What a proof is to do. */
export interface ProofOptions {
  /** Commands to be run at least, unless a wrong answer comes first. After every command all caches and an engine are asked. */
  readonly commands: number;
  readonly seed: number;
  /** An input that is left out of the key of a cache on purpose. */
  readonly dropInput?: Mutant | null;
  /** Whether undeclared reads, writes to values and versions given twice are looked for, too (slow). */
  readonly guard?: boolean;
}

/** What a proof found. */
export interface ProofResult {
  /** Commands that were run; up to the first wrong answer, if there is one. */
  readonly commands: number;
  /** 0, or 1 if a cache gave a wrong answer, which ends the proof. */
  readonly mismatches: 0 | 1;
  /** The shortest sequence of commands that was found to end with a wrong answer, and the answer; null without one. */
  readonly counterexample: string | null;
  /** What every cache did, over all sequences. */
  readonly statistics: readonly CacheStatistics[];
  readonly elapsedMs: number;
}

/** Longest sequence of commands from empty caches on. */
const LONGEST = 400;

/** Sequences that are tried to find a shorter one with a wrong answer. */
const MOST_TRIES = 300;

/**
 * Lets things happen to a small world in any order and asks every cache after each of them, and the engines in turn: an
 * answer has to be that of a fresh computation, bit for bit, and that of the plain engine.
 */
export function runInvalidationProof(options: ProofOptions): ProofResult {
  // A computation that fails is an answer here, of which only the message counts; its stack would take a third of the time.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return proveInvalidation(options);
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

function proveInvalidation(options: ProofOptions): ProofResult {
  const { commands, seed, dropInput = null, guard = false } = options;
  const start = performance.now();
  const totals = new Map<string, CacheStatistics>();
  let run = 0;
  let round = 0;
  let isDone = false;
  let tries = 0;
  let counterexample: string | null = null;
  const property = fc.property(
    fc.commands(WORLD_COMMANDS, { maxCommands: LONGEST, size: 'max' }),
    (sequence) => {
      if (isDone && ++tries > MOST_TRIES) return;
      const world = createWorld();
      const bench = createBench(world, dropInput, guard);
      try {
        fc.modelRun(() => ({ model: world, real: bench }), counted(sequence));
      } catch (error) {
        // What follows only looks for a shorter sequence.
        isDone = true;
        throw error;
      }
      addStatistics(totals, benchStatistics(bench));
    },
  );
  function* counted(sequence: Iterable<WorldCommand>): Generator<WorldCommand> {
    for (const command of sequence) {
      if (!isDone) run += 1;
      yield command;
    }
  }
  while (run < commands && counterexample === null) {
    const details = fc.check(property, {
      seed: seed + round,
      numRuns: Math.ceil((2 * (commands - run)) / LONGEST),
      // A mutant only has to be found, not to be explained.
      endOnFailure: dropInput !== null,
    });
    round += 1;
    if (!details.failed) continue;
    const cause = details.errorInstance;
    if (!(cause instanceof WrongAnswer)) throw cause;
    counterexample = `${String(details.counterexample?.[0])}: ${cause.message} (seed ${details.seed})`;
  }
  return {
    commands: run,
    mismatches: counterexample === null ? 0 : 1,
    counterexample,
    statistics: [...totals.values()],
    elapsedMs: performance.now() - start,
  };
}

function addStatistics(
  totals: Map<string, CacheStatistics>,
  more: readonly CacheStatistics[],
): void {
  for (const one of more) {
    const sum = totals.get(one.name);
    totals.set(one.name, {
      name: one.name,
      hits: one.hits + (sum?.hits ?? 0),
      misses: one.misses + (sum?.misses ?? 0),
      evictions: one.evictions + (sum?.evictions ?? 0),
      rejections: one.rejections + (sum?.rejections ?? 0),
    });
  }
}
