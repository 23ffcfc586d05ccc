import { createPairLoader, pairTableBytes, reserveMemory } from './kernelMemory.ts';
import type { PairSums } from './pairSums.ts';
import { roomFor } from './pairTable.ts';

/** What assembly/pairSums.ts exports: a function of a count and addresses in bytes. */
type SumPairs = (binCount: number, numbers: number, table: number, sums: number) => void;

/**
 * The same summation with vector instructions, in WebAssembly (assembly/pairSums.ts): JavaScript has none. It adds the
 * terms in another order, so the last digits may differ from the plain one; all terms are positive.
 */
export function createVectorPairSums(binCount: number): PairSums {
  const n = binCount;
  const reservation = reserveMemory();
  const room = 8 * roomFor(n);
  const atNumbers = reservation.reserve(room);
  const atSums = reservation.reserve(2 * room);
  const atTable = reservation.reserve(pairTableBytes(n));
  const { buffer, exports } = reservation.open();
  const numbers = new Float64Array(buffer, atNumbers, n);
  const loadTable = createPairLoader(buffer, atTable, n);
  const sumPairs = exports['sumPairs'] as SumPairs;
  return {
    sums: {
      remnants: new Float64Array(buffer, atSums, n),
      fragments: new Float64Array(buffer, atSums + room, n),
    },
    add(numberDensity, table) {
      loadTable(table);
      for (let k = 0; k < n; k++) numbers[k] = numberDensity[k];
      sumPairs(n, atNumbers, atTable, atSums);
    },
  };
}
