import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { parseYaml } from '@marsdisk/config';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';

const FOLDER = join(import.meta.dirname, '..', '.github', 'workflows');

interface Step {
  readonly name?: string;
  readonly run?: string;
}

interface Workflow {
  readonly jobs: Readonly<Record<string, { readonly steps: readonly Step[] }>>;
}

function workflow(file: string): Workflow {
  return parseYaml(readFileSync(join(FOLDER, file), 'utf8'), file) as Workflow;
}

/** Every script of every workflow, with a name. */
const SCRIPTS = readdirSync(FOLDER).flatMap((file) =>
  Object.entries(workflow(file).jobs).flatMap(([job, { steps }]) =>
    steps.flatMap(({ name, run }, i) =>
      run === undefined ? [] : [[`${file}, ${job}, ${name ?? `step ${i + 1}`}`, run] as const],
    ),
  ),
);

const parent = mkdtempSync(join(tmpdir(), 'marsdisk-workflows-'));
afterAll(() => rmSync(parent, { recursive: true, force: true }));
/** Folder of a job, with `programs` at the head of the search path. */
let folder: string;
let programs: string;
beforeEach(() => {
  folder = mkdtempSync(join(parent, 'job-'));
  programs = join(folder, 'programs');
  mkdirSync(programs);
});

/** Runs a script in the way of the runner. */
function runScript(script: string, variables: Readonly<Record<string, string>> = {}) {
  const { status } = spawnSync('bash', ['-e', '-c', script], {
    cwd: folder,
    env: {
      ...process.env,
      PATH: `${programs}${delimiter}${process.env['PATH']}`,
      RUNNER_TEMP: folder,
      GITHUB_STEP_SUMMARY: inFolder('summary.md'),
      GITHUB_REPOSITORY: 'o/r',
      ...variables,
    },
  });
  return status;
}

const inFolder = (...parts: string[]) => join(folder, ...parts);
const read = (...parts: string[]) => readFileSync(inFolder(...parts), 'utf8');

/** Puts a program on the search path that does what a script says. */
function install(name: string, script: string): void {
  const path = join(programs, name);
  writeFileSync(path, `#!/bin/bash\n${script}\n`);
  chmodSync(path, 0o755);
}

function step(name: string): string {
  return workflow('gate.yml').jobs['gate']!.steps.find((one) => one.name === name)!.run!;
}

describe('a script of a workflow', () => {
  it.each(SCRIPTS)('gets what others wrote from its environment: %s', (_, script) => {
    expect(script).not.toContain('${{');
  });

  it.runIf(process.platform !== 'win32').each(SCRIPTS)('is one of the shell: %s', (_, script) => {
    const { status, stderr } = spawnSync('bash', ['-n', '-c', script], { encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });
});

describe.runIf(process.platform !== 'win32')('the gate of a pull request', () => {
  const DESCRIPTION = '- "a" \'b\' `touch pwned` $(touch pwned)\r\n```\r\ngate-claim: 5%\r\n';

  it('takes the description as one argument, and its exit code is that of the gate', () => {
    install('npx', `printf '%s\\0' "$@" > arguments; echo said; exit 2`);
    const variables = { BASE: 'abc', DESCRIPTION, LABELS: 'a label' };
    expect(runScript(step('Hold the gate'), variables)).toBe(2);
    const args = read('arguments').split('\0');
    expect(args[args.indexOf('--claim-from') + 1]).toBe(`${DESCRIPTION}\na label`);
    expect(args[args.indexOf('--base') + 1]).toBe('abc');
    expect(existsSync(inFolder('pwned'))).toBe(false);
    expect(read('report', 'gate.log')).toBe('said\n');
  });

  it('shows the end of its log when it wrote no report', () => {
    install('npx', 'echo "marsdisk: --base: no commit"; echo "\\`\\`\\`"; exit 2');
    runScript(step('Hold the gate'), { BASE: '', DESCRIPTION: '', LABELS: '' });
    expect(runScript(step('Write the report'))).toBe(0);
    expect(read('summary.md')).toBe(
      '### ⚠️ The gate cannot decide\n\n    marsdisk: --base: no commit\n    ```\n',
    );
  });

  it('says that it cannot decide when it was never held', () => {
    expect(runScript(step('Write the report'))).toBe(0);
    expect(read('summary.md')).toMatch(/cannot decide/);
  });

  const comment = (answer: string) => {
    install('gh', `printf '%s ' "$@" >> calls; case "$*" in *--method*) ;; *) ${answer};; esac`);
    mkdirSync(inFolder('report'));
    writeFileSync(inFolder('report', 'gate.md'), 'The gate passes\n');
    const status = runScript(step('Comment'), { COMMENTS: 'repos/o/r/issues/7/comments' });
    return { status, calls: read('calls') };
  };

  it('comments where it has not yet', () => {
    const first = comment('true');
    expect(first.status).toBe(0);
    expect(first.calls).toContain('--method POST repos/o/r/issues/7/comments -F body=@');
    expect(read('report', 'comment.md')).toBe('<!-- marsdisk gate -->\nThe gate passes\n');
  });

  it('brings its comment up to date', () => {
    const { status, calls } = comment('seq 11 100000');
    expect(status).toBe(0);
    expect(calls).toContain('--method PATCH repos/o/r/issues/comments/11 -F body=@');
    expect(calls).not.toContain('POST');
  });

  it('does not comment when it cannot find out whether it has', () => {
    const { status, calls } = comment('exit 1');
    expect(status).not.toBe(0);
    expect(calls).not.toContain('--method');
  });
});
