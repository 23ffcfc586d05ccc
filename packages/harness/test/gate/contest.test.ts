import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { NO_RECORDS, type SideRequest } from '../../src/bench/sideRequest.ts';
import { holdContest, warmPairs } from '../../src/gate/contest.ts';
import { cpuTime, measurePair, type Schedule, speedupOf, warmPair } from '../../src/gate/pair.ts';
import { outputParity } from '../../src/gate/parity.ts';
import { temporaryFolder } from './temporaryFolder.ts';

const ROOT = resolve(import.meta.dirname, '..', '..', '..', '..');

const SIDE: SideRequest = {
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
/** A warm-up that takes years. */
const ENDLESS: Schedule = { steps: 16, warmUp: { base: 1e12, candidate: 1e12 }, turns: 1 };
/** How many processes this one has started that are still there; one that has ended is listed a little longer. */
const children = () =>
  process.getActiveResourcesInfo().filter((resource) => resource === 'ProcessWrap').length;
const SHORT = { steps: 64, budget: 0, warmSeconds: 0.05, measuredSeconds: 0.05 };
const RULE = { claim: null, allowedRegression: 0.03, halfWidth: 0.015 };

describe('the speed-up of a pair', () => {
  it('is not touched by a machine that changes its speed between turns', () => {
    const pass = (cpuSeconds: number) =>
      ({ steps: 1, cellSteps: 32, seconds: 0, cpuSeconds, residentPeak: 0, memory: 0 }) as const;
    // Speed of the machine during the passes, base and candidate in turns; it changes once in the middle of a turn.
    const machine = [1, 1, 1, 1.7, 1.7, 1.7, 1.7, 1.7, 1, 1];
    const base = machine.filter((_, i) => i % 2 === 0).map((slow) => pass(0.03 * slow));
    const candidate = machine.filter((_, i) => i % 2 === 1).map((slow) => pass(0.024 * slow));
    expect(speedupOf(base, candidate, cpuTime)).toBeCloseTo(1.25, 12);
  });
});

describe('a contest', () => {
  it('that has no time measures one pair, the same steps on both sides, cannot decide, and leaves no process', async () => {
    const looks: number[] = [];
    const before = children();
    const contest = await holdContest(SIDE, SIDE, RULE, SHORT, (pairs) => looks.push(pairs));
    // The next pair was warming up.
    await expect.poll(children).toBe(before);
    expect(looks).toEqual([1]);
    expect(contest.speed.outcome).toBe('undecided');
    const { facts, schedule, pairs } = contest;
    expect(facts.cells).toBeGreaterThan(0);
    expect(schedule.steps).toBeGreaterThan(0);
    expect(schedule.steps).toBeLessThanOrEqual(SHORT.steps);
    expect(pairs).toHaveLength(1);
    for (const sample of [pairs[0]!.base, pairs[0]!.candidate]) {
      expect(sample.cpuSeconds).toBeGreaterThan(0);
      expect(sample.residentPeak).toBeGreaterThan(1e6);
    }
  });

  it('that is over kills the pair that is warming up', async () => {
    const before = children();
    const warmUp = { base: 1, candidate: 1 };
    const schedule = { steps: 16, warmUp, turns: 1 };
    const pairs = warmPairs(SIDE, SIDE, schedule);
    const first = await pairs.next();
    // What the next pair is asked for from here on would take years.
    Object.assign(warmUp, ENDLESS.warmUp);
    const { speedup } = await measurePair(first.value!, schedule);
    expect(speedup).toBeGreaterThan(0);
    await pairs.return(undefined);
    await expect.poll(children).toBe(before);
  });

  it.each([
    ['starting', 0],
    ['warming up', 1000],
  ])('can kill a pair that is %s', async (_, delay) => {
    const before = children();
    const stop = new AbortController();
    const pair = warmPair(SIDE, SIDE, ENDLESS, 0, stop.signal);
    setTimeout(() => stop.abort(), delay);
    await expect(pair).rejects.toThrow('SIGKILL');
    await expect.poll(children).toBe(before);
  });

  it('cannot be held with a checkout that lacks the code', async () => {
    const strange = { ...SIDE, root: resolve(ROOT, 'tests') };
    await expect(holdContest(strange, SIDE, RULE, SHORT)).rejects.toThrow(/cannot load/);
  });
});

describe('outputs of two sides', () => {
  const { path } = temporaryFolder();
  const short = ['numerics.dt_init=1000', 'numerics.t_end_years=0.0005'];

  it('agree when the code is the same', async () => {
    const side = { ...SIDE, overrides: short };
    const parity = await outputParity(side, side, null, path('same'));
    expect(parity).toMatchObject({ passes: true, problems: [] });
    expect(parity.summary).toContain('every bit the same');
  });

  it('differ when the physics does, and the worst column is named', async () => {
    const base = { ...SIDE, overrides: short };
    const candidate = { ...SIDE, overrides: [...short, 'material.rho=3271'] };
    const parity = await outputParity(base, candidate, null, path('different'));
    expect(parity.passes).toBe(false);
    expect(parity.problems.join('\n')).toMatch(/run\.\w+ row \d+/);
  });

  it('tell a candidate that does not run from a base that does not', async () => {
    const good = { ...SIDE, overrides: short };
    const bad = { ...SIDE, overrides: ['sizes.n_bins=-1'] };
    const parity = await outputParity(good, bad, null, path('candidate'));
    expect(parity.passes).toBe(false);
    expect(parity.problems.join()).toContain('n_bins');
    await expect(outputParity(bad, good, null, path('base'))).rejects.toThrow(
      /the base cannot run .*n_bins/,
    );
  });
});
