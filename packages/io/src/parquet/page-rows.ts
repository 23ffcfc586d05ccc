import type { CodePiece } from './content-forms.ts';

/** Copies the values of rows start to end − 1. */
export function readRows(
  pieces: readonly Float64Array[],
  start: number,
  end: number,
  out: Float64Array,
): void {
  let first = 0;
  for (const piece of pieces) {
    const from = Math.max(start - first, 0);
    const to = Math.min(end - first, piece.length);
    if (from < to) out.set(piece.subarray(from, to), first + from - start);
    first += piece.length;
  }
}

/** Writes the codes of rows start to end − 1. */
export function readCodes(
  pieces: readonly CodePiece[],
  table: Uint8Array | Int32Array | null,
  start: number,
  end: number,
  out: Int32Array,
): void {
  let first = 0;
  let row = 0;
  for (const { index, offset } of pieces) {
    const from = Math.max(start - first, 0);
    const to = Math.min(end - first, index.length);
    first += index.length;
    if (table !== null)
      for (let i = from; i < to; i++) out[row++] = table[offset + (index[i] as number)] as number;
    else if (offset !== 0)
      for (let i = from; i < to; i++) out[row++] = offset + (index[i] as number);
    else if (from < to) {
      out.set(index.subarray(from, to), row);
      row += to - from;
    }
  }
}

/** Moves the values of rows that have one to the front; row i is row start + i of the column. Returns their number. */
export function keepPresent(
  values: Int32Array | Uint8Array | BigInt64Array,
  rows: number,
  levels: Uint8Array | null,
  depth: number,
  start: number,
): number {
  if (levels === null) return rows;
  let count = 0;
  for (let i = 0; i < rows; i++)
    if (levels[start + i] === depth) values[count++] = values[i] as never;
  return count;
}

/** The values of rows that have one; they may be a copy. Row i is row start + i of the column. */
export function present<T extends Uint8Array | BigInt64Array>(
  rows: T,
  levels: Uint8Array | null,
  depth: number,
  start: number,
): T {
  if (levels === null) return rows;
  const kept = rows.slice() as T;
  return kept.subarray(0, keepPresent(kept, rows.length, levels, depth, start)) as T;
}
