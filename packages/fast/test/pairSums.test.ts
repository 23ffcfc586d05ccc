import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { relativeDeviation } from '../../../tests/support/golden.ts';
import { createPairSums } from '../src/kernels/pairSums.ts';
import { createPairTable, type PairTable, packPair } from '../src/kernels/pairTable.ts';
import { createVectorPairSums } from '../src/kernels/vectorPairSums.ts';

const positive = fc.double({ min: -30, max: 30, noNaN: true }).map((x) => 10 ** x);

/** A table of arbitrary runs, bins and weights, and numbers to go with it. */
const cells = fc.integer({ min: 1, max: 23 }).chain((n) =>
  fc
    .record({
      runs: fc.array(fc.nat(n), { minLength: n, maxLength: n }),
      bins: fc.array(fc.nat(n - 1), { minLength: n * (n + 2), maxLength: n * (n + 2) }),
      weights: fc.array(positive, { minLength: n * (n + 1), maxLength: n * (n + 1) }),
      numbers: fc.array(fc.oneof(positive, fc.constant(0)), { minLength: n, maxLength: n }),
    })
    .map(({ runs, bins, weights, numbers }) => {
      const table = createPairTable(n);
      table.weights.set(weights);
      let listed = 0;
      for (let j = 0; j < n; j++) {
        table.runLength[j] = Math.min(runs[j], j + 1);
        table.runBin[j] = bins[j];
        for (let i = table.runLength[j]; i <= j; i++)
          table.list[listed++] = packPair(i, j, bins[n + listed]);
      }
      table.listLength[0] = listed;
      return { n, table, numbers: Float64Array.from(numbers) };
    }),
);

/** The same sums, pair by pair as the table states them. */
function sumOneByOne(n: number, table: PairTable, numbers: Float64Array): Float64Array {
  const sums = new Float64Array(2 * n);
  let at = 0;
  const add = (i: number, j: number, q: number) => {
    sums[2 * q] += table.weights[at] * numbers[i] * numbers[j];
    sums[2 * q + 1] += table.weights[at + 1] * numbers[i] * numbers[j];
    at += 2;
  };
  for (let j = 0; j < n; j++)
    for (let i = 0; i < table.runLength[j]; i++) add(i, j, table.runBin[j]);
  for (const pair of table.list.subarray(0, table.listLength[0]))
    add(pair & 1023, (pair >> 10) & 1023, pair >> 20);
  return sums;
}

describe.each([
  ['plain', createPairSums],
  ['vector', createVectorPairSums],
] as const)('the %s sums over pairs', (_, create) => {
  it('are those of the pairs one by one, for any table', () => {
    fc.assert(
      fc.property(cells, cells, ({ n, table, numbers }, other) => {
        const pairs = create(n);
        pairs.add(numbers, table);
        const before = pairs.sums.slice();
        if (other.n === n) {
          pairs.add(other.numbers, other.table);
          pairs.add(numbers, table);
        }
        pairs.add(numbers, table);
        expect(pairs.sums).toEqual(before);
        const expected = sumOneByOne(n, table, numbers);
        for (let q = 0; q < 2 * n; q++)
          expect(relativeDeviation(pairs.sums[q], expected[q])).toBeLessThan(1e-12);
      }),
      { numRuns: 200 },
    );
  });
});
