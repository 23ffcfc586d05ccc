import { describe, expect, it } from 'vitest';
import { marsdiskHere } from './inThisProcess.ts';
import {
  expectOneLine,
  filesBelow,
  marsdisk,
  type Printed,
  ROOT,
  runRecord,
  temporaryFolder,
} from './marsdisk.ts';

const { path, write } = temporaryFolder('bad-inputs');
let count = 0;

/** Runs a configuration with overrides into a fresh folder; in this process unless told otherwise, which is quicker. */
async function run(
  config: string,
  overrides: readonly string[] = [],
  start: (args: readonly string[]) => Promise<Printed> = marsdiskHere,
) {
  const outdir = path(`out-${++count}`);
  const all = [`io.outdir=${outdir}`, 'numerics.dt_init=3000', ...overrides];
  return { outdir, ...(await start(['run', config, '--override', ...all])) };
}

const SMALL = 'configs/small.yml';
const qpr = (name: string, text: string) => {
  const file = write(name, text);
  return { file, overrides: [`radiation.qpr_table_path=${file}`] };
};
const cooling = (name: string, text: string) => {
  const file = write(name, text);
  const driver = 'radiation.mars_temperature_driver';
  const table = [`${driver}.table.path=${file}`, `${driver}.table.time_unit=day`];
  const columns = [
    `${driver}.table.column_time=time_day`,
    `${driver}.table.column_temperature=T_K`,
  ];
  return {
    file,
    overrides: [`${driver}.enabled=true`, `${driver}.mode=table`, ...table, ...columns],
  };
};
const phi = (name: string, text: string) => {
  const file = write(name, text);
  return { file, overrides: ['shielding.mode=psitau', `shielding.table_path=${file}`] };
};
const QPR_ROWS = '2000,1e-7,0.5\n2000,1e-6,0.7\n3000,1e-7,0.5\n3000,1e-6,0.7\n';

describe('a run refuses', () => {
  it.each([
    ['a missing file', 'no-such.yml', ['no-such.yml', 'no such file']],
    ['a folder', 'configs', ['configs', 'folder']],
    [
      'wrong YAML',
      write('wrong.yml', 'geometry: {mode: 1D\nsizes: ]\n'),
      ['wrong.yml', /line \d|:\d+/],
    ],
    [
      'an alias bomb',
      write(
        'bomb.yml',
        `a: &a [x,x,x,x,x,x,x,x,x]\n${['b', 'c', 'd', 'e', 'f', 'g', 'h']
          .map((name, i) => {
            const last = String.fromCharCode(97 + i);
            return `${name}: &${name} [${Array(9).fill(`*${last}`).join(',')}]`;
          })
          .join('\n')}\n`,
      ),
      ['bomb.yml', '100000'],
    ],
    ['a list', write('list.yml', '- 1\n- 2\n'), ['list.yml', 'mapping']],
    ['an empty file', write('empty.yml', ''), ['empty.yml', 'empty']],
  ])('%s as a configuration', async (_, config, parts) => {
    const finished = await run(config);
    const line = expectOneLine(finished);
    for (const part of parts) expect(line).toMatch(part);
    expect(filesBelow(finished.outdir)).toEqual([]);
  });

  it.each([
    ['a wrong type', ['sizes.s_min=abc'], ['sizes.s_min', 'abc', 'finite number']],
    ['a value out of range', ['sizes.n_bins=-1'], ['sizes.n_bins', '-1', '≥ 1']],
    ['an unknown mode', ['physics_mode=foo'], ['physics_mode', 'foo', 'sublimation_only']],
    ['0D', ['geometry.mode=0D'], ['geometry.mode', '0D', 'not implemented yet']],
    [
      'an inner edge at the outer one',
      ['disk.geometry.r_in_RM=2.7'],
      ['disk.geometry.r_in_RM', '9151650', 'below'],
    ],
    [
      'an inner edge beyond the outer one',
      ['disk.geometry.r_in_RM=2.8'],
      ['disk.geometry', '2.8', 'r_out_RM'],
    ],
    ['an eccentricity of 1', ['dynamics.e0=1'], ['dynamics.e0', '= 1', '< 1']],
  ])('%s before anything is written', async (_, overrides, parts) => {
    const finished = await run(SMALL, overrides);
    const line = expectOneLine(finished);
    for (const part of parts) expect(line).toContain(part);
    expect(filesBelow(finished.outdir)).toEqual([]);
  });

  it.each([
    [
      'that is missing',
      { file: 'gone.csv', overrides: ['radiation.qpr_table_path=gone.csv'] },
      /does not exist/,
    ],
    [
      'without a needed column',
      qpr('column.csv', 's,Q_pr\n1e-7,0.5\n'),
      /"T_M" is missing.*s, Q_pr/,
    ],
    ['without rows', qpr('rows.csv', 'T_M,s,Q_pr\n'), /no rows/],
    ['without anything', qpr('nothing.csv', ''), /empty/],
    [
      'with a text for a number',
      qpr('text.csv', `T_M,s,Q_pr\n${QPR_ROWS}4000,1e-7,abc\n`),
      /line 6.*"abc".*number/,
    ],
    [
      'with an infinity',
      qpr('inf.csv', `T_M,s,Q_pr\n${QPR_ROWS}4000,1e-7,inf\n`),
      /line 6.*"inf".*finite/,
    ],
    [
      'with a point twice',
      qpr('twice.csv', `T_M,s,Q_pr\n${QPR_ROWS}3000,1e-6,0.9\n`),
      /line 6.*1e-6.*once/,
    ],
    [
      'of optical depths given twice',
      phi('phi.csv', 'tau,phi\n0,1\n2,0.5\n2,0.7\n'),
      /line 4.*"2".*once/,
    ],
    [
      'of temperatures that is no number',
      cooling('cooling.csv', 'time_day,T_K\n0,3000\n1,x\n'),
      /line 3.*"x".*number/,
    ],
    [
      'of one temperature',
      cooling('single.csv', 'time_day,T_K\n0,3000\n0,3000\n'),
      /two distinct times/,
    ],
    [
      'of temperatures out of range',
      cooling('hot.csv', 'time_day,T_K\n0,9000\n9,8000\n'),
      /9000.*6500/,
    ],
  ])('a table %s before anything is written', async (_, { file, overrides }, message) => {
    const finished = await run(SMALL, overrides);
    const line = expectOneLine(finished);
    expect(line).toMatch(message);
    if (!file.endsWith('hot.csv')) expect(line).toContain(file);
    expect(filesBelow(finished.outdir)).toEqual([]);
  });
});

