import { cpSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { marsdiskHere } from './inThisProcess.ts';
import { marsdisk, ROOT, temporaryFolder } from './marsdisk.ts';

const files = temporaryFolder('verify');

describe('marsdisk verify', () => {
  it('ends with 0, a table and a record when a scenario agrees', async () => {
    const json = files.path('report.json');
    const { exitCode, stdout } = await marsdisk([
      ...['verify', '--scenario', 'cells-1', 'hot', '--cache', 'all'],
      ...['--threads', '1', '--json', json],
    ]);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^scenario +compared +worst column/);
    expect(stdout).toMatch(/All agree: 4 comparisons of [\d,]+ values/);
    const report = JSON.parse(readFileSync(json, 'utf8'));
    expect(report).toMatchObject({ format: 1, passes: true, tolerance: 1e-10 });
    expect(report.verdicts.map(({ scenario }: { scenario: string }) => scenario)).toEqual([
      ...['cells-1', 'hot', 'cells-1', 'hot'],
    ]);
  });

  it('ends with 1 and names the place when something differs', async () => {
    const { exitCode, stdout } = await marsdiskHere([
      ...['verify', '--scenario', 'cells-1', '--cache', 'moments', '--rtol', '0'],
    ]);
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/First failure: chosen, cells-1, moments\n {2}run\.\w+ row \d+: /);
  });

  it('prints the ablation alone, and records it', async () => {
    const json = files.path('ablation.json');
    const { exitCode, stdout } = await marsdiskHere(['verify', '--ablation', '--json', json]);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^Ablation: commands until .* all were found out\.\n\n +sizes +widths/);
    expect(stdout).toMatch(/\nqstar +\d+ +\d+ +\d+ +\d+\n/);
    const { ablation, verdicts } = JSON.parse(readFileSync(json, 'utf8'));
    expect(ablation).toMatchObject({ commands: 20_000, seed: 20_260_101 });
    expect(ablation.rows).toContainEqual({
      cache: 'supply',
      input: 'floor',
      killedAfter: expect.any(Number),
    });
    expect(verdicts.every(({ check }: { check: string }) => check === 'ablation')).toBe(true);
  });

  it.each([
    ['', 'a name is empty; it must be all, off, shadow or names'],
    ['weights,,qstar', 'a name is empty'],
    ['-', 'a name is empty'],
    ['weight', '"weight" is none of all, off, shadow, weights, .* did you mean "weights"'],
  ])('names what is wrong with --cache "%s"', async (cache, reason) => {
    const { exitCode, stderr } = await marsdiskHere([
      'verify',
      '--scenario',
      'hot',
      `--cache=${cache}`,
    ]);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(new RegExp(`^marsdisk: --cache: "${cache}"; .*${reason}`));
  });

  it('ends with 1 and names the file where a golden one is missing', async () => {
    const root = files.path('root');
    cpSync(join(ROOT, 'tests', 'golden'), join(root, 'tests', 'golden'), { recursive: true });
    rmSync(join(root, 'tests', 'golden', 'runs', 'solid_default', 'run.json'));
    const { exitCode, stderr } = await marsdisk(['verify', '--golden'], { cwd: root });
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(
      /^marsdisk: .*golden: not the golden files.*\nmarsdisk: {3}runs\/solid_default\/run\.json: missing\n$/,
    );
  });

  it('ends with 1 where there is no run to reproduce', async () => {
    const { exitCode, stderr } = await marsdiskHere(['verify', '--against', files.path('nothing')]);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^marsdisk: .*nothing\/summary\.json: missing; .* no run/);
  });

  it.each([
    [['--run', ROOT], /--run .*: needs --against/],
    [['--against', ROOT, '--golden'], /--golden: has no meaning together with --against/],
    [['--against', ROOT, '--run', ROOT, '--cache', 'off'], /--cache: has no meaning for --run/],
    [['--rtol', '2'], /It must be at least 0 and below 1/],
    [['--threads', '0'], /It must be at least 1/],
    [['--deep', '1e15'], /It must be at least 1 and at most 1000000000/],
    [['--golden', '--each'], /--each: has no meaning for golden runs; name scenarios/],
    [['--ablation', '--golden'], /--golden: has no meaning together with --ablation/],
    [['--ablation', '--deep'], /--deep: has no meaning together with --ablation/],
    [['--ablation', '--against', ROOT], /--ablation: has no meaning together with --against/],
    [['--ablation', '--drift'], /--ablation: has no meaning together with --drift/],
  ])('refuses %j', async (args, reason) => {
    const { exitCode, stderr } = await marsdiskHere(['verify', ...args]);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(reason);
  });
});
