import { describe, expect, it } from 'vitest';
import {
  type CostPoint,
  type EngineCosts,
  fitEngine,
  fitRecords,
  stepSeconds,
  usedBytes,
} from '../../src/bench/costModel.ts';
import { nonNegativeLeastSquares } from '../../src/bench/leastSquares.ts';

const SIZES = [20, 40, 80, 160, 320]
  .map((bins) => ({ cells: 8, bins }))
  .concat([1, 32, 128, 1024].map((cells) => ({ cells, bins: 40 })))
  .concat([{ cells: 64, bins: 160 }]);

const COSTS: EngineCosts = {
  time: { step: 3e-6, cell: 1e-6, bin: 3e-8, pair: 2e-10, triple: 4e-12 },
  memory: { process: 3e7, table: 16, cell: 4000, bin: 900, pair: 40 },
};

const pointsOf = (sizes: typeof SIZES): CostPoint[] =>
  sizes.map((size) => ({
    ...size,
    seconds: stepSeconds(COSTS.time, size),
    bytes: usedBytes(COSTS.memory, size),
  }));

describe('the model of the costs', () => {
  it('counts what comes once a step, once a cell, bin, pair and triple of bins', () => {
    const time = { step: 1, cell: 10, bin: 100, pair: 1000, triple: 10_000 };
    expect(stepSeconds(time, { cells: 2, bins: 3 })).toBe(1 + 2 * (10 + 300 + 9000 + 270_000));
    const memory = { process: 1, table: 10, cell: 100, bin: 1000, pair: 10_000 };
    expect(usedBytes(memory, { cells: 2, bins: 3 })).toBe(1 + 270 + 2 * (100 + 3000 + 90_000));
  });

  it('finds the costs again from runs that they are the costs of', () => {
    const fitted = fitEngine(pointsOf(SIZES), true);
    for (const [name, cost] of Object.entries(COSTS.time))
      expect(fitted.time[name as 'cell'] / cost, name).toBeCloseTo(1, 3);
    for (const [name, cost] of Object.entries(COSTS.memory))
      expect(fitted.memory[name as 'cell'] / cost, name).toBeCloseTo(1, 3);
  });

  it('foretells a size that it was not fitted to, although what it was fitted to is noisy', () => {
    const noisy = pointsOf(SIZES).map((point, i) => ({
      ...point,
      seconds: point.seconds * (1 + (i % 2 === 0 ? 0.05 : -0.05)),
    }));
    const { time } = fitEngine(noisy, true);
    for (const cost of Object.values(time)) expect(cost).toBeGreaterThanOrEqual(0);
    const [other] = pointsOf([{ cells: 48, bins: 60 }]);
    expect(stepSeconds(time, other!) / other!.seconds).toBeGreaterThan(0.85);
    expect(stepSeconds(time, other!) / other!.seconds).toBeLessThan(1.15);
  });

  it('takes what rows cost from steps that kept them', () => {
    const withRows = pointsOf(SIZES).map((point) => ({
      ...point,
      seconds: point.seconds + point.cells * (2e-6 + 5e-8 * point.bins),
    }));
    const { cell, bin } = fitRecords(withRows, COSTS);
    expect(cell / 2e-6).toBeCloseTo(1, 6);
    expect(bin / 5e-8).toBeCloseTo(1, 6);
  });
});

describe('least squares without negative coefficients', () => {
  it('leave a term out rather than give it a negative coefficient', () => {
    const x = [1, 2, 3, 4];
    const solution = nonNegativeLeastSquares(
      x.map((value) => [1, value]),
      x.map((value) => 10 - value),
    );
    expect(solution[1]).toBe(0);
    expect(solution[0]).toBeGreaterThan(6);
  });
});
