import { describe, expect, it } from 'vitest';
import {
  CONFIDENCE,
  isLastLook,
  isLook,
  judgeMemory,
  judgeSpeed,
  LOOK_CONFIDENCE,
  LOOKS,
  type SpeedRule,
  type SpeedVerdict,
} from '../../src/gate/decide.ts';

const NO_CLAIM: SpeedRule = { claim: null, allowedRegression: 0.03, halfWidth: 0.015 };
const CLAIM: SpeedRule = { ...NO_CLAIM, claim: 0.2 };

/** Ratios spread evenly, in logarithm, around a centre. */
function around(centre: number, spread: number, pairs: number): number[] {
  return Array.from(
    { length: pairs },
    (_, i) => centre * Math.exp(spread * ((2 * i) / (pairs - 1) - 1)),
  );
}

describe('without a claim', () => {
  it('equal times pass', () => {
    expect(judgeSpeed(around(1, 0.01, 9), NO_CLAIM, false).outcome).toBe('pass');
  });

  it('a clear slow-down fails', () => {
    expect(judgeSpeed(around(0.8, 0.05, 9), NO_CLAIM, false).outcome).toBe('fail');
  });

  it('a slow-down within what is allowed passes when it is measured precisely', () => {
    const slower = around(1 / 1.025, 0.012, 39);
    expect(judgeSpeed(slower, NO_CLAIM, true).outcome).toBe('pass');
    expect(judgeSpeed(slower, { ...NO_CLAIM, allowedRegression: 0 }, true).outcome).toBe('fail');
  });

  it('noise gives no decision, and says so', () => {
    const verdict = judgeSpeed(around(1, 0.5, 13), NO_CLAIM, true);
    expect(verdict.outcome).toBe('undecided');
    expect(verdict.reason).toMatch(/noisy/);
  });

  it('too few pairs give no decision, however clear they are', () => {
    const verdict = judgeSpeed(around(0.5, 0.001, 7), NO_CLAIM, true);
    expect(verdict.outcome).toBe('undecided');
    expect(verdict.reason).toContain('only 7 of the 8 pairs');
  });
});

describe('with a claim of 20 % less time', () => {
  it('passes when the lower bound of the speed-up is at least 1.25', () => {
    expect(judgeSpeed(around(1.3, 0.02, 9), CLAIM, false).outcome).toBe('pass');
    expect(judgeSpeed(around(1.25, 0, 9), CLAIM, false).outcome).toBe('pass');
  });

  it('fails when the upper bound is below it', () => {
    expect(judgeSpeed(around(1.2, 0.02, 9), CLAIM, false).outcome).toBe('fail');
    expect(judgeSpeed(around(1, 0.02, 9), CLAIM, false).outcome).toBe('fail');
  });

  it('fails when a precise interval does not lie above it', () => {
    const verdict = judgeSpeed(around(1.25, 0.012, 39), CLAIM, false);
    expect(verdict.outcome).toBe('fail');
    expect(verdict.reason).toMatch(/does not surely reach the claim of 20 % less time/);
  });

  it('gives no decision when a wide interval holds it', () => {
    expect(judgeSpeed(around(1.25, 0.2, 9), CLAIM, false).outcome).toBe('undecided');
  });
});

describe('memory', () => {
  it('may be a tenth more, but not a fifth', () => {
    expect(judgeMemory(around(1 / 1.05, 0.01, 9)).isFailing).toBe(false);
    expect(judgeMemory(around(1 / 1.2, 0.01, 9)).isFailing).toBe(true);
  });

  it('does not fail for peaks that scatter', () => {
    expect(judgeMemory(around(1 / 1.12, 0.1, 9)).isFailing).toBe(false);
  });

  it('says how much more or less it is', () => {
    expect(judgeMemory(around(1 / 1.2, 0.01, 9)).reason).toContain('20 % more');
    expect(judgeMemory(around(1.25, 0.01, 9)).reason).toContain('20 % less');
  });
});

