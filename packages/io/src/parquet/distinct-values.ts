/** Doubles of which no two have the same bits, numbered in the order in which they appeared. */
export interface DistinctValues {
  readonly values: Float64Array;
  count: number;
  /** Number of a value + 1 where its hash leads, or in one of the places behind; 0: no value. */
  readonly slots: Int32Array;
  /** The memory of `values`. */
  readonly words: Uint32Array;
}

/** An empty set. @param largest how many values it can hold */
export function createDistinctValues(largest: number): DistinctValues {
  const values = new Float64Array(largest);
  const size = 2 ** Math.ceil(Math.log2(2 * largest + 2));
  return { values, count: 0, slots: new Int32Array(size), words: new Uint32Array(values.buffer) };
}

/**
 * The number of the value whose bits are the words `low` and `high`, which is added if it is new; −1 if there is no room
 * for it.
 */
export function numberOfValue(distinct: DistinctValues, low: number, high: number): number {
  const { slots, words } = distinct;
  const mask = slots.length - 1;
  const mixed = Math.imul(low ^ Math.imul(high, 0x9e3779b1), 0x85ebca6b);
  for (let slot = (mixed ^ (mixed >>> 15)) & mask; ; slot = (slot + 1) & mask) {
    const number = (slots[slot] as number) - 1;
    if (number < 0) {
      const added = distinct.count;
      if (2 * added >= words.length) return -1;
      distinct.count++;
      slots[slot] = added + 1;
      words[2 * added] = low;
      words[2 * added + 1] = high;
      return added;
    }
    if (words[2 * number] === low && words[2 * number + 1] === high) return number;
  }
}

/** The memory of doubles as pairs of words, the low one first. */
export function wordsOf(values: Float64Array): Uint32Array {
  return new Uint32Array(values.buffer, values.byteOffset, 2 * values.length);
}
