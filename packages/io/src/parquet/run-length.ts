import { ByteWriter } from 'hyparquet-writer/src/bytewriter.js';
import { writeRleBitPackedHybrid } from 'hyparquet-writer/src/encoding.js';

/**
 * Small non-negative integers in Parquet's hybrid of run-length encoding and bit packing: runs of eight or more equal
 * values as (length, value), the rest packed in groups of eight. Source: Parquet format, "RLE = 3".
 *
 * @param values at least `end` long, each below 2^bitWidth
 * @param bitWidth bits a value, 1 to 24
 * @returns the encoded bytes of values[start] to values[end − 1]
 */
export function encodeHybrid(
  values: Uint8Array | Int32Array,
  start: number,
  end: number,
  bitWidth: number,
): Uint8Array {
  const writer = new ByteWriter(Math.ceil(((end - start) * bitWidth) / 8) + 16);
  writeRleBitPackedHybrid(writer, values.subarray(start, end), bitWidth);
  return writer.getBytes();
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
