import { resolve } from 'node:path';
import { advanceRun, BLOCK_STEPS, type Run } from '@marsdisk/core';
import { describe, expect, it } from 'vitest';
import { calibrate } from '../../src/estimate/calibrate.ts';
import { engineSpec } from '../../src/index.ts';
import { prepareRun } from '../../src/run/prepareRun.ts';

const ROOT = resolve(import.meta.dirname, '..', '..', '..', '..');

async function smallRun(years: number): Promise<Run> {
  const { run } = await prepareRun({
    source: {
      path: resolve(ROOT, 'configs', 'small.yml'),
      overrides: [`numerics.t_end_years=${years}`],
    },
    engine: engineSpec('fast'),
    environment: {},
    workingDirectory: ROOT,
  });
  return run;
}

/** A crew whose steps take what `milliseconds` says of each, by its number, on a clock of their own. */
function timedCrew(run: Run, milliseconds: (step: number) => number) {
  let clock = 0;
  return {
    now: () => clock,
    crew: {
      advance(steps: number) {
        const first = run.clock.step;
        const goesOn = advanceRun(run, steps);
        for (let step = first; step < run.clock.step; step++) clock += milliseconds(step);
        return goesOn;
      },
    },
  };
}

describe('the calibration of a run', () => {
  it('counts warm steps only, without the start of the threads', async () => {
    const run = await smallRun(1);
    const started = (step: number) => (step === 0 ? 5000 : step < 100 ? 5 : 0.125);
    const { crew, now } = timedCrew(run, started);
    const { warmUp, warm, pieces, secondsPerStep, spread } = await calibrate(run, crew, 2, now);
    expect(warmUp.seconds).toBeGreaterThan(5.4);
    expect(warmUp.steps).toBeGreaterThanOrEqual(32 * BLOCK_STEPS);
    expect(secondsPerStep).toBeCloseTo(0.000125, 12);
    expect(spread.low).toBeCloseTo(1, 9);
    expect(spread.high).toBeCloseTo(1, 9);
    expect(warm.steps).toBeGreaterThanOrEqual(8 * BLOCK_STEPS);
    expect(warm.seconds).toBeGreaterThanOrEqual(1.5);
    expect(pieces.length).toBeGreaterThan(10);
    expect(warmUp.steps + warm.steps).toBe(run.clock.step);
  });

  it('takes whole blocks, and no more at once than a run does', async () => {
    const run = await smallRun(1);
    const { crew, now } = timedCrew(run, (step) => (step < 2 ? 1 : 0.3));
    const { pieces } = await calibrate(run, crew, 1, now);
    for (const { steps } of pieces) expect(steps).toBe(3 * BLOCK_STEPS);
  });

  it('shows how far the steps are apart', async () => {
    const run = await smallRun(1);
    const { crew, now } = timedCrew(run, (step) => (step < 2000 ? 0.5 : 1.5));
    const { secondsPerStep, spread } = await calibrate(run, crew, 1, now);
    expect(spread.low * secondsPerStep).toBeCloseTo(0.0005, 9);
    expect(spread.high * secondsPerStep).toBeCloseTo(0.0015, 9);
  });

  it('is content with a few steps that take long', async () => {
    const run = await smallRun(1);
    const { crew, now } = timedCrew(run, () => 20_000);
    const { warmUp, warm, secondsPerStep } = await calibrate(run, crew, 1, now);
    expect(warmUp.steps).toBe(3);
    expect(warm.steps).toBe(1);
    expect(secondsPerStep).toBe(20);
  });

  it('knows a run that ends meanwhile', async () => {
    const run = await smallRun(0.001);
    const { crew, now } = timedCrew(run, () => 2);
    const calibration = await calibrate(run, crew, 1, now);
    expect(calibration).toMatchObject({ hasEnded: true, pieces: [], warm: { steps: 0 } });
    expect(calibration.warmUp.steps).toBe(106);
    expect(calibration.secondsPerStep).toBeCloseTo(0.002, 12);
  });
});
