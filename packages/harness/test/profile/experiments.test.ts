import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SHORT_TURNS, type TurnRule } from '../../src/profile/experiments/turns.ts';
import { measureWaterfall } from '../../src/profile/experiments/waterfall.ts';
import { efficiency, measureWorkerCurve } from '../../src/profile/experiments/workerCurve.ts';
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
    expect(rows[1]!.at(-1)).toBe('best, threads began anew');
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
