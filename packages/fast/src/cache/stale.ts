import { MarsDiskError } from '@marsdisk/core';
import { differenceText } from './difference.ts';
import { INPUTS, type InputName } from './inputs.ts';

/** An input, and the number that stands for it in keys: a scalar as it is, a content by its version. */
export type KeyPart = readonly [input: InputName, value: number];

/** What is known about an answer that is not what it should be. */
export interface StaleAnswer {
  readonly cache: string;
  /** `stale`: the value is not that of its key. `written`: something wrote to it after it was stored. */
  readonly fault: 'stale' | 'written';
  /** Null for a cache that all cells share. */
  readonly cell: number | null;
  /** NaN outside a run. */
  readonly step: number;
  /** The inputs under which the answer was stored. */
  readonly key: readonly KeyPart[];
  /** All declared inputs as they are now. */
  readonly inputs: readonly KeyPart[];
  /** What memory holds. */
  readonly stored: unknown;
  /** What it should hold. */
  readonly expected: unknown;
}

const FAULTS = {
  stale: (key: string) => `the stored value differs from a fresh one under the key (${key})`,
  written: (key: string) =>
    `the value of the key (${key}) was written to after it was stored; a cached value is to be read only`,
} as const;

/** A cache holds something else than a freshly computed value. */
export class StaleCacheError extends MarsDiskError {
  override name = 'StaleCacheError';
  readonly answer: StaleAnswer;

  constructor(answer: StaleAnswer) {
    const { cache, fault, cell, step, key, inputs, stored, expected } = answer;
    const place = [
      `cache "${cache}"`,
      ...(cell === null ? [] : [`cell ${cell}`]),
      ...(Number.isNaN(step) ? [] : [`step ${step}`]),
    ].join(', ');
    const known = new Map(key);
    const missing = inputs.filter(([input]) => !known.has(input));
    const hasChanged = inputs.some(
      ([input, value]) => known.has(input) && !Object.is(known.get(input), value),
    );
    const sentences = [
      FAULTS[fault](keyText(key)),
      differenceText(stored, expected),
      ...(missing.length > 0 ? [`not in the key: ${keyText(missing)}`] : []),
      ...(hasChanged ? [`inputs now: ${keyText(inputs)}`] : []),
      ...(fault === 'stale' ? [causeOf(missing)] : []),
    ];
    super(`${place}: ${sentences.join('; ')}`);
    this.answer = answer;
  }
}

function causeOf(missing: readonly KeyPart[]): string {
  return missing.length > 0
    ? 'the key must have all inputs'
    : 'the computation depends on something that is no input, or something changed without a new version';
}

function keyText(parts: readonly KeyPart[]): string {
  return parts
    .map(([input, value]) => {
      const number = Object.is(value, -0) ? '-0' : String(value);
      return INPUTS[input].kind === 'scalar'
        ? `${input} = ${number}`
        : `${input} = version ${number}`;
    })
    .join(', ');
}
