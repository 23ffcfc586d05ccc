import type { Statistics } from 'hyparquet';
import type { Leaf } from './schema.ts';

/** The error for data that a column of this type cannot hold. */
export function mismatch(what: string, leaf: Leaf): TypeError {
  return new TypeError(`column ${leaf.path.join('.')} of type ${leaf.type} cannot hold ${what}`);
}

/** Numbers as Parquet's plain encoding stores them. Throws a TypeError for a fraction in an integer column. */
export function numberEntries(values: readonly number[] | Float64Array, leaf: Leaf): Uint8Array {
  if (leaf.type === 'double') return new Uint8Array(Float64Array.from(values).buffer);
  const wide = BigInt64Array.from(values, (value) => {
    if (!Number.isSafeInteger(value)) throw mismatch(String(value), leaf);
    return BigInt(value);
  });
  return new Uint8Array(wide.buffer);
}

/** Texts as Parquet's plain encoding stores them: length in bytes, then UTF-8. */
export function textEntries(texts: readonly string[]): Uint8Array {
  const parts = texts.flatMap((text) => {
    const bytes = Buffer.from(text, 'utf8');
    const length = Buffer.alloc(4);
    length.writeUInt32LE(bytes.length);
    return [length, bytes];
  });
  return Buffer.concat(parts);
}

/** The smallest and the largest value of a column chunk and how many rows have none. */
export function numberStatistics(
  least: number,
  largest: number,
  nulls: number,
  leaf: Leaf,
): Statistics {
  const null_count = BigInt(nulls);
  if (leaf.type === 'int64')
    return { null_count, min_value: BigInt(least), max_value: BigInt(largest) };
  // The format wants a zero bound to include both zeros.
  return {
    null_count,
    min_value: least === 0 ? -0 : least,
    max_value: largest === 0 ? 0 : largest,
  };
}
