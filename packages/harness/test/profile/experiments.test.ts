import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SHORT_TURNS, type TurnRule } from '../../src/profile/experiments/turns.ts';
import { measureWaterfall } from '../../src/profile/experiments/waterfall.ts';
import {
  bestWorkers,
  efficiency,
  measureWorkerCurve,
  workerVerdict,
} from '../../src/profile/experiments/workerCurve.ts';
import { ticks, tickText } from '../../src/profile/report/axis.ts';
import { waterfallTable, workerTable } from '../../src/profile/report/experimentTables.ts';
import { gainVerdict, orderedFlags } from '../../src/profile/report/waterfallChart.ts';
import { WATERFALL, WORKER_CURVE } from './experimentResults.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..', '..');

const PLACE = {
  configPath: join(ROOT, 'configs', 'small.yml'),
  overrides: [],
  workingDirectory: ROOT,
};

/** As short as it gets: what is measured means nothing. */
const HASTY: TurnRule = {
  rounds: 3,
  passSeconds: 0.002,
  warmUp: { ...SHORT_TURNS.warmUp, min_seconds: 0, max_seconds: 0.01 },
};

describe('the waterfall', () => {
  it('measures a flag alone and left out, over the same steps on both sides', async () => {
    const heard: string[] = [];
    const waterfall = await measureWaterfall(PLACE, ['gain'], (said) => heard.push(said), HASTY);
    expect(heard).toEqual(['waterfall: gain alone', 'waterfall: all but gain']);
    const [gain] = waterfall.flags;
    for (const company of [gain!.alone, gain!.among]) {
      expect(company.without.count).toBe(3);
      expect(company.with.min).toBeGreaterThan(0);
      expect(company.speedup.pairs).toBe(3);
      // Both say which side is faster.
      expect(Math.sign(company.saved.value)).toBe(Math.sign(company.speedup.ratio - 1));
      expect(company.isSteady).toBe(false);
    }
    expect(waterfall.off.count).toBe(3);
    expect(waterfall.steps.among).toBeGreaterThan(0);
  });

  it('fails with what is wrong with the run', async () => {
    const short = { ...PLACE, overrides: ['numerics.t_end_years=1e-5'] };
    await expect(measureWaterfall(short, ['gain'], undefined, HASTY)).rejects.toThrow(
      /small\.yml: the run ends within its first 16 steps/,
    );
  });

  it('tells what helps from what hurts by the interval', () => {
    const verdicts = WATERFALL.flags.map(({ flag, alone }) => [flag, gainVerdict(alone)]);
    expect(verdicts).toEqual([
      ['weights', 'open'],
      ['remnants', 'helps'],
      ['gain', 'hurts'],
    ]);
    const { alone } = WATERFALL.flags[1]!;
    const unsure = { ...alone, saved: { ...alone.saved, low: null, high: null } };
    expect(gainVerdict(unsure)).toBe('open');
  });

  it('puts first what is worth most alone', () => {
    const order = ['remnants', 'weights', 'gain'];
    expect(orderedFlags(WATERFALL).map(({ flag }) => flag)).toEqual(order);
    expect(waterfallTable(WATERFALL).rows.map(([name]) => name!.text)).toEqual(order);
  });
});

describe('the search for the best number of threads', () => {
  it('measures every number up to the largest against one thread', async () => {
    const variant = { engine: 'fast', cache: 'all', workers: 1, label: 'fast' };
    const heard: string[] = [];
    const curve = await measureWorkerCurve(
      PLACE,
      variant,
      false,
      2,
      (said) => heard.push(said),
      HASTY,
    );
    expect(heard).toEqual(['workers: fast, steps alone, 1', 'workers: fast, steps alone, 2 of 2']);
    expect(curve.points.map(({ workers }) => workers)).toEqual([1, 2]);
    for (const { cellStep, speedup } of curve.points) {
      expect(cellStep.min).toBeGreaterThan(0);
      expect(speedup.pairs).toBe(3);
    }
    expect([1, 2]).toContain(curve.best);
  });

  it('counts as efficiency the share of the threads that is not lost', () => {
    const { ratio, low, high } = efficiency(WORKER_CURVE.points[1]!);
    expect([ratio, low, high].map((value) => value!.toFixed(3))).toEqual([
      '0.900',
      '0.882',
      '0.927',
    ]);
    const rows = workerTable(WORKER_CURVE).rows.map((row) => row.map(({ text }) => text));
    expect(rows[1]).toEqual(expect.arrayContaining(['2', '1.80 ×', '1.76 to 1.85', '90.0 %']));
    expect(rows[1]!.at(-1)).toBe('best, faster, threads began anew');
  });
});

describe('the best number of threads', () => {
  const points = (...intervals: (readonly [ratio: number, low: number, high: number])[]) =>
    intervals.map(([ratio, low, high], i) => ({
      workers: i + 1,
      speedup: { ratio, low, high, pairs: 9, confidence: 0.95 },
    }));

  it('is more than one only if the interval of the paired ratio says so', () => {
    const unsure = points([1, 0.99, 1.01], [1.12, 0.93, 1.31]);
    expect(bestWorkers(unsure)).toBe(1);
    expect(workerVerdict(unsure[1]!)).toBe('cannot tell');
    const sure = points([1, 0.99, 1.01], [1.12, 1.05, 1.31]);
    expect(bestWorkers(sure)).toBe(2);
    expect(workerVerdict(sure[1]!)).toBe('faster');
    const slower = points([1, 0.99, 1.01], [0.8, 0.7, 0.9]);
    expect(bestWorkers(slower)).toBe(1);
    expect(workerVerdict(slower[1]!)).toBe('slower');
  });

  it('is the fewer ones where the intervals of two numbers overlap', () => {
    const flat = points([1, 0.99, 1.01], [1.8, 1.7, 1.9], [1.95, 1.85, 2.05], [1.7, 1.6, 1.8]);
    expect(bestWorkers(flat)).toBe(2);
    const rising = points([1, 0.99, 1.01], [1.8, 1.7, 1.9], [1.9, 1.8, 2.0], [2.4, 2.2, 2.5]);
    expect(bestWorkers(rising)).toBe(4);
  });

  it('is not believed more closely than one thread against itself', () => {
    expect(bestWorkers(points([1, 0.8, 1.2], [1.12, 1.05, 1.31]))).toBe(1);
  });

  it('is one where there are too few passes for an interval', () => {
    const none = { ratio: 1.9, low: null, high: null, pairs: 3, confidence: 0.95 };
    const few = [1, 2].map((workers) => ({ workers, speedup: none }));
    expect(bestWorkers(few)).toBe(1);
    expect(workerVerdict(few[1]!)).toBe('cannot tell');
  });
});

describe('an axis', () => {
  it('has round values within its range', () => {
    expect(ticks(0, 2, 4)).toEqual([0, 0.5, 1, 1.5, 2]);
    expect(ticks(-12, 54, 4)).toEqual([0, 20, 40]);
    expect(ticks(0, 0.07, 4).map(tickText)).toEqual(['0', '0.02', '0.04', '0.06']);
    expect(ticks(-30, -5, 2).map(tickText)).toEqual(['−20']);
  });
});
