/** Doubles whose number is not known before; they take 8 bytes each. */
export interface NumberList {
  push(value: number): void;
  readonly length: number;
  /** The values so far. */
  values(): Float64Array;
}

/** An empty list. */
export function numberList(): NumberList {
  let buffer = new Float64Array(1024);
  let length = 0;
  return {
    push(value) {
      if (length === buffer.length) {
        const larger = new Float64Array(2 * length);
        larger.set(buffer);
        buffer = larger;
      }
      buffer[length++] = value;
    },
    get length() {
      return length;
    },
    values: () => buffer.subarray(0, length),
  };
}
