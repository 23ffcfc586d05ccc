import { ByteWriter } from 'hyparquet-writer/src/bytewriter.js';

/**
 * Small non-negative integers in Parquet's hybrid of run-length encoding and bit packing: runs of eight or more equal
 * values as (length, value), the rest packed in groups of eight. Source: Parquet format, "RLE = 3".
 *
 * The encoder of hyparquet-writer gives the same bytes; this one writes into memory of the largest possible size, which
 * takes a fifth of the time.
 *
 * @param values at least `end` long, each below 2^bitWidth
 * @param bitWidth bits a value, 1 to 24
 * @param out where to put them; at least `largestHybrid(end − start, bitWidth)` long
 * @returns the encoded bytes of values[start] to values[end − 1], in `out`
 */
export function encodeHybrid(
  values: Uint8Array | Int32Array,
  start: number,
  end: number,
  bitWidth: number,
  out: Uint8Array = new Uint8Array(largestHybrid(end - start, bitWidth)),
): Uint8Array {
  let at = 0;
  let packedFrom = start;
  for (let i = start; i < end; ) {
    const value = values[i] as number;
    let next = i + 1;
    while (next < end && values[next] === value) next++;
    if (next - i < 8) {
      i += 8;
      continue;
    }
    if (i > packedFrom) at = packGroups(out, at, values, packedFrom, i, i, bitWidth);
    at = putVarInt(out, at, (next - i) * 2);
    for (let shift = 0; shift < bitWidth; shift += 8) out[at++] = value >>> shift;
    i = next;
    packedFrom = next;
  }
  if (packedFrom < end)
    at = packGroups(
      out,
      at,
      values,
      packedFrom,
      end,
      packedFrom + roundUp(end - packedFrom),
      bitWidth,
    );
  return out.subarray(0, at);
}

/** Bytes of the header of a run and of its value, or of the header of packed groups. */
const LARGEST_HEADER = 8;

/** Most bytes that `count` values can take. */
export function largestHybrid(count: number, bitWidth: number): number {
  return Math.ceil(count / 8) * (bitWidth + LARGEST_HEADER) + LARGEST_HEADER;
}

function roundUp(count: number): number {
  return Math.ceil(count / 8) * 8;
}

/** Packs values[from] to values[to − 1], a whole number of groups; those from `end` on are 0. Returns the place behind. */
function packGroups(
  out: Uint8Array,
  place: number,
  values: Uint8Array | Int32Array,
  from: number,
  end: number,
  to: number,
  bitWidth: number,
): number {
  let at = putVarInt(out, place, ((to - from) / 8) * 2 + 1);
  let bits = 0;
  let used = 0;
  for (let i = from; i < to; i++) {
    if (i < end) bits |= (values[i] as number) << used;
    for (used += bitWidth; used >= 8; used -= 8) {
      out[at++] = bits;
      bits >>>= 8;
    }
  }
  return at;
}

function putVarInt(out: Uint8Array, place: number, value: number): number {
  let at = place;
  let left = value;
  for (; left > 127; left >>>= 7) out[at++] = (left & 127) | 128;
  out[at++] = left;
  return at;
}

/** Codes of rows as runs of equal ones: run k goes up to row ends[k] − 1. */
export interface CodeRuns {
  readonly values: Int32Array;
  readonly ends: Int32Array;
  readonly count: number;
}

/**
 * The codes of rows start to end − 1, every run as a run however short it is.
 *
 * @param table what a code stands for; null: itself
 * @param out where to put them; at least eight bytes a run long
 */
export function encodeRuns(
  { values, ends, count }: CodeRuns,
  table: Uint8Array | Int32Array | null,
  start: number,
  end: number,
  bitWidth: number,
  out: Uint8Array,
): Uint8Array {
  let low = 0;
  for (let high = count - 1; low < high; ) {
    const middle = (low + high) >> 1;
    if ((ends[middle] as number) > start) high = middle;
    else low = middle + 1;
  }
  const codeOf = (run: number) => {
    const value = values[run] as number;
    return table === null ? value : (table[value] as number);
  };
  let at = 0;
  for (let row = start, run = low; row < end; ) {
    const code = codeOf(run);
    let to = ends[run++] as number;
    for (; to < end && run < count && codeOf(run) === code; run++) to = ends[run] as number;
    to = Math.min(to, end);
    at = putVarInt(out, at, (to - row) * 2);
    for (let shift = 0; shift < bitWidth; shift += 8) out[at++] = code >>> shift;
    row = to;
  }
  return out.subarray(0, at);
}

/** `count` times the same value, as one run. */
export function encodeRun(value: number, count: number, bitWidth: number): Uint8Array {
  const writer = new ByteWriter(16);
  writer.appendVarInt(count * 2);
  for (let shift = 0; shift < bitWidth; shift += 8) writer.appendUint8((value >>> shift) & 255);
  return writer.getBytes();
}

/** Bits needed to hold the values 0 to `largest`. */
export function bitsFor(largest: number): number {
  return 32 - Math.clz32(largest);
}
