import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GATE_FORMAT, readGateResult } from '@marsdisk/harness';
import { describe, expect, it } from 'vitest';
import { marsdiskHere } from './inThisProcess.ts';
import { MAIN, marsdisk, ROOT, temporaryFolder } from './marsdisk.ts';

/** Does `marsdisk gate` in this process. */
const gate = (...words: string[]) => marsdiskHere(['gate', ...words]);

describe('what cannot be decided has exit code 2 and a reason', () => {
  it.each([
    ['a revision that does not exist', ['--base', 'nowhere'], /--base: "nowhere" is no commit/],
    [
      'a profile that does not exist',
      ['--base', 'HEAD', '--profile', 'base-computer'],
      /profile "base-computer": .*did you mean "base-compute"\?/,
    ],
    ['nothing to compare with', [], /either --base REVISION or --core/],
    [
      'two things to compare with',
      ['--base', 'HEAD', '--core'],
      /either --base REVISION or --core/,
    ],
    [
      'a claim that is no percentage',
      ['--core', '--claim', 'much'],
      /--claim: "much"; .*percentage/,
    ],
    [
      'a description that is not there',
      ['--core', '--claim-from', 'nowhere.txt'],
      /cannot read .*nowhere\.txt/,
    ],
    ['an option that does not exist', ['--core', '--clam', '5%'], /unknown option '--clam'/],
    ['an option without its value', ['--core', '--claim'], /argument missing/],
    ['a budget that is none', ['--core', '--budget', '-1'], /--budget: "-1"/],
    [
      'a file that cannot be written',
      ['--core', '--json', '/nowhere/at/all.json'],
      /cannot write \/nowhere\/at\/all\.json/,
    ],
    ['an interval without a width', ['--core', '--half-width', '0%'], /--half-width: "0%"/],
    [
      'an engine that does not exist',
      ['--base', 'HEAD', '--engine', 'fats'],
      /did you mean "fast"/,
    ],
    ['words without meaning', ['shwo', 'file'], /"?gate shwo file"?: it is "gate show FILE"/],
    ['a result that is not there', ['show', 'nowhere.json'], /cannot read .*nowhere\.json/],
  ])('%s', async (_, words, reason) => {
    const { exitCode, stdout, stderr } = await gate(...words);
    expect(stderr).toMatch(reason);
    expect(stderr).not.toMatch(/internal error/);
    expect(stdout).toBe('');
    expect(exitCode).toBe(2);
  });
});

