/** What a cache can hold: a typed array, or a record of typed arrays, numbers and booleans. */
export type CacheValue = object;

/** Whether two numbers are the same in every bit; all NaN count as one. */
function sameNumber(a: number, b: number): boolean {
  // Written out, because `Object.is` is a call and this is asked for every bin.
  return a === b ? a !== 0 || 1 / a === 1 / b : Number.isNaN(a) && Number.isNaN(b);
}

/** Whether two values are the same in every bit, at any depth. */
export function sameBits(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') return false;
  if (isTypedArray(a) !== isTypedArray(b)) return false;
  if (isTypedArray(a)) return sameElements(a, b as Float64Array);
  const left = Object.entries(a);
  const right = b as Record<string, unknown>;
  return (
    left.length === Object.keys(right).length &&
    left.every(([key, value]) => sameBits(value, right[key]))
  );
}

const TypedArray = Object.getPrototypeOf(Int8Array) as typeof Float64Array;

/** Whether a value is a typed array or a guarded one; `ArrayBuffer.isView` does not know the latter. */
export function isTypedArray(value: unknown): value is Float64Array {
  return value instanceof TypedArray;
}

function sameElements(a: Float64Array, b: Float64Array): boolean {
  if (a.length !== b.length) return false;
  for (let k = 0; k < a.length; k++) if (!sameNumber(a[k], b[k])) return false;
  return true;
}

/** Whether every number of a value is finite: what is not is never stored. */
export function isStorable(value: CacheValue): boolean {
  if (value instanceof Float64Array) return isFiniteArray(value);
  for (const part of Object.values(value)) {
    if (typeof part === 'number' ? !Number.isFinite(part) : isBadPart(part)) return false;
  }
  return true;
}

function isBadPart(part: unknown): boolean {
  return part instanceof Float64Array && !isFiniteArray(part);
}

function isFiniteArray(array: Float64Array): boolean {
  for (let k = 0; k < array.length; k++)
    if (!(Math.abs(array[k]) < Number.POSITIVE_INFINITY)) return false;
  return true;
}

/** A copy of a value at any depth. */
export function copyOf(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (isTypedArray(value)) return value.slice();
  if (Array.isArray(value)) return value.map(copyOf);
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, copyOf(part)]));
}
