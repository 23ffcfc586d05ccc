import { cpSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { marsdiskHere } from './inThisProcess.ts';
import { filesBelow, marsdisk, ROOT, temporaryFolder } from './marsdisk.ts';

const { folder, write } = temporaryFolder('profile');

/** The smallest thing that can be profiled; the warm-up ends with its third block. */
const TINY = `
description: Both engines, as short as it gets.
config: ${join(ROOT, 'configs/small.yml')}
engines: [core, fast]
warm_up: { lead_seconds: 0.1, blocks: 1, tolerance_percent: 100, scatter_percent: 10000, min_seconds: 0, max_seconds: 50 }
measure: { steps: 8, seconds: 0.1 }
parity_steps: 4
`;
/** The same of one engine, where a second one would show nothing else. */
const ONE_ENGINE = TINY.replace('engines: [core, fast]', 'engines: [fast]');

/** `marsdisk profile` in the temporary folder, where it puts its files. */
function profile(...args: string[]) {
  const through = ['sh', '-c', 'cd "$0" && exec "$@"', folder];
  return marsdisk(['profile', ...args], { through });
}

describe('marsdisk profile', () => {
  it('measures, compares and reports', async () => {
    const { exitCode, stdout, stderr } = await profile(write('tiny.yml', TINY));
    expect(exitCode, stderr).toBe(0);
    expect(stderr).toContain('marsdisk: comparing outputs, 4 steps\n');
    for (const words of ['hot functions', 'fast against core', 'Parity holds, fast against core'])
      expect(stdout).toContain(words);
    const files = filesBelow(join(folder, 'out', 'profiles', 'tiny'));
    const result = files.find((file) => file.endsWith('/result.json'))!;
    expect(files.map((file) => file.split('/')[1])).toEqual([
      'core.cpuprofile',
      'fast.cpuprofile',
      'report.html',
      'report.md',
      'result.json',
      'speedscope.json',
    ]);
    // Every file is named for the reader.
    for (const file of files) expect(stdout).toContain(join('out', 'profiles', 'tiny', file));
    const stored = JSON.parse(
      readFileSync(join(folder, 'out', 'profiles', 'tiny', result), 'utf8'),
    );
    expect(stored).toMatchObject({ name: 'tiny', parity: { agrees: true }, waterfall: null });
  });

  it('compares two results of one name in other places without mixing them up', async () => {
    const [measured] = readdirSync(join(folder, 'out', 'profiles', 'tiny'));
    const places = ['here', 'there'].map((place) => join(folder, place, measured!));
    for (const place of places)
      cpSync(join(folder, 'out', 'profiles', 'tiny', measured!), place, { recursive: true });
    for (const [left, right] of [places, places.toReversed()]) {
      const { exitCode, stdout } = await profile('compare', left!, right!);
      expect(exitCode, stdout).toBe(0);
      expect(stdout).toMatch(/^B core against A core .*\nB fast against A fast /m);
    }
    const compared = join(folder, 'out', 'profiles', 'compare');
    const reports = readdirSync(compared);
    expect(reports).toHaveLength(2);
    const firsts = reports.map((name) => {
      const report = readFileSync(join(compared, name, 'report.html'), 'utf8');
      return /<b>A<\/b> <code>(.*?)<\/code>/.exec(report)![1];
    });
    expect(firsts.sort()).toEqual(places.sort());
  });

  it('lists what there is', async () => {
    const { exitCode, stdout } = await marsdisk(['profile', 'list']);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^base {2,}\S.*\nbase-compute {2,}\S/);
  });

  it('finds the profiles from a folder below them', async () => {
    const below = ['sh', '-c', 'cd packages/cli && exec "$0" "$@"'];
    const { exitCode, stdout } = await marsdisk(['profile', 'list'], { through: below });
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^base {2,}\S/);
  });

  it.each([
    [['bse'], /^marsdisk: profile "bse": .*did you mean "base"\?\n$/],
    [['small', '--engine', 'fats'], /--engine: "fats".* did you mean "fast"\?/],
    [['small', '--engine', 'fast', '--cache', 'gian'], /--cache: "gian".* did you mean "gain"\?/],
    [['small', '--tool', 'clinc'], /--tool: "clinc".* did you mean "clinic"\?/],
    [['small', '--repeats', '0'], /--repeats: "0"; it must be a whole number/],
  ])('measures nothing and ends with 2 for a wrong name: %j', async (words, message) => {
    const { exitCode, stdout, stderr } = await marsdiskHere(['profile', ...words]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });

  it.each([
    [['nowhere.yml'], /nowhere\.yml: it does not exist/],
    [['compare', 'nowhere', 'nowhere'], /nowhere.* does not exist/],
  ])(
    'measures nothing and ends with 1 for a file that is not there: %j',
    async (words, message) => {
      const { exitCode, stdout, stderr } = await marsdiskHere(['profile', ...words]);
      expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
      expect(stderr).toMatch(message);
    },
  );

  it('refuses an override that nothing knows before it measures', async () => {
    const wrong = TINY.replace('engines:', 'overrides: [numerics.nope=3]\nengines:');
    const { exitCode, stderr } = await profile(write('wrong.yml', wrong));
    expect(exitCode).toBe(1);
    expect(stderr).toBe(
      `marsdisk: ${join(folder, 'wrong.yml')}: overrides: numerics.nope is not a known key\n`,
    );
  });

  it('ends with 1 when a warm-up was not steady', async () => {
    const hasty = ONE_ENGINE.replace(/warm_up: .*/, 'warm_up: { lead_seconds: 0, max_seconds: 0 }');
    const { exitCode, stdout } = await profile(write('hasty.yml', hasty));
    expect(exitCode).toBe(1);
    expect(stdout).toContain('NOT STEADY');
  });

  it.each([
    ['is warming up', 'fast: warming up', 'nothing was stored'],
    ['looks at more', 'waterfall: ', 'what was measured is in out/profiles/interrupted/'],
  ])('stops in silence when a signal comes while it %s', async (_, heard, said) => {
    const path = write('interrupted.yml', ONE_ENGINE.replace('min_seconds: 0', 'min_seconds: 0.2'));
    const results = join(folder, 'out', 'profiles', 'interrupted');
    rmSync(results, { recursive: true, force: true });
    const { exitCode, stderr } = await marsdisk(['profile', path, '--waterfall'], {
      through: ['sh', '-c', 'cd "$0" && exec "$@"', folder],
      onStart(child) {
        const hear = (text: Buffer) => {
          if (!text.toString().includes(heard)) return;
          child.stderr!.off('data', hear);
          child.kill('SIGINT');
        };
        child.stderr!.on('data', hear);
      },
    });
    expect(exitCode).toBe(130);
    expect(stderr).toContain(`marsdisk: SIGINT: ${said}`);
    // Nothing but what the command says itself.
    expect(stderr.split('\n').filter((line) => !/^(marsdisk: |$)/.test(line))).toEqual([]);
    const left = readdirSync(results);
    expect(left.filter((name) => name.startsWith('.'))).toEqual([]);
    expect(left).toHaveLength(said.startsWith('nothing') ? 0 : 1);
    for (const name of left) {
      const text = readFileSync(join(results, name, 'result.json'), 'utf8');
      expect(JSON.parse(text).notes).toContain('not complete: the waterfall had not ended yet');
    }
  });

  it('lists it for programs as well', async () => {
    const { stdout } = await marsdiskHere(['profile', 'list', '--json']);
    expect(JSON.parse(stdout)).toContainEqual(
      expect.objectContaining({
        name: 'small',
        profile: expect.objectContaining({ config: 'configs/small.yml' }),
      }),
    );
  });

  it.each([
    [['small', '--workers', '1.5'], '--workers: "1.5"; it must be auto or a whole number from 1'],
    [[], 'which one? "marsdisk profile list" shows what there is'],
    [['lst'], 'profile "lst", did you mean "list"?'],
    [['compar', 'a', 'b'], '"a" is one word too many, did you mean "compare"?'],
    [['compare', 'a'], 'needs two stored results'],
    [
      ['compare', 'a', 'b', '--repeats', '3', '--waterfall'],
      'profile compare: --repeats, --waterfall must be left out; it takes --open and --json',
    ],
    [['list', '--engine', 'fast'], 'profile list: --engine must be left out; it takes --json'],
  ])('says what is wrong with the command line: %j', async (words, message) => {
    const { exitCode, stdout, stderr } = await marsdiskHere(['profile', ...words]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(message);
  });
});
