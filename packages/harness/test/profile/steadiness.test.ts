import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WarmUpRule } from '../../src/profile/definition/profile.ts';
import { type Cycle, collectBlocks } from '../../src/profile/measurement/blocks.ts';
import { isEnough } from '../../src/profile/measurement/enough.ts';
import { judgeSteadiness, steadinessText } from '../../src/profile/measurement/steadiness.ts';

const RULE: WarmUpRule = {
  lead_seconds: 0,
  blocks: 3,
  tolerance_percent: 5,
  scatter_percent: 25,
  min_seconds: 0,
  max_seconds: 10,
};

describe('a warm-up', () => {
  it('is not steady before two verdicts are possible', () => {
    expect(judgeSteadiness([1, 1, 1, 1, 1], RULE)).toEqual({
      isSteady: false,
      change: null,
      scatter: null,
      events: [],
    });
    expect(judgeSteadiness([1, 1, 1, 1, 1, 1], RULE)).toMatchObject({ isSteady: false, change: 0 });
    expect(judgeSteadiness([1, 1, 1, 1, 1, 1, 1], RULE).isSteady).toBe(true);
  });

  it('is steady when the last blocks take as long as those before', () => {
    expect(judgeSteadiness([9, 5, 1, 1, 1, 1, 1, 1, 1.04], RULE).isSteady).toBe(true);
  });

  it('compares blocks of the same work with each other', () => {
    expect(judgeSteadiness([1, 2, 8, 1, 2, 8, 1], RULE)).toMatchObject({
      isSteady: true,
      change: 0,
      scatter: 0,
    });
  });

  it('is not steady while blocks still get faster', () => {
    const { isSteady, change } = judgeSteadiness([5, 4, 3.8, 3.6, 2, 1.9, 1.8], RULE);
    expect(isSteady).toBe(false);
    expect(change).toBeCloseTo(0.5 - 1, 12);
  });

  it('is not steady by a single lucky verdict', () => {
    // The medians agree for once, while the machine code still gets faster.
    expect(judgeSteadiness([3, 3, 3, 2, 2, 2, 2, 2], RULE).isSteady).toBe(false);
    expect(judgeSteadiness([3, 3, 3, 2, 2, 2, 2, 2, 2, 2], RULE).isSteady).toBe(true);
  });

  it('is not steady while blocks scatter, whatever their median', () => {
    const { isSteady, change, scatter } = judgeSteadiness([1, 1, 1, 1, 1, 1, 1, 1.3], RULE);
    expect({ isSteady, change }).toEqual({ isSteady: false, change: 0 });
    expect(scatter).toBeCloseTo(0.3, 12);
  });

  it('is not steady while the code of a hot function changes in the blocks that decide', () => {
    const seconds = [1, 1, 1, 1, 1, 1, 1];
    const events = (block: number) => seconds.map((_, i) => (i === block ? ['kernel'] : []));
    for (const block of [3, 4, 5, 6])
      expect(judgeSteadiness(seconds, RULE, events(block)).isSteady).toBe(false);
    expect(judgeSteadiness(seconds, RULE, events(2)).isSteady).toBe(true);
  });

  it('is not steady before its least duration', () => {
    const rule = { ...RULE, min_seconds: 8 };
    expect(judgeSteadiness([1, 1, 1, 1, 1, 1, 1], rule).isSteady).toBe(false);
    expect(judgeSteadiness([1, 1, 1, 1, 1, 1, 1, 1], rule).isSteady).toBe(true);
  });

  it('says what it was judged by, also where blocks took no time that could be measured', () => {
    const text = (seconds: readonly number[], events: readonly (readonly string[])[] = []) =>
      steadinessText(judgeSteadiness(seconds, RULE, events), seconds.length, '8 steps', RULE);
    expect(text([1, 1])).toBe('only 2 blocks in 10 s, 7 are needed');
    expect(text([1, 1, 1, 1, 1, 1, 1])).toBe(
      'the last 3 blocks of 8 steps took 0.0 % less than the 3 before, within 0.0 %',
    );
    expect(text([4, 4, 4, 3, 3, 3], [[], [], [], [], ['kernel'], []])).toBe(
      'the last 3 blocks of 8 steps took 25.0 % less than the 3 before, within 0.0 %, and the machine code of kernel still changed; at most 5 % within 25 %, twice in a row, is steady',
    );
    for (const seconds of [
      [0, 0, 0, 1, 1, 1],
      [0, 0, 0, 0, 0, 0],
    ]) {
      expect(text(seconds)).toBe('blocks of 8 steps are too short for the clock of the processor');
      expect(judgeSteadiness(seconds, RULE).isSteady).toBe(false);
    }
  });

  it('is judged the same on a faster machine', () => {
    const blocks = fc.array(fc.double({ min: 0.01, max: 10, noNaN: true }), { minLength: 7 });
    fc.assert(
      fc.property(blocks, (seconds) => {
        const halved = judgeSteadiness(
          seconds.map((value) => value / 2),
          RULE,
        );
        expect(halved.isSteady).toBe(judgeSteadiness(seconds, RULE).isSteady);
      }),
    );
  });
});

describe('the blocks of a warm-up', () => {
  const cycle = (...cpuSeconds: number[]): Cycle => ({
    slices: cpuSeconds.map((seconds) => ({ cpuSeconds: seconds, trace: '' })),
    cpuSeconds: cpuSeconds.reduce((sum, seconds) => sum + seconds, 0),
    trace: '',
    steps: 30,
    seconds: 1,
    profile: { nodes: [], samples: [], timeDeltas: [], startTime: 0, endTime: 0 },
  });

  it('are parts of a long pass, each compared with itself', () => {
    const blocks = collectBlocks(RULE, new Set());
    for (const pass of [cycle(0.3, 0.2, 0.4), cycle(0.1, 0.2, 0.3)]) blocks.add(pass);
    expect(blocks.seconds).toEqual([0.3, 0.2, 0.4, 0.1, 0.2, 0.3]);
    expect(blocks.kind()).toBe('10 steps');
  });

  it('are so many short passes as take a tenth of a second', () => {
    const blocks = collectBlocks(RULE, new Set());
    for (let i = 0; i < 9; i++) blocks.add(cycle(0.01, 0.01, 0.005));
    // The first one is found too short; then four make a block.
    expect(blocks.seconds.map((seconds) => seconds.toFixed(3))).toEqual(['0.100', '0.100']);
    expect(blocks.kind()).toBe('4 × 30 steps');
  });
});

describe('a measurement', () => {
  const RULES = { steps: null, seconds: 2 };

  it('lasts until it has its seconds, the passes of an interval and its samples', () => {
    const enough = { seconds: 2, passes: 4, samples: 5000 };
    expect(isEnough(enough, RULES, 5000)).toBe(true);
    for (const less of [{ seconds: 1.9 }, { passes: 3 }, { samples: 4999 }])
      expect(isEnough({ ...enough, ...less }, RULES, 5000)).toBe(false);
  });

  it('ends in any case after four times its seconds, but not without a pass', () => {
    expect(isEnough({ seconds: 8, passes: 1, samples: 10 }, RULES, 5000)).toBe(true);
    const shortest = { steps: null, seconds: 0 };
    expect(isEnough({ seconds: 0, passes: 0, samples: 0 }, shortest, 5000)).toBe(false);
    expect(isEnough({ seconds: 0.1, passes: 1, samples: 0 }, shortest, 5000)).toBe(true);
  });
});
