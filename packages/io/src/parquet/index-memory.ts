import type { CodePiece } from './content-forms.ts';
import type { CodeRuns } from './run-length.ts';

/**
 * What the columns of a row group have in common: many gather along the same index, the cell of a row or its bin.
 * `idOf` gives each buffer a number of its own; `used` says which entries the rows of a
 * key point at, `runs` which runs they are.
 */
export interface IndexMemory {
  readonly idOf: (buffer: ArrayBufferLike) => number;
  readonly used: Map<string, Uint8Array>;
  readonly runs: Map<string, CodeRuns | null>;
}

/** The memory of one row group. */
export function createIndexMemory(): IndexMemory {
  const ids = new Map<ArrayBufferLike, number>();
  const idOf = (buffer: ArrayBufferLike): number => {
    const id = ids.get(buffer) ?? ids.size;
    ids.set(buffer, id);
    return id;
  };
  return { idOf, used: new Map(), runs: new Map() };
}

/** A text that is the same for the same codes. */
export function codesKey(pieces: readonly CodePiece[], memory: IndexMemory): string {
  return pieces
    .map(({ index, offset }) => {
      const { buffer, byteOffset, length } = index;
      return `${memory.idOf(buffer)}.${byteOffset}.${length}.${offset}`;
    })
    .join(' ');
}

/** Rows a run, on average, from which on runs are worth while. */
const LONG_RUN = 16;

/** The runs of codes, null if they are short. */
export function runsOf(
  pieces: readonly CodePiece[],
  rowCount: number,
  key: string,
  memory: IndexMemory,
): CodeRuns | null {
  const known = memory.runs.get(key);
  if (known !== undefined) return known;
  const runs = findRuns(pieces, Math.ceil(rowCount / LONG_RUN));
  memory.runs.set(key, runs);
  return runs;
}

function findRuns(pieces: readonly CodePiece[], most: number): CodeRuns | null {
  const values = new Int32Array(most);
  const ends = new Int32Array(most);
  let count = 0;
  let first = 0;
  for (const { index, offset } of pieces) {
    for (let i = 0, next = 0; i < index.length; i = next) {
      const entry = index[i] as number;
      next = i + 1;
      while (next < index.length && index[next] === entry) next++;
      if (count === 0 || values[count - 1] !== entry + offset) {
        if (count === most) return null;
        values[count++] = entry + offset;
      }
      ends[count - 1] = first + next;
    }
    first += index.length;
  }
  return { values, ends, count };
}
