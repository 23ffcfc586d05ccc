import { expect } from 'vitest';
import { deviations, readGolden, withNumbers } from '../../../../tests/support/golden.ts';
import { ConfigurationError, MarsDiskError, PhysicsError } from '../../src/errors.ts';

/** One case of a golden file of the collision folder, with NaN and infinities as numbers. */
export interface GoldenCase {
  label: string;
  // biome-ignore lint/suspicious/noExplicitAny: golden files have one shape each; the tests name it
  in: any;
  // biome-ignore lint/suspicious/noExplicitAny: see above
  out: any;
}

/** Reads the cases of a golden file, without those whose label the filter names. Unnamed cases get their number. */
export function goldenCases(file: string, except: readonly string[] = []): GoldenCase[] {
  const cases: GoldenCase[] = readGolden('collisions', `${file}.json`).cases;
  const labels = new Set(cases.map((c) => c.label));
  for (const label of except)
    if (!labels.has(label)) throw new Error(`${file}: there is no case "${label}" to leave out`);
  return cases
    .map((c, index) => ({
      label: c.label === '' ? `case ${index + 1}` : c.label,
      in: withNumbers(c.in),
      out: withNumbers(c.out),
    }))
    .filter((c) => !except.includes(c.label));
}

const ERRORS: Readonly<Record<string, typeof MarsDiskError>> = {
  MarsDiskError,
  PhysicsError,
  ConfigurationError,
};

/** Runs `compute` and expects what the case says: its numbers, or an error of its class. */
export function expectCase(c: GoldenCase, compute: () => unknown, rtol = 1e-12, atol = 0): void {
  if (c.out.error !== undefined) {
    expect(compute).toThrow(ERRORS[c.out.error] ?? TypeError('an error class this model lacks'));
    return;
  }
  expect(deviations(compute(), c.out, { rtol, atol })).toEqual([]);
}

/** The numbers as a typed array. */
export function vector(values: readonly number[]): Float64Array {
  return Float64Array.from(values);
}

/** The rows one after another as a typed array. */
export function flat(rows: readonly unknown[]): Float64Array {
  return Float64Array.from(rows.flat(2) as number[]);
}

/** A typed array as rows of equal length. */
export function rowsOf(values: ArrayLike<number>, rowLength: number): number[][] {
  const all = Array.from(values);
  const rows: number[][] = [];
  for (let start = 0; start < all.length; start += rowLength)
    rows.push(all.slice(start, start + rowLength));
  return rows;
}
