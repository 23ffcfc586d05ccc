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
 * How many blocks every cell has gone through, in memory that all threads see. A thread that is done with a block goes on
 * with the next one while others still have cells of the first, so it looks here before it advances a cell.
 */
export type CellProgress = Int32Array;

export function createCellProgress(cells: number): CellProgress {
  return new Int32Array(new SharedArrayBuffer(cells * Int32Array.BYTES_PER_ELEMENT));
}

/** How often a thread looks before it sleeps: a cell goes through a block in less time than it takes to wake up. */
const LOOKS = 2000;
/** Longest sleep between two looks, ms. */
const SLEEP = 1;

/**
 * Takes the cells of a block for a thread, one after the other; each is ready when it is returned, and counts as done when
 * the next one is asked for.
 *
 * @param block number of the block, from 0, of all that were ever handed out
 * @param helps whether the thread takes cells of others
 * @returns gives the next cell, −1 if none is left
 */
export function takeCells(
  queue: CellQueue,
  progress: CellProgress,
  block: number,
  thread: number,
  helps: boolean,
): () => number {
  let cell = -1;
  return () => {
    if (cell >= 0) {
      Atomics.store(progress, cell, block + 1);
      Atomics.notify(progress, cell);
    }
    cell = takeCell(queue, thread, helps);
    if (cell >= 0) awaitCell(progress, cell, block);
    return cell;
  };
}

/** Returns when a cell has gone through all blocks before this one. */
function awaitCell(progress: CellProgress, cell: number, block: number): void {
  for (let look = 0; look < LOOKS; look++) if (Atomics.load(progress, cell) === block) return;
  for (;;) {
    const done = Atomics.load(progress, cell);
    if (done === block) return;
    Atomics.wait(progress, cell, done, SLEEP);
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
