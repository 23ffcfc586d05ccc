import { deflateRawSync } from 'node:zlib';

/** Where an array stands in the block of all arrays of a page. */
export interface PackedArray {
  /** `float`: four bytes a value; `byte`: one. */
  readonly kind: 'float' | 'byte';
  readonly start: number;
  readonly length: number;
}

/** Arrays of a page in one block. */
export interface Packer {
  /**
   * Adds doubles as singles, their bytes apart by place, which compresses better.
   *
   * @param isRounded to four digits (13 bits)
   */
  readonly floats: (values: Float64Array, isRounded?: boolean) => PackedArray;
  readonly bytes: (values: Uint8Array) => PackedArray;
  /** All of it, compressed (raw deflate), in base 64. */
  readonly text: () => string;
}

const DROPPED_BITS = 10;

/** An empty block. */
export function createPacker(): Packer {
  const parts: Uint8Array[] = [];
  let size = 0;
  const add = (part: Uint8Array, kind: PackedArray['kind'], length: number): PackedArray => {
    const packed = { kind, start: size, length };
    parts.push(part);
    size += part.length;
    return packed;
  };
  return {
    floats: (values, isRounded = false) =>
      add(planes(isRounded ? rounded(values) : Float32Array.from(values)), 'float', values.length),
    bytes: (values) => add(values, 'byte', values.length),
    text: () => compressedText(Buffer.concat(parts)),
  };
}

/** Text that the page inflates again. */
export function compressedText(content: string | Uint8Array): string {
  return deflateRawSync(content, { level: 9 }).toString('base64');
}

/** All first bytes, then all second bytes, and so on; the byte order of the file is little-endian on any machine. */
function planes(values: Float32Array): Uint8Array {
  const view = new DataView(new ArrayBuffer(4));
  const bytes = new Uint8Array(4 * values.length);
  values.forEach((value, i) => {
    view.setFloat32(0, value, true);
    for (let b = 0; b < 4; b++) bytes[b * values.length + i] = view.getUint8(b);
  });
  return bytes;
}

function rounded(values: Float64Array): Float32Array {
  const singles = Float32Array.from(values);
  const bits = new Uint32Array(singles.buffer);
  const half = 1 << (DROPPED_BITS - 1);
  for (let i = 0; i < bits.length; i++)
    if (Number.isFinite(singles[i])) bits[i] = ((bits[i]! + half) >>> DROPPED_BITS) << DROPPED_BITS;
  return singles;
}
