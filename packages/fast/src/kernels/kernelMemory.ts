import { kernels } from './kernels.generated.ts';
import { copyPairTable, createPairTable, type PairTable } from './pairTable.ts';
import { WebAssembly } from './webAssembly.ts';

const PAGE = 65536;
/** Vectors lie at multiples of this, bytes. */
const ALIGNMENT = 16;

/** The compiled code, the same for all engines of a thread: V8 makes it better the more often it runs. It has no state. */
const MODULE = new WebAssembly.Module(Buffer.from(kernels, 'base64'));

/** Memory that is handed out piece by piece before it is made. */
export interface Reservation {
  /** Address of so many bytes. */
  readonly reserve: (bytes: number) => number;
  /** Makes the memory, and the kernels that work in it. */
  readonly open: () => {
    readonly buffer: ArrayBuffer;
    readonly exports: Readonly<Record<string, unknown>>;
  };
}

/** A reservation of nothing yet. */
export function reserveMemory(): Reservation {
  let end = 0;
  return {
    reserve(bytes) {
      const at = end;
      end += Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
      return at;
    },
    open() {
      const memory = new WebAssembly.Memory({ initial: Math.max(1, Math.ceil(end / PAGE)) });
      const { exports } = new WebAssembly.Instance(MODULE, { env: { memory } });
      return { buffer: memory.buffer, exports };
    },
  };
}

/** Addresses of a pair table and of its sums by remnant bin. */
export interface PairPlaces {
  readonly sums: number;
  readonly runLength: number;
  readonly runBin: number;
  readonly weights: number;
  readonly list: number;
}

/** Reserves room for a pair table of so many bins, and for its sums. */
export function reservePairs({ reserve }: Reservation, binCount: number): PairPlaces {
  const { weights, runLength, runBin, list } = createPairTable(binCount);
  return {
    sums: reserve(16 * binCount),
    runLength: reserve(runLength.byteLength),
    runBin: reserve(runBin.byteLength),
    weights: reserve(weights.byteLength),
    list: reserve(list.byteLength),
  };
}

/**
 * A pair table in the memory of a kernel. A table is copied when it is another one than that of the call before, which
 * happens once in many steps; this needs tables that are never written again (`recycles` of the cache is false).
 *
 * @returns takes the table of a cell
 */
export function createPairLoader(
  buffer: ArrayBuffer,
  places: PairPlaces,
  binCount: number,
): (table: PairTable) => void {
  const n = binCount;
  const pairCount = (n * (n + 1)) / 2;
  const here: PairTable = {
    weights: new Float64Array(buffer, places.weights, 2 * pairCount),
    runLength: new Int32Array(buffer, places.runLength, n),
    runBin: new Int32Array(buffer, places.runBin, n),
    list: new Int32Array(buffer, places.list, pairCount),
    listLength: new Int32Array(1),
  };
  let current: PairTable | null = null;
  return (table) => {
    if (table === current) return;
    copyPairTable(table, here);
    current = table;
  };
}
