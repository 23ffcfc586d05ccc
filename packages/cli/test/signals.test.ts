import { existsSync, readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { asyncBufferFromFile, parquetMetadataAsync } from 'hyparquet';
import { describe, expect, it } from 'vitest';
import { filesBelow, marsdisk, runRecord, temporaryFolder } from './marsdisk.ts';

const { path } = temporaryFolder('signals');

/** Starts a run that would take minutes, and sends a signal a second after its loop began. */
function interruptedRun(
  outdir: string,
  signal: NodeJS.Signals,
  overrides: readonly string[] = [],
  sendsAgain = false,
) {
  const long = [`io.outdir=${outdir}`, 'numerics.t_end_years=1', ...overrides];
  return marsdisk(['run', 'configs/small.yml', '--override', ...long], {
    async onStart(child) {
      child.stderr?.on('data', () => sendsAgain && child.kill(signal));
      while (!existsSync(`${outdir}/run_config.json`)) await setTimeout(20);
      await setTimeout(1000);
      child.kill(signal);
    },
  });
}

async function rows(file: string): Promise<number> {
  return Number((await parquetMetadataAsync(await asyncBufferFromFile(file))).num_rows);
}

describe.runIf(process.platform !== 'win32')('a run that gets', { concurrent: true }, () => {
  it.each([
    ['SIGINT', 130, 'true'],
    ['SIGTERM', 143, 'false'],
  ] as const)(
    '%s writes all its steps, says so and exits with %i',
    async (signal, code, streaming) => {
      const outdir = path(signal);
      const overrides = [`io.streaming.enable=${streaming}`, 'io.streaming.step_flush_interval=40'];
      const finished = await interruptedRun(outdir, signal, overrides);
      expect(finished.exitCode).toBe(code);
      expect(finished.stderr).toBe(
        `marsdisk: ${signal}: writing what there is; the same signal again stops at once\n`,
      );
      expect(finished.stdout).toContain(`interrupted by ${signal}`);
      const record = runRecord(outdir);
      expect(record).toMatchObject({ status: 'interrupted', interrupted_by: signal });
      const steps = Number(record['steps_done']);
      expect(steps).toBeGreaterThan(0);
      expect(await rows(`${outdir}/series/run.parquet`)).toBe(4 * steps);
      expect(await rows(`${outdir}/series/diagnostics.parquet`)).toBe(4 * steps);
      const budget = readFileSync(`${outdir}/checks/mass_budget.csv`, 'utf8');
      expect(budget.trimEnd().split('\n')).toHaveLength(1 + steps);
      expect(filesBelow(outdir)).toEqual([
        'checks/mass_budget.csv',
        'checks/mass_budget_cells.csv',
        'orbit_rollup.csv',
        'run_config.json',
        'series/diagnostics.parquet',
        'series/psd_hist.parquet',
        'series/run.parquet',
      ]);
    },
  );

  it('SIGINT twice stops at once, and every file under its own name is whole', async () => {
    const outdir = path('twice');
    const flushes = ['io.streaming.step_flush_interval=40'];
    const finished = await interruptedRun(outdir, 'SIGINT', flushes, true);
    expect(finished).toMatchObject({ exitCode: null, signal: 'SIGINT', stdout: '' });
    expect(runRecord(outdir)['status']).toBe('pre_run');
    const tables = filesBelow(outdir).filter((file) => file.endsWith('.parquet'));
    expect(tables.length).toBeGreaterThan(0);
    for (const file of tables) expect(await rows(`${outdir}/${file}`)).toBeGreaterThan(0);
  });
});
