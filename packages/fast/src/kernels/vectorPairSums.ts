import { createPairLoader, reserveMemory, reservePairs } from './kernelMemory.ts';
import type { PairSums } from './pairSums.ts';

/** What assembly/pairSums.ts exports: a function of a count, addresses in bytes, a count and an address. */
type SumPairs = (
  binCount: number,
  numbers: number,
  weights: number,
  runLength: number,
  runBin: number,
  list: number,
  listLength: number,
  sums: number,
) => void;

/**
 * The same summation with vector instructions, in WebAssembly (assembly/pairSums.ts): JavaScript has none. It adds the
 * terms in another order, so the last digits may differ from the plain one; all terms are positive.
 */
export function createVectorPairSums(binCount: number): PairSums {
  const n = binCount;
  const reservation = reserveMemory();
  const atNumbers = reservation.reserve(8 * n);
  const at = reservePairs(reservation, n);
  const { buffer, exports } = reservation.open();
  const numbers = new Float64Array(buffer, atNumbers, n);
  const loadTable = createPairLoader(buffer, at, n);
  const sumPairs = exports['sumPairs'] as SumPairs;
  return {
    sums: new Float64Array(buffer, at.sums, 2 * n),
    add(numberDensity, table) {
      loadTable(table);
      for (let k = 0; k < n; k++) numbers[k] = numberDensity[k];
      const listed = table.listLength[0];
      sumPairs(n, atNumbers, at.weights, at.runLength, at.runBin, at.list, listed, at.sums);
    },
  };
}
