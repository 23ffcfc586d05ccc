import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WarmUpRule } from '../../src/profile/definition/profile.ts';
import { judgeSteadiness, steadinessText } from '../../src/profile/measurement/steadiness.ts';

const RULE: WarmUpRule = {
  lead_seconds: 0,
  block_steps: 8,
  blocks: 3,
  tolerance_percent: 5,
  min_seconds: 0,
  max_seconds: 10,
};

describe('a warm-up', () => {
  it('is not steady before there are two sets of blocks', () => {
    expect(judgeSteadiness([1, 1, 1, 1, 1], RULE)).toEqual({ isSteady: false, change: null });
  });

  it('is steady when the last blocks take as long as those before', () => {
    expect(judgeSteadiness([9, 5, 1, 1, 1, 1, 1, 1.04], RULE).isSteady).toBe(true);
  });

  it('is not steady while blocks still get faster', () => {
    const { isSteady, change } = judgeSteadiness([4, 3.8, 3.6, 2, 1.9, 1.8], RULE);
    expect(isSteady).toBe(false);
    expect(change).toBeCloseTo(1.9 / 3.8 - 1, 12);
  });

  it('is not steady before its least duration', () => {
    const rule = { ...RULE, min_seconds: 7 };
    expect(judgeSteadiness([1, 1, 1, 1, 1, 1], rule).isSteady).toBe(false);
    expect(judgeSteadiness([1, 1, 1, 1, 1, 1, 1], rule).isSteady).toBe(true);
  });

  it('says what it was judged by, also where blocks took no time that could be measured', () => {
    const text = (seconds: readonly number[]) =>
      steadinessText(judgeSteadiness(seconds, RULE).change, seconds.length, 8, RULE);
    expect(text([1, 1])).toBe('only 2 blocks in 10 s, 6 are needed');
    expect(text([4, 4, 4, 3, 3, 3])).toBe(
      'the last 3 blocks of 8 steps took 25.0 % less than the 3 before',
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
    const blocks = fc.array(fc.double({ min: 0.01, max: 10, noNaN: true }), { minLength: 6 });
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
