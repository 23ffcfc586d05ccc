/**
 * Small non-negative integers in Parquet's hybrid of run-length encoding and bit packing: runs of eight or more equal
 * values as (length, value), the rest packed in groups of eight. Source: Parquet format, "RLE = 3".
 *
 * @param values at least `end` long, each below 2^bitWidth
 * @param bitWidth bits a value, 0 to 24
 * @returns the encoded bytes of values[start] to values[end − 1]
 */
export function encodeHybrid(
  values: Uint8Array | Uint16Array | Int32Array,
  start: number,
  end: number,
  bitWidth: number,
): Uint8Array {
  const groups = Math.ceil((end - start) / 8);
  // A group is never longer than its packed bits plus one header of at most five bytes and one value of three.
  const out = new Uint8Array(groups * (bitWidth + 8) + 16);
  let size = 0;
  let packedStart = start;
  let packedGroups = 0;
  let i = start;
  while (i < end) {
    const value = values[i] as number;
    let runEnd = i + 1;
    while (runEnd < end && values[runEnd] === value) runEnd++;
    if (runEnd - i >= 8) {
      if (packedGroups > 0) {
        size = packGroups(values, packedStart, end, packedGroups, bitWidth, out, size);
        packedGroups = 0;
      }
      size = appendVarint((runEnd - i) * 2, out, size);
      for (let shift = 0; shift < bitWidth; shift += 8) out[size++] = value >>> shift;
      i = runEnd;
    } else {
      if (packedGroups === 0) packedStart = i;
      packedGroups++;
      i += 8;
    }
  }
  if (packedGroups > 0)
    size = packGroups(values, packedStart, end, packedGroups, bitWidth, out, size);
  return out.subarray(0, size);
}

/** `count` times the same value, as one run. */
export function encodeRun(value: number, count: number, bitWidth: number): Uint8Array {
  const out = new Uint8Array(16);
  let size = appendVarint(count * 2, out, 0);
  for (let shift = 0; shift < bitWidth; shift += 8) out[size++] = value >>> shift;
  return out.subarray(0, size);
}

/** Bits needed to hold the values 0 to `largest`. */
export function bitsFor(largest: number): number {
  return 32 - Math.clz32(largest);
}

function packGroups(
  values: Uint8Array | Uint16Array | Int32Array,
  start: number,
  end: number,
  groups: number,
  bitWidth: number,
  out: Uint8Array,
  offset: number,
): number {
  let size = appendVarint(groups * 2 + 1, out, offset);
  let bits = 0;
  let held = 0;
  for (let i = start; i < start + groups * 8; i++) {
    if (i < end) bits |= (values[i] as number) << held;
    held += bitWidth;
    while (held >= 8) {
      out[size++] = bits;
      bits >>>= 8;
      held -= 8;
    }
  }
  return size;
}

function appendVarint(value: number, out: Uint8Array, offset: number): number {
  let size = offset;
  let rest = value;
  while (rest > 127) {
    out[size++] = (rest & 127) | 128;
    rest >>>= 7;
  }
  out[size++] = rest;
  return size;
}
