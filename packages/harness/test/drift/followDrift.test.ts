import { createPlainEngine, type EngineFactory, RUN_TABLES } from '@marsdisk/core';
import { engineFactory } from '@marsdisk/fast';
import { beforeAll, describe, expect, it } from 'vitest';
import { driftChart } from '../../src/drift/chart.ts';
import { checkpointSteps } from '../../src/drift/checkpoints.ts';
import { type DriftReport, followDrift } from '../../src/drift/followDrift.ts';
import { loadConfiguration } from '../../src/drift/loadConfiguration.ts';
import { powerOf } from '../../src/drift/power.ts';
import { driftText } from '../../src/drift/text.ts';
import { engineSpec } from '../../src/engines.ts';
import type { PreparedRun } from '../../src/verify/runInMemory.ts';
import { perturbed, ROOT } from '../verify/support.ts';

const CELLS = 3;
const STEPS = 30;
let run: PreparedRun;
beforeAll(async () => {
  run = await loadConfiguration(ROOT, 'configs/small.yml', [`geometry.Nr=${CELLS}`]);
});

const follow = (engine: EngineFactory, steps = STEPS): DriftReport =>
  followDrift(run, { engine, engineName: 'fast', steps });

/** The plain engine, its opacity wrong from a call on. */
function wrongFrom(call: number, factor: number): EngineFactory {
  let calls = 0;
  return perturbed((plain) => ({
    opacity: (...args) => plain.opacity(...args) * (++calls >= call ? factor : 1),
  }));
}

describe('two engines side by side', () => {
  it('agree for the plain and the fast one, within growing deviations of every kind of column', () => {
    const report = follow(engineFactory(engineSpec('fast')));
    expect(report.passes).toBe(true);
    expect(report.steps).toBe(STEPS);
    expect(report.checkpoints).toEqual([1, 2, 5, 10, 20, 30]);
    for (const { upTo } of report.groups) expect(upTo).toEqual(upTo.toSorted((a, b) => a - b));
    const most = Math.max(...report.groups.map(({ upTo }) => upTo.at(-1)!));
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThan(1e-10);
  });

  it('are compared in every column of every table and in every step', () => {
    const report = follow(createPlainEngine, 4);
    expect(report.isIdentical).toBe(true);
    const compared = new Set(report.columns.map(({ column }) => column));
    for (const [table, columns] of Object.entries(RUN_TABLES))
      for (const { name, fields } of columns)
        if (fields === undefined) expect(compared, name).toContain(`${table}.${name}`);
    const perStep =
      CELLS * RUN_TABLES.run.length + report.bins * CELLS * RUN_TABLES.psd_hist.length;
    expect(report.values).toBeGreaterThan(4 * perStep);
  });

  it('fail where one is wrong by 1e-9, and the report names column, step and cell', () => {
    const wrong = follow(wrongFrom(1, 1 + 1e-9), 6);
    expect(wrong.passes).toBe(false);
    const kappa = wrong.columns.find(({ column }) => column === 'run.kappa_surf');
    expect(kappa?.firstFailure?.place).toMatchObject({ step: 1, cell: 0 });
    expect(kappa?.firstFailure?.relative).toBeCloseTo(1e-9, 12);
    expect(driftText([wrong])).toMatch(/^run\.kappa_surf, step 1, cell 0: [\d.e-]+ instead of/m);
    expect(driftText([wrong])).toMatch(/^FAILS: /m);
  });

  it('fail at the step from which one is wrong, and not before', () => {
    let calls = 0;
    const counted = perturbed((plain) => ({
      opacity(...args) {
        calls++;
        return plain.opacity(...args);
      },
    }));
    follow(counted, 5);
    const late = follow(wrongFrom(calls + 1, 1 + 1e-9), 12);
    const steps = late.columns.flatMap(({ firstFailure }) => firstFailure?.place.step ?? []);
    expect(Math.min(...steps)).toBe(6);
    expect(late.groups.find(({ group }) => group === 'density')?.upTo.slice(0, 3)).toEqual([
      0, 0, 0,
    ]);
  });

  it('fail where one of them breaks a law, and the report names the law', () => {
    const negative = perturbed((plain) => ({
      radiation(temperature, out) {
        plain.radiation(temperature, out);
        out.betaMin *= -1;
      },
    }));
    const report = follow(negative, 2);
    expect(report.passes).toBe(false);
    expect(report.brokenLaws.map(({ law }) => law)).toContain('signs');
    expect(driftText([report])).toMatch(/^law "signs", fast: run\.\w+ step 1, cell 0 is -/m);
  });

  it('are followed to the end of a run that is shorter, which the report says', () => {
    const report = follow(createPlainEngine, 1_000_000);
    expect(report.steps).toBeLessThan(1_000_000);
    expect(report.ended).toMatch(/^ended: /);
    expect(report.checkpoints.at(-1)).toBe(report.steps);
  });
});

describe('the growth of a drift', () => {
  it('is told at 1, 2, 5 times the powers of ten and at the end', () => {
    expect(checkpointSteps(1)).toEqual([1]);
    expect(checkpointSteps(20)).toEqual([1, 2, 5, 10, 20]);
    expect(checkpointSteps(20_000).slice(-3)).toEqual([5000, 10_000, 20_000]);
  });

  it('has the power of the law that it follows', () => {
    const steps = [1, 2, 5, 10, 20, 50];
    expect(
      powerOf(
        steps,
        steps.map((step) => 3e-16 * Math.sqrt(step)),
      ),
    ).toBeCloseTo(0.5, 12);
    expect(powerOf(steps, [0, 0, 0, 1e-16, 1e-16, 1e-16])).toBeNull();
  });

  it('is drawn with a line for every kind of column and one for what is allowed', () => {
    const chart = driftChart([follow(wrongFrom(1, 1 + 1e-9), 3)]);
    expect(chart.match(/<polyline/g)).toHaveLength(9);
    expect(chart).toContain('class="limit"');
    expect(chart).not.toContain('NaN');
  });
});
