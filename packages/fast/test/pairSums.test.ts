import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPairSums } from '../src/kernels/pairSums.ts';
import { createPairTable, type PairTable } from '../src/kernels/pairTable.ts';
import { createRemnantSums, type RemnantSums } from '../src/kernels/remnantSums.ts';
import { createVectorPairSums } from '../src/kernels/vectorPairSums.ts';
import { expectSums, valuesOf } from './remnantValues.ts';

const positive = fc.double({ min: -30, max: 30, noNaN: true }).map((x) => 10 ** x);
const weight = fc.oneof(positive, fc.constant(0));
const even = (length: number) => length + (length % 2);

/** A table of arbitrary runs, entries and weights, and numbers to go with it. */
const cells = fc.integer({ min: 1, max: 23 }).chain((n) => {
  const couples = Math.ceil(n / 2);
  const list = fc.array(fc.tuple(fc.nat(n - 1), fc.nat(n - 1), fc.array(weight, exactly(4))), {
    maxLength: 5,
  });
  return fc
    .record({
      runs: fc.array(fc.array(fc.tuple(weight, weight), { maxLength: n }), exactly(n)),
      bins: fc.array(fc.nat(n - 1), exactly(n)),
      lists: fc.array(list, exactly(couples)),
      numbers: fc.array(fc.oneof(positive, fc.constant(0)), exactly(n)),
    })
    .map(({ runs, bins, lists, numbers }) => {
      const table = createPairTable(n);
      let at = 0;
      for (const [j, run] of runs.entries()) {
        const length = Math.min(run.length, j + 1);
        for (const [i, [remnant, fragment]] of run.slice(0, length).entries()) {
          const place = placeInRun(at, i, j);
          table.runWeights[place] = remnant;
          table.runWeights[place + 2] = fragment;
        }
        table.runBin[j] = bins[j];
        table.runLength[j >> 2] = Math.max(table.runLength[j >> 2], even(length));
        if (j % 4 === 3) at += 8 * table.runLength[j >> 2];
      }
      let entry = 0;
      for (const [couple, entries] of lists.entries()) {
        // There are not more entries than pairs.
        const some = entries.slice(0, (n * (n + 1)) / 2 - entry);
        for (const [place, [i, j, weights]] of some.entries()) {
          // The bin after the last one of an odd count does not exist.
          const isAlone = 2 * couple + 1 === n;
          table.list.set([i, j], 2 * (entry + place));
          table.listWeights.set(
            weights.map((w, k) => (isAlone && k % 2 === 1 ? 0 : w)),
            4 * (entry + place),
          );
        }
        table.listLength[couple] = even(some.length);
        entry += even(some.length);
      }
      return { n, table, numbers: Float64Array.from(numbers) };
    });
});

function exactly(length: number) {
  return { minLength: length, maxLength: length };
}

/** Where the table has the weight for the remnant of partner i and body j; that for the fragments is two places on. */
function placeInRun(first: number, i: number, j: number): number {
  return first + 16 * Math.floor(i / 2) + 4 * (j % 4) + (i % 2);
}

/** The same sums, pair by pair as the table states them. */
function sumOneByOne(n: number, table: PairTable, numbers: Float64Array): RemnantSums {
  const sums = createRemnantSums(n);
  const { remnants, fragments } = sums;
  const { runWeights, listWeights, runLength, runBin, list, listLength } = table;
  let at = 0;
  for (let j = 0; j < n; j++) {
    for (let i = 0; i < Math.min(runLength[j >> 2], n); i++) {
      const place = placeInRun(at, i, j);
      remnants[runBin[j]] += runWeights[place] * numbers[i] * numbers[j];
      fragments[runBin[j]] += runWeights[place + 2] * numbers[i] * numbers[j];
    }
    if (j % 4 === 3) at += 8 * runLength[j >> 2];
  }
  let entry = 0;
  for (let q = 0; q < n; q += 2) {
    for (let place = 0; place < listLength[q / 2]; place++, entry++) {
      for (const next of [0, 1]) {
        const [i, j] = [list[2 * entry] + next, list[2 * entry + 1] + next];
        if (q + next === n) continue;
        const product = (numbers[i] ?? 0) * (numbers[j] ?? 0);
        remnants[q + next] += listWeights[4 * entry + next] * product;
        fragments[q + next] += listWeights[4 * entry + next + 2] * product;
      }
    }
  }
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
        const before = valuesOf(pairs.sums, n);
        if (other.n === n) {
          pairs.add(other.numbers, other.table);
          pairs.add(numbers, table);
        }
        pairs.add(numbers, table);
        expect(valuesOf(pairs.sums, n)).toEqual(before);
        expectSums(pairs.sums, sumOneByOne(n, table, numbers), n);
      }),
      { numRuns: 200 },
    );
  });
});