describe('a run refuses', () => {
  it.each([
    [
      'surface_ode in 1D',
      ['surface.collision_solver=surface_ode'],
      ['surface.collision_solver', 'surface_ode', 'smol'],
    ],
    [
      'grains whose equilibrium orbit is unbound at pericentre',
      ['dynamics.kernel_ei_mode=wyatt_eq', 'dynamics.v_rel_mode=pericenter'],
      ['pericenter', '1.63', 'below 1'],
    ],
  ])('%s in the first step, and says so in run_config.json', async (_, overrides, parts) => {
    const finished = await run(SMALL, overrides, marsdisk);
    const line = expectOneLine(finished);
    for (const part of parts) expect(line).toContain(part);
    const record = runRecord(finished.outdir);
    expect(record).toMatchObject({ status: 'failed', steps_done: 0 });
    expect(`marsdisk: ${record['error']}`).toBe(line);
    const files = filesBelow(finished.outdir);
    expect(files).toContain('checks/mass_budget.csv');
    expect(files.filter((file) => file.includes('.tmp-'))).toEqual([]);
    expect(files).not.toContain('summary.json');
  });

  it('an output directory below a file', async () => {
    const outdir = `${ROOT}/package.json/out`;
    const line = expectOneLine(
      await marsdiskHere(['run', SMALL, '--override', `io.outdir=${outdir}`]),
    );
    expect(line).toContain('package.json');
    expect(line).toMatch(/is a file, not a directory|ENOTDIR|EEXIST/);
  });

  it('to replace an earlier run unless told to', async () => {
    const first = await run(SMALL);
    expect(first.exitCode).toBe(0);
    const args = ['run', SMALL, '--override', `io.outdir=${first.outdir}`, 'numerics.dt_init=3000'];
    const line = expectOneLine(await marsdiskHere(args));
    expect(line).toContain(first.outdir);
    expect(line).toContain('--overwrite');
    expect(await marsdiskHere([...args, '--overwrite', '--quiet'])).toMatchObject({
      exitCode: 0,
      stdout: '',
      stderr: '',
    });
  });

  it.each([
    ['""', 'is the working directory'],
    [`${ROOT}/configs`, 'holds what is not of a run (base.yml, '],
  ])('io.outdir=%s, also to overwrite it', async (outdir, part) => {
    const before = filesBelow(`${ROOT}/configs`);
    const finished = await marsdiskHere([
      'run',
      SMALL,
      '--overwrite',
      '--override',
      `io.outdir=${outdir}`,
    ]);
    expect(expectOneLine(finished)).toContain(part);
    expect(filesBelow(`${ROOT}/configs`)).toEqual(before);
    expect(filesBelow(`${ROOT}/series`)).toEqual([]);
  });

  it('several broken rules at once, one line each', async () => {
    const { exitCode, stderr } = await run(SMALL, ['geometry.Nr=x', 'psd.alpha=q']);
    expect(exitCode).toBe(1);
    const lines = stderr.trimEnd().split('\n');
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/^marsdisk: .*geometry\.Nr = "x"/);
    expect(lines[1]).toMatch(/^marsdisk: .*psd\.alpha = "q"/);
  });

  it.each([
    ['an unknown command', ['rum'], /unknown command 'rum' \(did you mean run\?\)/],
    [
      'an unknown option',
      ['run', SMALL, '--overide', 'a=1'],
      /'--overide' \(did you mean --override\?\)/,
    ],
    ['no configuration', ['run'], /no configuration given.*configs\/small\.yml/],
    [
      'a configuration after overrides',
      ['run', '--override', 'a=1', SMALL],
      /put the configuration before --override/,
    ],
  ])('%s with exit code 2', async (_, args, message) => {
    const { exitCode, stdout, stderr } = await marsdiskHere(args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  it('nothing silently: an option without effect is named', async () => {
    const { exitCode, stderr } = await run(SMALL, [
      'io.archive.enabled=true',
      `io.archive.dir=${path('archive')}`,
      'dynamics.enable_e_damping=true',
      'sizes.nbins=3',
    ]);
    expect(exitCode).toBe(0);
    expect(stderr).toMatch(/warning: .*io\.archive\.enabled.*not implemented/);
    expect(stderr).toMatch(/warning: dynamics\.enable_e_damping: true has no effect/);
    expect(stderr).toMatch(/warning: .*sizes\.nbins.*sizes\.n_bins|warning: .*nbins.*n_bins/);
  });
});
