import { pairSumsModule } from './pairSums.generated.ts';
import type { PairSums } from './pairSums.ts';
import type { PairTable } from './pairTable.ts';
import { WebAssembly } from './webAssembly.ts';

/** What pairSums.wat exports: a function of a count, addresses in bytes, a count and an address. */
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

const PAGE = 65536;
/** Vectors lie at multiples of this. */
const ALIGNMENT = 16;

/**
 * The same summation with vector instructions, in WebAssembly (pairSums.wat): JavaScript has none. It adds the terms in
 * another order, so the last digits may differ from the plain one; all terms are positive.
 */
export function createVectorPairSums(binCount: number): PairSums {
  const n = binCount;
  const pairCount = (n * (n + 1)) / 2;
  let end = 0;
  const reserve = (bytes: number) => {
    const at = end;
    end += Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
    return at;
  };
  const atNumbers = reserve(8 * n);
  const atSums = reserve(16 * n);
  const atRunLength = reserve(4 * n);
  const atRunBin = reserve(4 * n);
  const atWeights = reserve(16 * pairCount);
  const atList = reserve(4 * pairCount);
  const memory = new WebAssembly.Memory({ initial: Math.ceil(end / PAGE) });
  const { buffer } = memory;
  const numbers = new Float64Array(buffer, atNumbers, n);
  const sums = new Float64Array(buffer, atSums, 2 * n);
  const runLength = new Int32Array(buffer, atRunLength, n);
  const runBin = new Int32Array(buffer, atRunBin, n);
  const weights = new Float64Array(buffer, atWeights, 2 * pairCount);
  const list = new Int32Array(buffer, atList, pairCount);
  const module = new WebAssembly.Module(Buffer.from(pairSumsModule, 'base64'));
  const { exports } = new WebAssembly.Instance(module, { kernel: { memory } });
  const sumPairs = exports['sumPairs'] as SumPairs;
  let current: PairTable | null = null;
  return {
    sums,
    add(numberDensity, table) {
      if (table !== current) {
        weights.set(table.weights);
        runLength.set(table.runLength);
        runBin.set(table.runBin);
        list.set(table.list);
        current = table;
      }
      for (let k = 0; k < n; k++) numbers[k] = numberDensity[k];
      const listed = table.listLength[0];
      sumPairs(n, atNumbers, atWeights, atRunLength, atRunBin, atList, listed, atSums);
    },
  };
}
