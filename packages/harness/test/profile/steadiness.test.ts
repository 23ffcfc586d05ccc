import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WarmUpRule } from '../../src/profile/definition/profile.ts';
import { judgeSteadiness } from '../../src/profile/measurement/steadiness.ts';

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
