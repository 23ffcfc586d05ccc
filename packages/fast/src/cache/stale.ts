import { MarsDiskError } from '@marsdisk/core';
import type { InputName } from './inputs.ts';

/** What is known about an answer that is not what it should be. */
export interface StaleAnswer {
  readonly cache: string;
  readonly cell: number;
  /** NaN outside a run. */
  readonly step: number;
  /** The inputs under which the answer was found: scalars as they are, contents by their version. */
  readonly key: readonly (readonly [InputName, number])[];
  readonly stored: unknown;
  readonly fresh: unknown;
}

/** A cache gave an answer that differs from a freshly computed one. */
export class StaleCacheError extends MarsDiskError {
  override name = 'StaleCacheError';
  readonly answer: StaleAnswer;

  constructor(answer: StaleAnswer) {
    const key = answer.key.map(([input, value]) => `${input} = ${value}`).join(', ');
    const step = Number.isNaN(answer.step) ? '' : `, step ${answer.step}`;
    super(
      `cache "${answer.cache}", cell ${answer.cell}${step}: the stored value differs from a fresh one under the key (${key}); an input is missing from the key, or something changed without a new version`,
    );
    this.answer = answer;
  }
}
