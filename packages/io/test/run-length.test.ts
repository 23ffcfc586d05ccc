import fc from 'fast-check';
import { readRleBitPackedHybrid } from 'hyparquet/src/encoding.js';
import { describe, expect, test } from 'vitest';
import { bitsFor, encodeHybrid, encodeRun, encodeRuns } from '../src/parquet/run-length.ts';

function decode(bytes: Uint8Array, count: number, bitWidth: number): number[] {
  const out = new Array<number>(count).fill(-1);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  readRleBitPackedHybrid({ view, offset: 0 }, bitWidth, out, bytes.length);
  return out;
}

/** Small integers in runs of any length. */
const values = fc.integer({ min: 1, max: 17 }).chain((bitWidth) =>
  fc
    .array(
      fc.tuple(
        fc.nat(2 ** bitWidth - 1),
        fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 40 })),
      ),
      {
        minLength: 1,
      },
    )
    .map((runs) => ({
      bitWidth,
      list: runs.flatMap(([value, count]) => new Array<number>(count).fill(value)),
    })),
);

describe('run-length and bit-packed integers', () => {
  test('decode to what was encoded, in any section', () => {
    fc.assert(
      fc.property(values, fc.nat(), fc.nat(), ({ bitWidth, list }, a, b) => {
        const [start, end] = [a % (list.length + 1), b % (list.length + 1)].sort((x, y) => x - y);
        const bytes = encodeHybrid(Int32Array.from(list), start, end, bitWidth);
        expect(decode(bytes, end - start, bitWidth)).toEqual(list.slice(start, end));
      }),
      { numRuns: 1000 },
    );
  });

  test('decode to what their runs say, in any section, with equal neighbours or not', () => {
    fc.assert(
      fc.property(values, fc.nat(), fc.nat(), fc.nat(5), ({ bitWidth, list }, a, b, shift) => {
        const [start, end] = [a % (list.length + 1), b % (list.length + 1)].sort((x, y) => x - y);
        const count = list.length;
        const ends = Int32Array.from(list, (_, i) => i + 1);
        const out = new Uint8Array(8 * count);
        const table = Int32Array.from({ length: 2 ** bitWidth }, (_, k) => k >> shift);
        const runs = { values: Int32Array.from(list), ends, count };
        const plain = encodeRuns(runs, null, start, end, bitWidth, out);
        expect(decode(plain, end - start, bitWidth)).toEqual(list.slice(start, end));
        const mapped = encodeRuns(runs, table, start, end, bitWidth, out);
        expect(decode(mapped, end - start, bitWidth)).toEqual(
          list.slice(start, end).map((k) => k >> shift),
        );
      }),
      { numRuns: 300 },
    );
  });

  test('take no more than a few bytes for a run of any length', () => {
    fc.assert(
      fc.property(fc.nat(255), fc.integer({ min: 1, max: 100_000 }), (value, count) => {
        const bytes = encodeRun(value, count, 8);
        expect(bytes.length).toBeLessThanOrEqual(6);
        expect(decode(bytes, count, 8).every((decoded) => decoded === value)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  test('need as many bits as the largest value has digits', () => {
    expect([0, 1, 2, 3, 4, 255, 256].map(bitsFor)).toEqual([0, 1, 2, 2, 3, 8, 9]);
  });
});
