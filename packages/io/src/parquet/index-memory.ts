import type { CodePiece } from './content-forms.ts';

/**
 * What the columns of a row group have in common: many gather along the same index, the cell of a row or its bin.
 * `idOf` gives each buffer a number of its own; `used` says which entries the rows of a key point at.
 */
export interface IndexMemory {
  readonly idOf: (buffer: ArrayBufferLike) => number;
  readonly used: Map<string, Uint8Array>;
}

/** The memory of one row group. */
export function createIndexMemory(): IndexMemory {
  const ids = new Map<ArrayBufferLike, number>();
  const idOf = (buffer: ArrayBufferLike): number => {
    const id = ids.get(buffer) ?? ids.size;
    ids.set(buffer, id);
    return id;
  };
  return { idOf, used: new Map() };
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
