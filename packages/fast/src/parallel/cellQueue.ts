/**
 * The cells of a block that nobody has taken yet, in memory that all threads see. Every thread has cells of its own, which
 * it takes from the first to the last. When they are done it takes those of others, from the last backwards: so a cell
 * nearly always comes to the same thread, which knows its tables, and no thread waits while there is work.
 */
export type CellQueue = Int32Array;

/** Per thread: cells left, next from the front, next from the back. */
const LEFT = 0;
const FRONT = 1;
const BACK = 2;
const FIELDS = 3;

/** An empty queue for a number of threads. */
export function createCellQueue(threads: number): CellQueue {
  return new Int32Array(new SharedArrayBuffer(threads * FIELDS * Int32Array.BYTES_PER_ELEMENT));
}

/** Gives every thread its cells, `size` of them or what is left for the last. No thread may be taking cells meanwhile. */
export function fillQueue(queue: CellQueue, cells: number, size: number): void {
  for (let thread = 0; thread < queue.length / FIELDS; thread++) {
    const from = Math.min(thread * size, cells);
    const to = Math.min(from + size, cells);
    const at = thread * FIELDS;
    Atomics.store(queue, at + FRONT, from);
    Atomics.store(queue, at + BACK, to - 1);
    Atomics.store(queue, at + LEFT, to - from);
  }
}

/**
 * Takes a cell for a thread, −1 if none is left.
 *
 * @param helps whether it takes cells of others
 */
export function takeCell(queue: CellQueue, thread: number, helps: boolean): number {
  const threads = queue.length / FIELDS;
  const owners = helps ? threads : 1;
  for (let i = 0; i < owners; i++) {
    const owner = (thread + i) % threads;
    const at = owner * FIELDS;
    // Whoever counts down from a positive number may take one cell, at either end.
    if (Atomics.load(queue, at + LEFT) <= 0 || Atomics.sub(queue, at + LEFT, 1) <= 0) continue;
    return owner === thread ? Atomics.add(queue, at + FRONT, 1) : Atomics.sub(queue, at + BACK, 1);
  }
  return -1;
}
