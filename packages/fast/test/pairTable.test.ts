import type { PairOutcomes } from '@marsdisk/core';
import fc from 'fast-check';
import { describe, it } from 'vitest';
import { createMassSums, massSums } from '../src/kernels/massSums.ts';
import { createPairSums } from '../src/kernels/pairSums.ts';
import { emptyPairTable, pairTable } from '../src/kernels/pairTable.ts';
import { createRemnantSums } from '../src/kernels/remnantSums.ts';
import { createVectorPairSums } from '../src/kernels/vectorPairSums.ts';
import { expectSums } from './remnantValues.ts';

const size = fc.double({ min: -6, max: 0, noNaN: true }).map((x) => 10 ** x);
const number = fc.double({ min: -15, max: 15, noNaN: true }).map((x) => 10 ** x);

/** Collisions with remnants in any bin, in any order, of which some are those of a boulder, and some do not count. */
const collisions = fc.integer({ min: 1, max: 13 }).chain((n) => {
  const ofBins = <T>(one: fc.Arbitrary<T>) => fc.array(one, { minLength: n, maxLength: n });
  const ofPairs = <T>(one: fc.Arbitrary<T>) =>
    fc.array(one, { minLength: n * n, maxLength: n * n });
  return fc
    .record({
      sizes: ofBins(size),
      numbers: ofBins(number),
      runs: ofBins(fc.nat(n)),
      bins: fc.oneof(ofPairs(fc.nat(n - 1)), ofPairs(fc.nat(Math.min(n - 1, 3)))),
      fractions: ofPairs(fc.nat(10).map((x) => x / 10)),
      valid: ofPairs(fc.boolean()),
    })
    .map(({ sizes, numbers, runs, bins, fractions, valid }) => {
      const outcomes: PairOutcomes = {
        fraction: Float64Array.from(fractions),
        remainder: Float64Array.from(fractions, (f) => 1 - f),
        remnantBin: Int32Array.from(bins, (bin, pair) => {
          const j = pair % n;
          return (pair - j) / n < runs[j] ? j : bin;
        }),
        isValid: Uint8Array.from(valid, Number),
      };
      return { sizes: Float64Array.from(sizes), numbers: Float64Array.from(numbers), outcomes };
    });
});

/** The sums by remnant bin, pair by pair. */
function sumOneByOne(sizes: Float64Array, numbers: Float64Array, outcomes: PairOutcomes) {
  const n = sizes.length;
  const sums = createRemnantSums(n);
  for (let i = 0; i < n; i++) {
    for (let j = i; j < n; j++) {
      const pair = i * n + j;
      if (outcomes.isValid[pair] === 0) continue;
      const area = (sizes[i] + sizes[j]) ** 2;
      const mass = sizes[i] ** 3 + sizes[j] ** 3;
      const rate = (i === j ? 0.5 : 1) * area * mass * numbers[i] * numbers[j];
      sums.remnants[outcomes.remnantBin[pair]] += rate * outcomes.fraction[pair];
      sums.fragments[outcomes.remnantBin[pair]] += rate * outcomes.remainder[pair];
    }
  }
  return sums;
}

describe.each([
  ['plain', createPairSums],
  ['vector', createVectorPairSums],
])('the table of the pairs for %s sums', (_, create) => {
  it('has every pair once, in whatever order their remnants fall into bins', () => {
    fc.assert(
      fc.property(collisions, ({ sizes, numbers, outcomes }) => {
        const n = sizes.length;
        const masses = createMassSums(n);
        massSums(
          sizes.map((s) => s ** 3),
          masses,
        );
        const table = emptyPairTable();
        pairTable(sizes, masses, outcomes, table);
        const pairs = create(n);
        pairs.add(numbers, table);
        expectSums(pairs.sums, sumOneByOne(sizes, numbers, outcomes), n);
      }),
      { numRuns: 300 },
    );
  });
});
