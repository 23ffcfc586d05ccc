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

/** Bytes of a pair table in the memory of a kernel, whose arrays lie there in the order of `PairTable`. */
export function pairTableBytes(binCount: number): number {
  const bytes = Object.values(createPairTable(binCount)).reduce(
    (sum, array: PairTable[keyof PairTable]) => sum + array.byteLength,
    0,
  );
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
}

/** A table at an address. */
function pairTableAt(buffer: ArrayBuffer, address: number, binCount: number): PairTable {
  const like = createPairTable(binCount);
  let at = address;
  const next = (bytes: number) => {
    at += bytes;
    return at - bytes;
  };
  const doubles = ({ byteLength, length }: Float64Array) =>
    new Float64Array(buffer, next(byteLength), length);
  const integers = ({ byteLength, length }: Int32Array) =>
    new Int32Array(buffer, next(byteLength), length);
  return {
    runWeights: doubles(like.runWeights),
    listWeights: doubles(like.listWeights),
    list: integers(like.list),
    runLength: integers(like.runLength),
    runBin: integers(like.runBin),
    listLength: integers(like.listLength),
  };
}

/**
 * Keeps a pair table in the memory of a kernel. A table is copied when it is another one than that of the call before, which
 * happens once in many steps; this needs tables that are never written again (`recycles` of the cache is false).
 *
 * @returns takes the table of a cell
 */
export function createPairLoader(
  buffer: ArrayBuffer,
  address: number,
  binCount: number,
): (table: PairTable) => void {
  const here = pairTableAt(buffer, address, binCount);
  let current: PairTable | null = null;
  return (table) => {
    if (table === current) return;
    copyPairTable(table, here);
    current = table;
  };
}
