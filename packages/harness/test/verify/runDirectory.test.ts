import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPlainEngine } from '@marsdisk/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engineSpec } from '../../src/engines.ts';
import { executeRun } from '../../src/run/executeRun.ts';
import { verifyAgainst } from '../../src/verify/against.ts';
import { ROOT } from './support.ts';

let folder = '';
const run = (name: string) => join(folder, name);

async function write(name: string, ...overrides: string[]): Promise<void> {
  await executeRun({
    source: {
      path: join(ROOT, 'tests', 'scenarios', 'bases', 'thin-dust.yml'),
      overrides: ['optical_depth.tau_stop=2.0e-4', ...overrides, `io.outdir=${run(name)}`],
    },
    engine: createPlainEngine,
    workingDirectory: ROOT,
    environment: {},
  });
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'against-'));
  await write('old');
  await write('streamed', 'io.streaming.enable=true', 'io.streaming.step_flush_interval=3');
  await write('other', 'material.rho=3270.00001');
  await write('coarse', 'io.series_stride=2', 'io.psd_history=false');
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('a run that was written', () => {
  it('is reproduced bit for bit by a fresh run of its configuration', async () => {
    const fresh = { engine: engineSpec('core'), name: 'core' };
    const { verdicts } = await verifyAgainst(run('old'), fresh, ROOT);
    expect(verdicts).toMatchObject([{ passes: true, isIdentical: true }]);
    expect(verdicts[0]!.values).toBeGreaterThan(20_000);
  });

  it('is reproduced by the fast engine', async () => {
    const fresh = { engine: engineSpec('fast', 'all'), name: 'fast' };
    expect(await verifyAgainst(run('old'), fresh, ROOT)).toMatchObject({ passes: true });
  });

  it('is the same when it was streamed', async () => {
    const streamed = { directory: run('streamed') };
    expect((await verifyAgainst(run('old'), streamed, ROOT)).verdicts).toMatchObject([
      { passes: true, isIdentical: true },
    ]);
  });

  it('is not the run of grains that are denser by 3e-9', async () => {
    const report = await verifyAgainst(run('old'), { directory: run('other') }, ROOT);
    expect(report.passes).toBe(false);
    expect(report.firstFailure!.problems.join('\n')).toMatch(/run\.Sigma_surf row/);
  });

  it('is not the run that kept fewer rows', async () => {
    const { firstFailure } = await verifyAgainst(run('old'), { directory: run('coarse') }, ROOT);
    expect(firstFailure!.problems.join('\n')).toMatch(/^run: \d+ rows instead of/m);
    expect(firstFailure!.problems.join('\n')).toMatch(/^psd_hist: 0 rows instead of/m);
  });

  it('has to be there and complete', async () => {
    const gone = { directory: run('gone') };
    await expect(verifyAgainst(run('old'), gone, ROOT)).rejects.toThrow(
      /gone\/summary\.json: missing/,
    );
    const budget = join(run('other'), 'checks', 'mass_budget.csv');
    writeFileSync(budget, `${readFileSync(budget, 'utf8')}1,2\n`);
    await expect(verifyAgainst(run('old'), { directory: run('other') }, ROOT)).rejects.toThrow(
      /mass_budget\.csv:\d+: 2 values; the header has 7/,
    );
  });
});
