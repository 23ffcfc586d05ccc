import { cpSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { marsdiskHere } from './inThisProcess.ts';
import { marsdisk, temporaryFolder } from './marsdisk.ts';

const { path } = temporaryFolder('seeing');
const run = path('run');

beforeAll(async () => {
  const { exitCode, stderr } = await marsdiskHere([
    'run',
    'configs/small.yml',
    '--override',
    `io.outdir=${run}`,
  ]);
  expect(exitCode, stderr).toBe(0);
});

describe('marsdisk table', () => {
  it('prints rows to standard output and their number to standard error', async () => {
    const { exitCode, stdout, stderr } = await marsdiskHere(
      `table ${run} --columns time,cell_index tau --tail 2 --where`
        .split(' ')
        .concat('cell_index=3'),
    );
    expect(exitCode).toBe(0);
    expect(stdout.trim().split('\n')).toHaveLength(4);
    expect(stderr).toBe('marsdisk: 106 of 424 rows of run\n');
  });

  it('prints all rows as CSV into a pipe', async () => {
    const { stdout } = await marsdisk(['table', run, '--table', 'psd_hist', '--csv']);
    expect(stdout.length).toBeGreaterThan(3 * 65536);
    expect(stdout.trim().split('\n')).toHaveLength(1 + 106 * 4 * 20);
  });

  it('stops at the last row that is wanted, and says so', async () => {
    const where = ['--where', 'cell_index=3', '--head', '2'];
    const { stdout, stderr } = await marsdiskHere(['table', run, '--csv', ...where]);
    expect(stdout.trim().split('\n')).toHaveLength(3);
    expect(stderr).toBe('');
    const text = await marsdiskHere(['table', run, ...where]);
    expect(text.stderr).toBe('marsdisk: the first 2 of 424 rows of run that meet the condition\n');
  });

  it.each([
    [['table', run, '--columns', 'tme'], 2, 'did you mean "time"?'],
    [['table', run, '--where', 'time ='], 2, 'character 7'],
    [['table', run, '--every', '0'], 2, 'a whole number from 1'],
    [['table', '/nowhere/at/all'], 1, 'there is no such directory'],
    [['plot', run, '--output', `${run}/series/run.parquet`], 1, "the run's own files"],
    [['plot', run, '--output', 'package.json'], 1, 'is not a page that marsdisk plot made'],
    [['plot', 'configs'], 1, 'holds no run'],
    [['plot', run, '--output', '/nowhere/at/all.html'], 1, '/nowhere/at/all.html'],
  ])('%j ends with exit code %i and says what is wrong', async (args, code, message) => {
    const { exitCode, stderr, stdout } = await marsdiskHere(args);
    expect(exitCode).toBe(code);
    expect(stderr).toContain(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stdout).toBe('');
  });
});

describe('marsdisk plot', () => {
  it('writes a page into the directory of the run and says where', async () => {
    const { exitCode, stdout } = await marsdiskHere(['plot', run]);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/run\/plot\.html \(\d+ kB\)\n$/);
    expect(statSync(`${run}/plot.html`).size).toBeGreaterThan(100_000);
  });
});

describe('marsdisk estimate', () => {
  it('tells steps, rows, bytes, memory and time, and writes nothing', async () => {
    const out = path('estimated');
    const override = ['--override', `io.outdir=${out}`, 'numerics.t_end_years=1'];
    const { exitCode, stdout } = await marsdiskHere(['estimate', 'configs/small.yml', ...override]);
    expect(exitCode).toBe(0);
    for (const line of [
      /^steps {3}105,192/m,
      /^time {4}about \d.*, between \d.* and \d.* \(set-up .*, steps .*, writing .*\)$/m,
      /^memory {2}about \d+ MB, between \d+ MB and \d+ MB \(the program \d+ MB, .*rows of/m,
      /^disk {4}about \d+ MB, at most \d+ MB of .* free$/m,
      /^ {2}psd_hist +8,415,360 +[\d.]+ MB$/m,
      /^ {2}with 40 bins +about \d/m,
      /^ {2}with the engine core +about \d/m,
      /^An estimate for this machine/m,
    ])
      expect(stdout).toMatch(line);
    expect(existsSync(out)).toBe(false);
  });

  it('says where a run of too many steps ends, and that it has more threads', async () => {
    const out = `io.outdir=${path('capped')}`;
    const longer = ['--override', out, 'numerics.t_end_years=1e4', '--workers', '2'];
    const { exitCode, stdout } = await marsdiskHere(['estimate', 'configs/small.yml', ...longer]);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(
      /^steps {3}50,000,000 .*, the largest number that is allowed: the run ends at about 475\.3 yr, not at 10,000 yr/m,
    );
    expect(stdout).toMatch(/^time .*steps .* with 2 threads/m);
    expect(stdout).toMatch(/^memory .*one more thread \d+/m);
  });
});

describe('marsdisk inspect', () => {
  const copy = path('copy');
  const inspect = (...options: string[]) => marsdiskHere(['inspect', copy, ...options]);
  beforeEach(() => {
    rmSync(copy, { recursive: true, force: true });
    cpSync(run, copy, { recursive: true });
  });

  it('ends with exit code 0 where everything is as it was written', async () => {
    const { exitCode, stdout } = await inspect('--verify');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/: complete\.$/m);
    expect(stdout).toMatch(/^Every file is as it was written\.\nNothing is left to do\.$/m);
    expect(stdout).not.toContain('Missing');
  });

  it('names what is missing, with exit code 1', async () => {
    rmSync(`${copy}/series/diagnostics.parquet`);
    const { exitCode, stdout } = await inspect();
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/^Missing:\n {2}series\/diagnostics\.parquet$/m);
    expect(stdout).toMatch(/not all of it is as it was\. To make it again: marsdisk run/);
  });

  it('names a chunk that is missing once, with the steps whose rows it held', async () => {
    const chunked = path('chunked');
    const args = ['run', 'configs/small.yml', '--override', `io.outdir=${chunked}`];
    await marsdiskHere([
      ...args,
      'io.streaming.merge_at_end=false',
      'io.streaming.step_flush_interval=30',
    ]);
    const chunk = 'series/run_chunk_000000031_000000060.parquet';
    rmSync(`${chunked}/${chunk}`);
    const { exitCode, stdout } = await marsdiskHere(['inspect', chunked]);
    expect(exitCode).toBe(1);
    expect(stdout).toContain(`Missing:\n  ${chunk}: the rows of steps 31 to 60\nThe run`);
    const { stderr } = await marsdiskHere(['table', chunked, '--head', '1']);
    expect(stderr).toContain(`warning: ${chunk} is missing: the table run has no rows of steps 31`);
  });

  it('names what has changed, with exit code 1, if it is asked to read the files', async () => {
    const budget = `${copy}/checks/mass_budget.csv`;
    writeFileSync(budget, readFileSync(budget, 'utf8').replace(/\d(?=\n$)/, 'x'));
    expect((await inspect()).exitCode).toBe(0);
    const { exitCode, stdout } = await inspect('--verify');
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/mass_budget\.csv .*DAMAGED: its content has changed/);
    expect((await inspect('--verify', '--json')).exitCode).toBe(1);
  });
});