describe('what cannot be decided is written to the files', () => {
  const { path } = temporaryFolder('gate');
  const claim = path('description.txt');
  writeFileSync(claim, 'Faster.\ngate-claim: much\n');

  it.each([
    ['a revision that does not exist', ['--base', 'nowhere'], '--base: "nowhere" is no commit'],
    [
      'a description with a claim that is no percentage',
      ['--core', '--claim-from', claim],
      'description.txt, line 2: "gate-claim: much"',
    ],
    ['nothing to compare with', [], 'either --base REVISION or --core'],
  ])('%s', async (name, words, reason) => {
    const [json, markdown] = [path(`${name}.json`), path(`${name}.md`)];
    const { exitCode, stderr } = await gate(...words, '--json', json, '--markdown', markdown);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(reason);
    const result = readGateResult(json);
    expect(result).toMatchObject({ outcome: 'undecided', comparison: null, contest: null });
    expect(result.reason).toContain(reason);
    const text = readFileSync(markdown, 'utf8');
    expect(text).toMatch(/^### ⚠️ The gate cannot decide\n/);
    expect(text.replaceAll('\\', '')).toContain(reason);
  });

  it('a base that cannot be installed', async () => {
    const root = path('repository');
    mkdirSync(root);
    // Without a lockfile there is nothing to be kept to.
    writeFileSync(join(root, 'package.json'), '{ "dependencies": { "yaml": "2.9.1" } }');
    writeFileSync(join(root, 'small.yml'), `config: ${join(ROOT, 'configs', 'small.yml')}\n`);
    const git = (...words: string[]) =>
      execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t', ...words], { cwd: root });
    git('init', '-q');
    git('add', '.');
    git('commit', '-qm', 'Forget the lockfile');
    const [json, markdown] = [path('uninstalled.json'), path('uninstalled.md')];
    const words = ['--base', 'HEAD', '--profile', './small.yml'];
    const args = ['gate', ...words, '--json', json, '--markdown', markdown];
    const { exitCode } = await marsdisk(args, { cwd: root });
    expect(exitCode).toBe(2);
    expect(readGateResult(json).reason).toMatch(
      /the base [0-9a-f]{12} cannot be installed .*LOCKFILE/,
    );
    expect(readFileSync(markdown, 'utf8')).toContain('cannot be installed');
  });

  it('but not when it is a stored result that cannot be shown', async () => {
    const markdown = path('shown.md');
    const { exitCode } = await gate('show', 'nowhere.json', '--markdown', markdown);
    expect(exitCode).toBe(2);
    expect(existsSync(markdown)).toBe(false);
  });
});

describe.runIf(process.platform !== 'win32')('a gate that is interrupted', () => {
  const { path } = temporaryFolder('gate');

  /** Processes that this one has started. */
  const childrenOf = (pid: number) =>
    spawnSync('pgrep', ['-P', String(pid)], { encoding: 'utf8' })
      .stdout.split('\n')
      .filter((line) => line !== '');
  /** Whether a process still runs; one that nobody has asked about yet may be listed as dead. */
  const runs = (pid: string) =>
    /^[^Z]/.test(spawnSync('ps', ['-o', 'stat=', '-p', pid], { encoding: 'utf8' }).stdout);

  it.each([
    ['compares', 'base', 'comparing the outputs', 1],
    ['warms up', 'small', 'measuring for at most', 2],
  ])(
    'while it %s ends at once, without a child and a temporary folder',
    async (name, profile, said, count) => {
      const folder = path(name);
      mkdirSync(folder);
      const child = spawn(
        process.execPath,
        [MAIN, 'gate', '--profile', profile, '--core', '--budget', '3600'],
        {
          cwd: ROOT,
          env: { ...process.env, TMPDIR: folder },
          stdio: ['ignore', 'ignore', 'pipe'],
        },
      );
      const ended = new Promise((done) => child.once('close', done));
      let errors = '';
      child.stderr.on('data', (text) => {
        errors += text;
      });
      await expect.poll(() => errors, { timeout: 50_000 }).toContain(said);
      await expect.poll(() => childrenOf(child.pid!).length, { timeout: 50_000 }).toBe(count);
      const children = childrenOf(child.pid!);
      child.kill('SIGINT');
      expect(await ended).toBe(130);
      await expect.poll(() => children.filter(runs), { timeout: 10_000 }).toEqual([]);
      // Compiled modules stay for the next one.
      expect(readdirSync(folder).filter((one) => one !== 'marsdisk-compile-cache')).toEqual([]);
    },
    120_000,
  );
});

describe('a stored result', () => {
  const { path } = temporaryFolder('gate');
  const stored = (outcome: string, formatVersion: number = GATE_FORMAT) => {
    const side = { name: 'x', commit: 'a'.repeat(40), engine: 'fast', cache: 'all', changed: [] };
    const file = path(`${outcome}-${formatVersion}.json`);
    writeFileSync(
      file,
      JSON.stringify({
        formatVersion,
        kind: 'marsdisk gate',
        outcome,
        reason: 'so it is',
        comparison: {
          profile: 'base-compute',
          workload: 'configs/base.yml',
          rule: { claim: null, allowedRegression: 0.03, halfWidth: 0.015 },
          base: side,
          candidate: side,
        },
        parity: [],
        contest: null,
        notes: [],
        seconds: 1,
        machine: { processor: 'P', cores: 2, node: '24' },
      }),
    );
    return file;
  };

  it.each([
    ['pass', 0],
    ['fail', 1],
    ['undecided', 2],
  ])('that says %s ends with exit code %i', async (outcome, code) => {
    const markdown = path(`${outcome}.md`);
    const args = ['gate', 'show', stored(outcome), '--markdown', markdown];
    const { exitCode, stdout } = await marsdisk(args);
    expect(exitCode).toBe(code);
    expect(stdout).toContain('so it is.');
    expect(readFileSync(markdown, 'utf8')).toContain('so it is.');
  });

  it('of another version is not read', async () => {
    const { exitCode, stderr } = await gate('show', stored('pass', GATE_FORMAT + 1));
    expect(stderr).toContain(
      `formatVersion = ${GATE_FORMAT + 1}; this version reads ${GATE_FORMAT}`,
    );
    expect(exitCode).toBe(2);
  });
});
