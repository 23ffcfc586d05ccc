import { describe, expect, it } from 'vitest';
import { memoryUse } from '../../src/estimate/memory.ts';
import { bytesText } from '../../src/index.ts';

const factors = {
  engine: 'fast',
  cells: 32,
  bins: 40,
  workers: 1,
  flushes: { hasThread: false, held: 1e8 },
  seriesRows: 0,
  budgetRows: 0,
} as const;

describe('the memory of a run', () => {
  it('is that of the program, the threads, the rows and what writing leaves', () => {
    const one = memoryUse(factors);
    expect(one).toMatchObject({ workers: 0, writer: 0, garbage: 0 });
    expect(one.total).toBe(one.process + one.rows);
    const three = memoryUse({ ...factors, workers: 3 });
    expect(three.workers).toBeGreaterThan(2e7);
    expect(three.workers).toBe(2 * memoryUse({ ...factors, workers: 2 }).workers);
    const withThread = memoryUse({ ...factors, flushes: { hasThread: true, held: 3e8 } });
    expect(withThread.writer).toBeGreaterThan(0);
    expect(withThread.rows).toBeCloseTo(3 * one.rows, 0);
    const long = memoryUse({ ...factors, seriesRows: 1e6, budgetRows: 1e6 });
    expect(long.garbage).toBeGreaterThan(0);
    expect(long.total).toBe(one.total + long.garbage);
  });

  it('grows with what a cell carries in every thread', () => {
    const fine = { ...factors, bins: 640 };
    const more = memoryUse(fine).process - memoryUse(factors).process;
    expect(more).toBeGreaterThan(32 * 640 ** 2);
    const two = memoryUse({ ...fine, workers: 2 }).workers;
    expect(two - memoryUse({ ...factors, workers: 2 }).workers).toBeCloseTo(more, 0);
  });
});

describe('bytes', () => {
  it('have a unit of their size', () => {
    expect([0, 532, 16_400, 1e6, 254e6, 1.234e9, 16.8e12].map(bytesText)).toEqual([
      '0 B',
      '532 B',
      '16.4 kB',
      '1 MB',
      '254 MB',
      '1.23 GB',
      '16.8 TB',
    ]);
  });
});
