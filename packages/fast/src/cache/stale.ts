import { MarsDiskError } from '@marsdisk/core';
import type { InputName } from './inputs.ts';

/** What is known about an answer that is not what it should be. */
export interface StaleAnswer {
  readonly cache: string;
  /** `stale`: the value is not that of its key. `written`: something wrote to it after it was stored. */
  readonly fault: 'stale' | 'written';
  readonly cell: number;
  /** NaN outside a run. */
  readonly step: number;
  /** The inputs under which the answer was stored: scalars as they are, contents by their version. */
  readonly key: readonly (readonly [InputName, number])[];
  /** What memory holds. */
  readonly stored: unknown;
  /** What it should hold. */
  readonly expected: unknown;
}

const FAULTS = {
  stale: (key: string) =>
    `the stored value differs from a fresh one under the key (${key}); an input is missing from the key, or something changed without a new version`,
  written: (key: string) =>
    `the value of the key (${key}) was written to after it was stored; a cached value is to be read only`,
} as const;

/** A cache holds something else than a freshly computed value. */
export class StaleCacheError extends MarsDiskError {
  override name = 'StaleCacheError';
  readonly answer: StaleAnswer;

  constructor(answer: StaleAnswer) {
    const key = answer.key.map(([input, value]) => `${input} = ${value}`).join(', ');
    const step = Number.isNaN(answer.step) ? '' : `, step ${answer.step}`;
    super(`cache "${answer.cache}", cell ${answer.cell}${step}: ${FAULTS[answer.fault](key)}`);
    this.answer = answer;
  }
}
