import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  CAN_RUN,
  GITHUB,
  jobFolder,
  SCRIPTS,
  STEPS,
  script,
  WORKFLOWS,
  workflow,
} from './support/workflows.ts';

const { inFolder, read, install, runScript } = jobFolder();

describe('a workflow', () => {
  it('may only write where nothing of the pull request runs', () => {
    for (const file of WORKFLOWS) {
      const { permissions, jobs } = workflow(file);
      expect(Object.values(jobs).map((job) => job.permissions)).toEqual(
        Object.values(jobs).map(() => undefined),
      );
      if (Object.values(permissions).every((right) => right === 'read')) continue;
      for (const { run = '', uses } of Object.values(jobs).flatMap(({ steps }) => steps)) {
        expect(uses).toBeUndefined();
        expect(run).not.toMatch(/npx|npm|node|git /);
      }
    }
    expect(workflow('gate.yml').permissions).toEqual({ contents: 'read' });
  });

  it('runs one version of pnpm', () => {
    const versions = SCRIPTS.flatMap(([, run]) => run.match(/pnpm@\S+/g) ?? []);
    expect(versions.length).toBeGreaterThan(5);
    expect([...new Set(versions)]).toEqual([expect.stringMatching(/^pnpm@\d+\.\d+\.\d+$/)]);
  });

  it('names the version of every action', () => {
    for (const [, { uses }] of STEPS)
      if (uses !== undefined)
        expect(uses).toMatch(/^(actions\/[\w-]+@v\d+|\.\/\.github\/actions\/set-up)$/);
  });

  it('shows a job that is skipped under another name than the check', () => {
    const { gate, core } = workflow('gate.yml').jobs;
    const change = 'needs.change.outputs.change';
    const isSame = `contains(fromJSON('["claim", "nothing"]'), ${change})`;
    expect([gate!.name, gate!.if, core!.name, core!.if]).toEqual([
      `\${{ ${change} == 'nothing' && 'gate (the same claim)' || 'gate' }}`,
      `\${{ !cancelled() && ${change} != 'nothing' }}`,
      `\${{ ${isSame} && 'fast against core (the same code)' || 'fast against core' }}`,
      `\${{ !cancelled() && !${isSame} }}`,
    ]);
  });
});

describe('a script of a workflow', () => {
  it.each(SCRIPTS)('gets what others wrote from its environment: %s', (_, text) => {
    expect(text).not.toContain('${{');
  });

  it.runIf(process.platform !== 'win32').each(SCRIPTS)('is one of the shell: %s', (_, text) => {
    const { status, stderr } = spawnSync('bash', ['-n', '-c', text], { encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });
});

describe('the Python of the tests', () => {
  const name = 'Install what the Python of docs/outputs.md imports';
  const { steps } = workflow('ci.yml').jobs['test']!;

  it('is there on Linux before they run', () => {
    const place = steps.findIndex((step) => step.name === name);
    expect(steps[place]!.if).toBe("runner.os == 'Linux'");
    expect(steps.findIndex(({ run }) => run?.endsWith(' test'))).toBeGreaterThan(place);
  });

  it.runIf(CAN_RUN)('has all that the guide imports, of one version, and is found first', () => {
    install('python3', 'mkdir -p "$3/bin"; cp "$(dirname "$0")/pip" "$3/bin/pip"');
    install('pip', 'printf "%s\\n" "$@" > arguments');
    expect(runScript(script('ci.yml', 'test', name))).toBe(0);
    expect(read('path')).toBe(`${inFolder('python', 'bin')}\n`);
    const [command, ...packages] = read('arguments').trimEnd().split('\n');
    expect(command).toBe('install');
    for (const one of packages) expect(one).toMatch(/^[a-z]+==\d+(\.\d+)+$/);
    const names = packages.map((one) => one.split('==')[0]!);
    const guide = readFileSync(join(GITHUB, '..', 'docs', 'outputs.md'), 'utf8');
    const asked = [...guide.matchAll(/`pip install ([\w ]+)`/g)].flatMap(([, all]) =>
      all!.split(' '),
    );
    const imports = [...guide.matchAll(/^import (pandas|pyarrow|xarray)\b/gm)].map(
      ([, one]) => one,
    );
    expect(imports).toContain('pyarrow');
    expect(names).toEqual([...new Set([...asked, ...imports])].sort());
  });
});
