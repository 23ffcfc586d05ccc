import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readGolden, withNumbers } from '../../../tests/support/golden.ts';
import { formatDouble, formatJson } from '../src/index.ts';

interface FormatCase {
  readonly in: number;
  readonly out: { readonly csv: string; readonly json: string };
}
const cases: FormatCase[] = readGolden('outputs', 'number_format.json').cases.map(
  (c: { in: unknown; out: FormatCase['out'] }) => ({ in: withNumbers(c.in), out: c.out }),
);

describe('the text of a double', () => {
  const finite = cases.filter(({ in: value }) => Number.isFinite(value));

  test.each(finite)('$out.csv is as the reference writes it', ({ in: value, out }) => {
    expect(formatDouble(value)).toBe(out.csv);
    expect(formatJson(value)).toBe(out.json);
  });

  test('covers finite and infinite golden cases', () => {
    expect(finite.length).toBeGreaterThan(40);
    const infinite = cases.filter(({ in: value }) => Math.abs(value) === Infinity);
    expect(infinite.map(({ in: value }) => formatDouble(value))).toEqual(
      infinite.map(({ out }) => out.csv),
    );
  });

  test('reads back as the same double and always looks like one', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const text = formatDouble(value);
        expect(Object.is(Number(text), value)).toBe(true);
        expect(text).toMatch(/^-?(\d+\.\d+|\d(\.\d+)?e[+-]\d\d+)$/);
      }),
      { numRuns: 5000 },
    );
  });

  test('has an exponent exactly below 1e-4 and from 1e16', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const magnitude = Math.abs(value);
        const isPlain = value === 0 || (magnitude >= 1e-4 && magnitude < 1e16);
        expect(formatDouble(value).includes('e')).toBe(!isPlain);
      }),
    );
  });
});
