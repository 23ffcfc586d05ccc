import { describe, expect, it } from 'vitest';
import type { Measurement } from '../../src/profile/measurement/measurement.ts';
import { ratioStatement } from '../../src/profile/report/facts.ts';
import { comparisonText } from '../../src/profile/report/terminal.ts';
import { compareEngines } from '../../src/profile/results/compare.ts';
import type { EngineResult } from '../../src/profile/results/result.ts';

/** An engine that took passes of one cell-step with these times, wall and processor. */
function engine(
  label: string,
  passes: readonly (readonly [seconds: number, cpuSeconds: number])[],
  workers = 1,
): EngineResult {
  const measurement = {
    passes: passes.map(([seconds, cpuSeconds]) => ({
      seconds,
      cpuSeconds,
      steps: 1,
      cellSteps: 1,
    })),
  } as unknown as Measurement;
  return {
    label,
    workers,
    isSteady: true,
    cellStep: { median: 1, min: 1, max: 1, count: passes.length },
    measurements: [measurement],
  } as unknown as EngineResult;
}

const four = (seconds: number, cpuSeconds: number) =>
  Array.from({ length: 4 }, () => [seconds, cpuSeconds] as const);

describe('the comparison of two engines', () => {
  it('goes by the clock where both had the processor', () => {
    const comparison = compareEngines(engine('core', four(6, 5.9)), engine('fast', four(2, 1.9)));
    expect(comparison).toMatchObject({ headline: 'clock', caution: null });
    expect(comparison.speedup).toEqual({ value: 3, low: 3, high: 3 });
    expect(comparison.processor!.value).toBeCloseTo(5.9 / 1.9, 12);
    expect(ratioStatement(comparison)).toEqual([
      'fast is 3.00 × (3.00 to 3.00) as fast as core, by the clock; by processor time 3.11 × (3.11 to 3.11)',
    ]);
  });

  it('goes by processor time where one of them had to wait, and says so', () => {
    const comparison = compareEngines(engine('core', four(6, 6)), engine('fast', four(4, 2)));
    expect(comparison.headline).toBe('processor');
    expect(comparison.caution).toBe(
      'fast had the processor for 50 % of its time: files or other programs were in the way, so processor time is compared, and the clock stands beside it',
    );
    const text = comparisonText([comparison]);
    expect(text).toContain(
      'fast is 3.00 × (3.00 to 3.00) as fast as core, by processor time; by the clock 1.50 × (1.50 to 1.50)',
    );
    expect(text).toContain(comparison.caution!);
  });

  it('knows no processor time of a team: its main thread waits for the others', () => {
    const comparison = compareEngines(engine('one', four(6, 6)), engine('two', four(3, 1), 2));
    expect(comparison).toMatchObject({ headline: 'clock', processor: null, caution: null });
    expect(comparison.speedup!.value).toBe(2);
  });

  it('has no interval from a few passes', () => {
    const { speedup, caution } = compareEngines(
      engine('core', four(6, 6)),
      engine('fast', [[2, 2]]),
    );
    expect(speedup).toEqual({ value: 3, low: null, high: null });
    expect(caution).toMatch(/^no interval: it needs 4 passes on both sides/);
  });
});
