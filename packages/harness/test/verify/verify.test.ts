import { describe, expect, it } from 'vitest';
import { allMutants } from '../../src/proof/index.ts';
import { selectVerification } from '../../src/verify/selection.ts';
import { reportText } from '../../src/verify/text.ts';
import { reportOf, type VerifyProgress, verify } from '../../src/verify/verify.ts';
import type { Verdict } from '../../src/verify/verifyRun.ts';
import { ROOT } from './support.ts';

describe('verify', () => {
  it('compares scenarios in worker threads and reports on all of them', async () => {
    const progress: VerifyProgress[] = [];
    const report = await verify({
      root: ROOT,
      ...selectVerification({ scenario: ['cells-1', 'hot', 'stop-in-error'], cache: 'all' }),
      threads: 2,
      onProgress: (now) => progress.push(now),
    });
    expect(report.passes).toBe(true);
    expect(report.verdicts.map(({ check, scenario }) => `${check} ${scenario}`)).toEqual([
      'invariants cells-1',
      'invariants hot',
      'invariants stop-in-error',
      'chosen cells-1',
      'chosen hot',
      'chosen stop-in-error',
    ]);
    expect(progress.map(({ done, total }) => `${done}/${total}`)).toEqual(['1/3', '2/3', '3/3']);
    expect(JSON.parse(JSON.stringify(report))).toMatchObject({ format: 1, passes: true });
  });

  it('reproduces golden runs with both engines', async () => {
    const report = await verify({
      root: ROOT,
      ...selectVerification({ golden: true }),
      goldenRuns: ['tau_stop_all', 'surface_ode_error'],
      threads: 1,
    });
    expect(report.verdicts).toHaveLength(4);
    expect(report.passes).toBe(true);
  });

  it('fails when nothing but the same bits is allowed to an engine that sums in another order', async () => {
    const report = await verify({
      root: ROOT,
      ...selectVerification({ scenario: ['cells-1'], cache: 'moments' }),
      tolerance: 0,
    });
    expect(report.passes).toBe(false);
    expect(reportText(report, false)).toMatch(
      /FAILS[\s\S]*First failure: chosen, cells-1, moments/,
    );
  });

  it('fails where an input is missing from a key and nobody sees it', async () => {
    const { goldenVariants, variants } = selectVerification({});
    // Ever so few commands: most inputs do not change in them.
    const report = await verify({
      ...{ root: ROOT, scenarios: [], goldenRuns: [], goldenVariants, variants },
      ...{ ablationCommands: 1, seed: 1 },
    });
    expect(report).toMatchObject({ passes: false, firstFailure: { check: 'ablation' } });
    expect(report.ablation!.rows.map(({ cache }) => cache)).toEqual(
      allMutants().map(({ cache }) => cache),
    );
    const text = reportText(report, false);
    expect(text).toMatch(/\n\w.*SURVIVED/);
    expect(text).toMatch(/cache "\w+" without "\w+" in its key: no wrong answer in 1 commands/);
  });

  it('refuses a golden run that does not exist', async () => {
    const options = { root: ROOT, ...selectVerification({ golden: true }), goldenRuns: ['solid'] };
    await expect(verify(options)).rejects.toThrow('golden run "solid": there is none of that name');
  });

  it('refuses a scenario that does not exist before anything runs', async () => {
    const options = { root: ROOT, ...selectVerification({ scenario: ['cell-1'] }) };
    await expect(verify(options)).rejects.toThrow(/no such scenario; did you mean "cells-1"\?/);
  });
});

describe('the report of a verification', () => {
  const verdict = (check: Verdict['check'], scenario: string, passes: boolean): Verdict => ({
    check,
    scenario,
    variant: 'v',
    passes,
    isIdentical: false,
    values: 10,
    worst: { column: 'run.tau', row: 3, relative: 1e-12, absolute: 1e-15, actual: 1, expected: 2 },
    problems: passes ? [] : ['run.tau row 3: 1 instead of 2'],
    elapsed: 1,
  });

  it('names the first failing comparison, in the order golden, laws, engines', () => {
    const report = reportOf(
      [verdict('all', 'a', false), verdict('golden', 'z', false), verdict('off', 'a', true)],
      1e-10,
      1,
    );
    expect(report.firstFailure).toMatchObject({ check: 'golden', scenario: 'z' });
    const text = reportText(report, true);
    expect(text).toContain('First failure: golden, z, v\n  run.tau row 3: 1 instead of 2');
    expect(text).toContain('2 FAIL: 3 comparisons of 30 values');
  });
});
