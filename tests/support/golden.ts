import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of numbers that the reference implementation computed. Never edited. */
export const GOLDEN = join(import.meta.dirname, '..', 'golden');

const WORDS: Readonly<Record<string, number>> = {
  NaN: Number.NaN,
  nan: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  inf: Number.POSITIVE_INFINITY,
  '-Infinity': Number.NEGATIVE_INFINITY,
  '-inf': Number.NEGATIVE_INFINITY,
};

/** Reads a golden JSON file as it stands. */
// biome-ignore lint/suspicious/noExplicitAny: golden files have one shape each; the tests name it
export function readGolden(...path: string[]): any {
  return JSON.parse(readFileSync(join(GOLDEN, ...path), 'utf8'));
}

/** A copy in which the words NaN, Infinity and -Infinity have become numbers, at any depth. */
// biome-ignore lint/suspicious/noExplicitAny: see readGolden
export function withNumbers(value: any): any {
  if (typeof value === 'string') return WORDS[value] ?? value;
  if (Array.isArray(value)) return value.map(withNumbers);
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, withNumbers(v)]));
  return value;
}

/** Relative deviation |a − b| / |b|; 0 when both are the same value (NaN included), Infinity when only one is finite. */
export function relativeDeviation(actual: number, expected: number): number {
  if (Object.is(actual, expected) || actual === expected) return 0;
  if (!Number.isFinite(actual) || !Number.isFinite(expected)) return Number.POSITIVE_INFINITY;
  return expected === 0
    ? Number.POSITIVE_INFINITY
    : Math.abs(actual - expected) / Math.abs(expected);
}

/** Every place at which `actual` differs from `expected` by more than `rtol` relative or `atol` absolute, as text. */
export function deviations(
  actual: unknown,
  expected: unknown,
  { rtol = 1e-12, atol = 0, path = '$' } = {},
): string[] {
  if (typeof expected === 'number') {
    const isClose =
      typeof actual === 'number' &&
      (relativeDeviation(actual, expected) <= rtol || Math.abs(actual - expected) <= atol);
    return isClose ? [] : [`${path}: ${String(actual)} instead of ${expected}`];
  }
  if (Array.isArray(expected)) {
    const list = ArrayBuffer.isView(actual) ? Array.from(actual as Float64Array) : actual;
    if (!Array.isArray(list) || list.length !== expected.length)
      return [`${path}: ${JSON.stringify(list)} instead of ${expected.length} values`];
    return expected.flatMap((e, i) =>
      deviations(list[i], e, { rtol, atol, path: `${path}[${i}]` }),
    );
  }
  if (expected !== null && typeof expected === 'object') {
    const object = (actual ?? {}) as Record<string, unknown>;
    return Object.entries(expected).flatMap(([key, e]) =>
      deviations(object[key], e, { rtol, atol, path: `${path}.${key}` }),
    );
  }
  return Object.is(actual, expected)
    ? []
    : [`${path}: ${String(actual)} instead of ${String(expected)}`];
}
