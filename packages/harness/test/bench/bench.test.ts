import { resolve } from 'node:path';
import { FLAG_NAMES } from '@marsdisk/fast';
import { describe, expect, it } from 'vitest';
import { ContractError, openSide } from '../../src/bench/openSide.ts';
import type { BenchRow } from '../../src/bench/result.ts';
import { EXPERIMENTS, runBench } from '../../src/bench/runBench.ts';
import { NO_RECORDS, type SideRequest } from '../../src/bench/sideRequest.ts';
import { benchText } from '../../src/bench/text.ts';

const ROOT = resolve(import.meta.dirname, '..', '..', '..', '..');

const REQUEST: SideRequest = {
  root: ROOT,
  configPath: resolve(ROOT, 'configs', 'small.yml'),
  overrides: [],
  workingDirectory: ROOT,
  engine: 'fast',
  cache: 'all',
  recording: NO_RECORDS,
  workers: 1,
  extraWork: 0,
};

describe('a measuring process', () => {
  it('takes the steps it is asked for and says what they cost', async () => {
    const side = await openSide(REQUEST);
    try {
      const { cells } = side.facts;
      const pass = await side.pass(4, 20);
      expect(pass.steps).toBe(20);
      expect(pass.cellSteps).toBe(20 * cells);
      expect(pass.seconds).toBeGreaterThan(0);
      expect(pass.residentPeak).toBeGreaterThan(1e6);
      const next = await side.pass(null, 20);
      expect(next.steps).toBe(20);
    } finally {
      await side.close();
    }
  });

  it('gives the same steps to two threads', async () => {
    const side = await openSide({ ...REQUEST, workers: 2 });
    try {
      expect((await side.pass(0, 16)).cellSteps).toBe(16 * side.facts.cells);
      expect((await side.pass(0, 16)).steps).toBe(16);
    } finally {
      await side.close();
    }
  });

  it('names what a checkout lacks', async () => {
    const lacking = openSide({ ...REQUEST, root: resolve(ROOT, 'tests') });
    await expect(lacking).rejects.toThrow(ContractError);
    await expect(lacking).rejects.toThrow(/cannot load packages\/core/);
  });

  it('passes on what is wrong with a configuration', async () => {
    const broken = openSide({ ...REQUEST, overrides: ['sizes.n_bins=-1'] });
    await expect(broken).rejects.toThrow(/n_bins/);
  });
});

describe('bench', () => {
  it('measures every side of an experiment in turns and says what speaks for its goals', async () => {
    const result = await runBench({
      name: 'engines',
      root: ROOT,
      config: 'configs/small.yml',
      rounds: 6,
      passSeconds: 0.02,
      warmUp: { least: 0, most: 0.3 },
    });
    expect(result.rows.map((row) => row.label)).toEqual(['core', 'fast']);
    for (const row of result.rows) {
      expect(row.processor.count).toBe(6);
      expect(row.processor.min).toBeGreaterThan(0);
      expect(row.processor.max).toBeGreaterThanOrEqual(row.processor.median);
    }
    const [, fast] = result.rows;
    expect(fast?.speedup?.pairs).toBe(6);
    expect(fast?.speedup?.low).toBeLessThanOrEqual(fast?.speedup?.high ?? 0);
    const text = benchText(result);
    for (const { goal, measured } of result.statements) {
      expect(text).toContain(goal);
      expect(text).toContain(measured);
    }
  });

  it('has a group for each flag alone and each flag left out', () => {
    const groups = EXPERIMENTS.find(({ name }) => name === 'flags')?.groups ?? [];
    for (const flag of FLAG_NAMES) {
      const caches = (name: string) =>
        groups.find((group) => group.name === name)?.sides.map((side) => side.cache);
      expect(caches(`${flag} alone`)).toEqual(['off', flag]);
      expect(caches(`${flag} left out`)).toEqual([`-${flag}`, 'all']);
    }
  });

  it('refuses an experiment that does not exist and names the nearest', async () => {
    await expect(runBench({ name: 'scalling', root: ROOT })).rejects.toThrow(
      /"scalling": there are .*did you mean "scaling"\?/,
    );
  });
});

/** A measured row; what is not given does not matter. */
function row(group: string, change: Partial<BenchRow>): BenchRow {
  const seconds = change.processor?.median ?? 1;
  const time = { median: seconds, mean: seconds, deviation: 0, min: 1, max: 1, count: 8 };
  return {
    group,
    label: 'handed over',
    cells: 32,
    bins: 40,
    steps: 100,
    isSteady: true,
    wall: time,
    processor: time,
    speedup: null,
    residentPeak: 1,
    memory: [1],
    passes: [1, 1],
    ...change,
  };
}

const scaling = EXPERIMENTS.find(({ name }) => name === 'scaling');

describe('growth of memory with the steps', () => {
  const isMet = (perPass: number, late = 0) => {
    const memory = Array.from(
      { length: 8 },
      (_, i) => 1e7 + perPass * i + (i % 3 === 1 ? late : 0),
    );
    const statements = scaling?.judge([row('memory', { memory })]) ?? [];
    return statements.find(({ goal }) => goal.startsWith('memory does not grow'))?.isMet;
  };

  it('is seen when a run keeps a number for every step', () => {
    expect(isMet(2 * 8 * 100)).toBe(false);
  });

  it('is not mistaken for buffers that are given back late', () => {
    expect(isMet(0, 1e8)).toBe(true);
  });
});
