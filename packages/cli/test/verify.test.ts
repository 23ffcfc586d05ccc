import { readFileSync } from 'node:fs';
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
  ])('refuses %j', async (args, reason) => {
    const { exitCode, stderr } = await marsdiskHere(['verify', ...args]);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(reason);
  });
});