describe('repeated looks', () => {
  it('share the probability of an error among them', () => {
    expect(1 - LOOK_CONFIDENCE).toBeCloseTo((1 - CONFIDENCE) / LOOKS.length, 12);
    expect(LOOKS.filter(isLook)).toEqual(LOOKS);
    expect(LOOKS.filter(isLastLook)).toEqual([LOOKS.at(-1)]);
    expect(isLook(LOOKS[0]! + 1)).toBe(false);
  });
});

/** Logarithms of measured ratios scatter like this: normal, or with one pair in ten far off. */
const NOISES = {
  'normal noise of 2 %': (draw: Draw) => 0.02 * draw.normal(),
  'normal noise of 6 %': (draw: Draw) => 0.06 * draw.normal(),
  'noise of 4 % with outliers of 40 %': (draw: Draw) =>
    (draw.uniform() < 0.1 ? 0.4 : 0.04) * draw.normal(),
} as const;

describe.each(Object.entries(NOISES))('1000 simulated gates with %s', (_, noise) => {
  const GATES = 1000;

  it('hardly ever fail a candidate that is the base', () => {
    const { fail } = simulate(GATES, 1, noise, NO_CLAIM, 1);
    // One in thirty is what is promised; the margin makes it far fewer.
    expect(fail).toBeLessThanOrEqual(GATES / 100);
  });

  it('fail a candidate at the limit of what is allowed as rarely as the confidence says', () => {
    const { fail } = simulate(GATES, 1 / 1.03, noise, NO_CLAIM, 2);
    const tail = (1 - CONFIDENCE) / 2;
    expect(fail / GATES).toBeLessThanOrEqual(tail + 3 * Math.sqrt((tail * (1 - tail)) / GATES));
  });

  it('fail every candidate that is 25 % slower', () => {
    const counts = simulate(GATES, 1 / 1.25, noise, NO_CLAIM, 3);
    expect(counts).toEqual({ pass: 0, fail: GATES, undecided: 0 });
  });

  it('grant no claim of 20 % to a candidate that just misses it more often than the confidence says', () => {
    const { pass } = simulate(GATES, 1.2499, noise, CLAIM, 4);
    const tail = (1 - CONFIDENCE) / 2;
    expect(pass / GATES).toBeLessThanOrEqual(tail + 3 * Math.sqrt((tail * (1 - tail)) / GATES));
  });

  it('grant a claim of 20 % to a candidate that is twice as fast', () => {
    expect(simulate(GATES, 2, noise, CLAIM, 5).pass).toBe(GATES);
  });
});

it('on a quiet machine a candidate that is the base passes', () => {
  const quiet = NOISES['normal noise of 2 %'];
  expect(simulate(1000, 1, quiet, NO_CLAIM, 6).pass).toBeGreaterThan(980);
});

interface Draw {
  readonly uniform: () => number;
  readonly normal: () => number;
}

/** Outcomes of gates whose pairs have a true ratio and noise on its logarithm. */
function simulate(
  gates: number,
  ratio: number,
  noise: (draw: Draw) => number,
  rule: SpeedRule,
  seed: number,
): Record<SpeedVerdict['outcome'], number> {
  const draw = drawing(seed);
  const counts = { pass: 0, fail: 0, undecided: 0 };
  for (let gate = 0; gate < gates; gate++) {
    const ratios: number[] = [];
    let outcome: SpeedVerdict['outcome'] = 'undecided';
    while (outcome === 'undecided' && !isLastLook(ratios.length)) {
      ratios.push(ratio * Math.exp(noise(draw)));
      if (isLook(ratios.length))
        outcome = judgeSpeed(ratios, rule, isLastLook(ratios.length)).outcome;
    }
    counts[outcome]++;
  }
  return counts;
}

/** Random numbers from a seed (mulberry32). */
function drawing(seed: number): Draw {
  let state = seed >>> 0;
  const uniform = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  return {
    uniform,
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
  };
}
