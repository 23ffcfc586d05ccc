import { readFileSync } from 'node:fs';
import { FileError } from '@marsdisk/core';
import { fileFailure } from '@marsdisk/io';
import type { MachineRecord } from '../profile/results/result.ts';
import type { Contest } from './contest.ts';
import type { SpeedRule } from './decide.ts';
import type { Parity } from './parity.ts';

/** Version of the stored form of a gate. */
export const GATE_FORMAT = 3;

/** What a gate says; `undecided` is neither good nor bad: it could not be found out. */
export type GateOutcome = 'pass' | 'fail' | 'undecided';

/** Exit codes of the outcomes. */
export const GATE_EXIT: Readonly<Record<GateOutcome, number>> = { pass: 0, fail: 1, undecided: 2 };

/** One side as it is named in reports. */
export interface GateSide {
  /** What was asked for: a revision, or the working tree. */
  readonly name: string;
  readonly commit: string;
  readonly engine: string;
  readonly cache: string | null;
  /** Files that differ from the commit. */
  readonly changed: readonly string[];
}

/** What was compared, and by which rule. */
export interface GateComparison {
  /** As it was asked for: a name in `profiles/` or a file. */
  readonly profile: string;
  /** Configuration and its overrides. */
  readonly workload: string;
  readonly rule: SpeedRule;
  readonly base: GateSide;
  readonly candidate: GateSide;
}

/** The outcome of `marsdisk gate`. */
export interface GateResult {
  readonly formatVersion: typeof GATE_FORMAT;
  readonly kind: 'marsdisk gate';
  readonly outcome: GateOutcome;
  /** Why, in a sentence. */
  readonly reason: string;
  /** Null when nothing could be compared; then the outcome is `undecided`. */
  readonly comparison: GateComparison | null;
  readonly parity: readonly Parity[];
  /** Null when it did not come to that. */
  readonly contest: Contest | null;
  readonly notes: readonly string[];
  /** UTC. */
  readonly startedAt: string;
  readonly seconds: number;
  readonly machine: MachineRecord;
}

/**
 * Reads a stored result.
 *
 * @throws FileError when it is missing, no result of a gate, or of another format version
 */
export function readGateResult(path: string): GateResult {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw fileFailure('read', path, error);
  }
  let content: Partial<GateResult> | null;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw new FileError(`${path}: is not JSON`, { cause: error });
  }
  if (content?.kind !== 'marsdisk gate')
    throw new FileError(`${path}: is not the result of a gate`);
  if (content.formatVersion !== GATE_FORMAT)
    throw new FileError(
      `${path}: formatVersion = ${content.formatVersion}; this version reads ${GATE_FORMAT}, run the gate again`,
    );
  return content as GateResult;
}
