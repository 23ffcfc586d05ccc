import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { refuseMixture } from '../src/drift.ts';
import { marsdiskHere } from './inThisProcess.ts';
import { temporaryFolder } from './marsdisk.ts';

const files = temporaryFolder('drift');

describe('marsdisk verify --drift', () => {
  it('prints how deviations grow, and writes numbers and a chart', async () => {
    const [json, chart] = [files.path('drift.json'), files.path('drift.svg')];
    const { exitCode, stdout, stderr } = await marsdiskHere([
      ...['verify', '--drift', '12', '--scenario', 'cells-1'],
      ...['--json', json, '--chart', chart],
    ]);
    expect(stderr).toBe('');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^cells-1: core and fast all, 1 cells × \d+ bins, 12 steps/);
    expect(stdout).toMatch(/^ +10 /m);
    expect(stdout).toMatch(/^Agrees: [\d,]+ values/m);
    const { passes, runs } = JSON.parse(readFileSync(json, 'utf8'));
    expect(passes).toBe(true);
    expect(runs[0].checkpoints).toEqual([1, 2, 5, 10, 12]);
    expect(readFileSync(chart, 'utf8')).toMatch(/^<svg[^>]+>[\s\S]*<polyline[\s\S]*<\/svg>\n$/);
  });

  it.each([
    [{ drift: true, golden: true }, '--golden: has no meaning together with --drift'],
    [{ config: 'configs/base.yml' }, '--config: has a meaning with --drift only'],
    [{ drift: 5, config: 'x.yml', scenario: ['hot'] }, '--config: give it or --scenario'],
  ])('refuses %j', (options, reason) => {
    expect(() => refuseMixture(options)).toThrow(reason);
  });
});
