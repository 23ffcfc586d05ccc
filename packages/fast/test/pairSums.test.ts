import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { relativeDeviation } from '../../../tests/support/golden.ts';
import { createPairSums } from '../src/kernels/pairSums.ts';
import { createPairTable, type PairTable, runWeights } from '../src/kernels/pairTable.ts';
import { createVectorPairSums } from '../src/kernels/vectorPairSums.ts';

const positive = fc.double({ min: -30, max: 30, noNaN: true }).map((x) => 10 ** x);

/** A table of arbitrary runs, bins and weights, and numbers to go with it. */
const cells = fc.integer({ min: 1, max: 23 }).chain((n) =>
  fc
    .record({
      runs: fc.array(fc.nat(n), { minLength: n, maxLength: n }),
      bins: fc.array(fc.nat(n - 1), { minLength: n * (n + 2), maxLength: n * (n + 2) }),
      weights: fc.array(positive, { minLength: n * (n + 3), maxLength: n * (n + 3) }),
      numbers: fc.array(fc.oneof(positive, fc.constant(0)), { minLength: n, maxLength: n }),
    })
    .map(({ runs, bins, weights, numbers }) => {
      const table = createPairTable(n);
      table.weights.set(weights);
      const listed: { i: number; j: number; bin: number }[] = [];
      let at = 0;
      for (let j = 0; j < n; j++) {
        const length = Math.min(runs[j], j + 1);
        table.runLength[j] = length;
        table.runBin[j] = bins[j];
        at += runWeights(length);
        if (length % 2 === 1) {
          table.weights[at - 3] = 0;
          table.weights[at - 1] = 0;
        }
        for (let i = length; i <= j; i++) listed.push({ i, j, bin: bins[n + listed.length] });
      }
      listed.sort((a, b) => a.bin - b.bin);
      for (const [place, { i, j, bin }] of listed.entries()) {
        table.list[2 * place] = i;
        table.list[2 * place + 1] = j;
        table.listLength[bin] += 1;
      }
      return { n, table, numbers: Float64Array.from(numbers) };
    }),
);

/** The same sums, pair by pair as the table states them. */
function sumOneByOne(n: number, table: PairTable, numbers: Float64Array): Float64Array {
  const sums = new Float64Array(2 * n);
  const { weights, runLength, runBin, list, listLength } = table;
  const add = (i: number, j: number, q: number, remnantAt: number, fragmentAt: number) => {
    sums[2 * q] += weights[remnantAt] * numbers[i] * numbers[j];
    sums[2 * q + 1] += weights[fragmentAt] * numbers[i] * numbers[j];
  };
  let at = 0;
  for (let j = 0; j < n; j++) {
    for (let i = 0; i < runLength[j]; i++) {
      const first = at + 4 * Math.floor(i / 2) + (i % 2);
      add(i, j, runBin[j], first, first + 2);
    }
    at += runWeights(runLength[j]);
  }
  const bins = Array.from(listLength).flatMap((length, q) => new Array<number>(length).fill(q));
  for (const [place, q] of bins.entries())
    add(list[2 * place], list[2 * place + 1], q, at + 2 * place, at + 2 * place + 1);
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
