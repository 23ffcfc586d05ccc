import { Worker } from 'node:worker_threads';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  createCellProgress,
  createCellQueue,
  fillQueue,
  takeCell,
  takeCells,
} from '../src/parallel/cellQueue.ts';

const teams = fc
  .record({ cells: fc.integer({ min: 1, max: 40 }), workers: fc.integer({ min: 1, max: 5 }) })
  .map(({ cells, workers }) => {
    const share = Math.ceil(cells / workers);
    return { cells, share, threads: Math.ceil(cells / share) };
  });

it('gives every cell to one thread once, in whatever order they ask', () => {
  fc.assert(
    fc.property(teams, fc.infiniteStream(fc.nat(1000)), ({ cells, share, threads }, turns) => {
      const queue = createCellQueue(threads);
      fillQueue(queue, cells, share);
      const taken: number[] = [];
      for (const turn of turns) {
        const cell = takeCell(queue, turn % threads, true);
        if (cell < 0) break;
        taken.push(cell);
      }
      expect(taken.sort((a, b) => a - b)).toEqual(Array.from({ length: cells }, (_, i) => i));
      for (let thread = 0; thread < threads; thread++)
        expect(takeCell(queue, thread, true)).toBe(-1);
    }),
  );
});

it('gives a thread its own cells first, then the last ones of others', () => {
  const queue = createCellQueue(2);
  fillQueue(queue, 6, 3);
  expect([0, 0, 0, 0, 1, 0, 1].map((thread) => takeCell(queue, thread, true))).toEqual([
    0, 1, 2, 5, 3, 4, -1,
  ]);
});

it('gives a thread that does not help its own cells only', () => {
  const queue = createCellQueue(2);
  fillQueue(queue, 5, 3);
  expect([1, 1, 1, 0].map((thread) => takeCell(queue, thread, false))).toEqual([3, 4, -1, 0]);
});

it('counts the blocks that each cell has gone through', () => {
  const queue = createCellQueue(1);
  const progress = createCellProgress(3);
  for (const block of [0, 1, 2]) {
    fillQueue(queue, 3, 3);
    const next = takeCells(queue, progress, block, 0, true);
    expect([next(), next()]).toEqual([0, 1]);
    expect([...progress]).toEqual([block + 1, block, block]);
    expect([next(), next()]).toEqual([2, -1]);
    expect([...progress]).toEqual([block + 1, block + 1, block + 1]);
  }
});

it('gives a cell of the next block only when it has gone through the one before', async () => {
  const queue = createCellQueue(1);
  const progress = createCellProgress(1);
  const said = new Int32Array(new SharedArrayBuffer(4));
  const other = new Worker(new URL('./lateCell.ts', import.meta.url), {
    workerData: { progress, said },
  });
  fillQueue(queue, 1, 1);
  expect(takeCells(queue, progress, 1, 0, true)()).toBe(0);
  expect(Atomics.load(said, 0)).toBe(1);
  await other.terminate();
});
