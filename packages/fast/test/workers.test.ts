import { expect, it } from 'vitest';
import { isWorkerCount, MOST_WORKERS, resolveWorkers } from '../src/index.ts';

it('threads that would get no cell are not started', () => {
  // 20 threads of 32 cells get two each, so that four would be idle.
  expect(resolveWorkers('20', 32, 2)).toBe(16);
  for (let cells = 1; cells <= 80; cells++)
    for (let asked = 1; asked <= 80; asked++) {
      const workers = resolveWorkers(String(asked), cells, 2);
      expect(workers).toBeLessThanOrEqual(Math.min(asked, cells));
      const share = Math.ceil(cells / workers);
      expect(share).toBe(Math.ceil(cells / Math.min(asked, cells)));
      expect((workers - 1) * share).toBeLessThan(cells);
    }
});

it('there is one range of numbers', () => {
  expect(MOST_WORKERS).toBe(1024);
  expect(['auto', '1', '1024'].filter(isWorkerCount)).toHaveLength(3);
  for (const text of ['1025', '100000', '0', '01', '-2', '1.5', '1e3', 'Auto', '', ' 1'])
    expect(() => resolveWorkers(text, 4, 2)).toThrow(
      `--workers: "${text}"; it must be auto or a whole number from 1 to 1024`,
    );
});
