import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { GATE_FORMAT } from '../../src/gate/result.ts';
import { temporaryFolder } from './temporaryFolder.ts';

const ROOT = resolve(import.meta.dirname, '..', '..', '..', '..');
const MAIN = resolve(ROOT, 'packages', 'cli', 'src', 'main.ts');

/** Runs `marsdisk gate` from the root of the repository. */
function gate(...words: string[]): Promise<{ exitCode: number; output: string; errors: string }> {
  const child = spawn(process.execPath, [MAIN, 'gate', ...words], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let errors = '';
  child.stdout.on('data', (text) => {
    output += text;
  });
  child.stderr.on('data', (text) => {
    errors += text;
  });
  return new Promise((done, reject) => {
    child.on('error', reject);
    child.on('close', (code) => done({ exitCode: code ?? -1, output, errors }));
  });
}

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
    ['a claim that is no percentage', ['--core', '--claim', 'much'], /claim: "much"; .*percentage/],
    [
      'a claim in a description that is no percentage',
      ['--core', '--claim-from', 'Faster.\ngate-claim: much'],
      /claim: "much"; .*percentage/,
    ],
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
    const { exitCode, output, errors } = await gate(...words);
    expect(errors).toMatch(reason);
    expect(errors).not.toMatch(/internal error/);
    expect(output).toBe('');
    expect(exitCode).toBe(2);
  });
});

describe('a stored result', () => {
  const { path } = temporaryFolder();
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
        profile: 'base-compute',
        workload: 'configs/base.yml',
        rule: { claim: null, allowedRegression: 0.03, halfWidth: 0.015 },
        base: side,
        candidate: side,
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
    const { exitCode, output } = await gate('show', stored(outcome), '--markdown', markdown);
    expect(exitCode).toBe(code);
    expect(output).toContain('so it is.');
    expect(readFileSync(markdown, 'utf8')).toContain('so it is.');
  });

  it('of another version is not read', async () => {
    const { exitCode, errors } = await gate('show', stored('pass', GATE_FORMAT + 1));
    expect(errors).toContain(
      `formatVersion = ${GATE_FORMAT + 1}; this version reads ${GATE_FORMAT}`,
    );
    expect(exitCode).toBe(2);
  });
});
