import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { parseYaml } from '@marsdisk/config';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';

const GITHUB = join(import.meta.dirname, '..', '.github');

interface Step {
  readonly name?: string;
  readonly if?: string;
  readonly run?: string;
  readonly uses?: string;
}

interface Job {
  readonly if?: string;
  readonly name?: string;
  readonly permissions?: unknown;
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const WORKFLOWS = readdirSync(join(GITHUB, 'workflows'));

function parse(...path: string[]): unknown {
  const file = join(GITHUB, ...path);
  return parseYaml(readFileSync(file, 'utf8'), file);
}

function workflow(file: string): Workflow {
  return parse('workflows', file) as Workflow;
}

const SET_UP = parse('actions', 'set-up', 'action.yml') as { readonly runs: Job };

/** Every step of every workflow, with a name. */
const STEPS = [
  ['set-up', SET_UP.runs] as const,
  ...WORKFLOWS.flatMap((file) =>
    Object.entries(workflow(file).jobs).map(
      ([job, content]) => [`${file}, ${job}`, content] as const,
    ),
  ),
].flatMap(([place, { steps }]) =>
  steps.map((step, i) => [`${place}, ${step.name ?? `step ${i + 1}`}`, step] as const),
);

const SCRIPTS = STEPS.flatMap(([name, { run }]) =>
  run === undefined ? [] : [[name, run] as const],
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
    stdio: 'ignore',
    cwd: folder,
    env: {
      ...process.env,
      PATH: `${programs}${delimiter}${process.env['PATH']}`,
      RUNNER_TEMP: folder,
      GITHUB_STEP_SUMMARY: inFolder('summary.md'),
      GITHUB_OUTPUT: inFolder('output'),
      GITHUB_PATH: inFolder('path'),
      GITHUB_EVENT_PATH: inFolder('event.json'),
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

function script(file: string, job: string, name: string): string {
  return workflow(file).jobs[job]!.steps.find((one) => one.name === name)!.run!;
}

/** What happened to a pull request, as the runner hands it over. */
function writeEvent(event: object): void {
  writeFileSync(inFolder('event.json'), JSON.stringify(event));
}

/** The scripts of the runners use what those have; a machine without it passes their tests over. */
const CAN_RUN =
  process.platform !== 'win32' &&
  ['bash', 'jq', 'unzip', 'zip'].every((name) => spawnSync('which', [name]).status === 0);

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

describe.runIf(CAN_RUN)('an event of a pull request', () => {
  const claimed = 'Faster.\r\n\r\ngate-claim: 20%\r\n';
  const edited = (from: string | null, body: string | null) => ({
    action: 'edited',
    changes: { body: { from } },
    pull_request: { body },
  });

  it.each([
    ['that is new', 'code', { action: 'opened', pull_request: { body: null } }],
    ['with new commits', 'code', { action: 'synchronize', pull_request: { body: claimed } }],
    ['that goes to another branch', 'code', { action: 'edited', changes: { base: {} } }],
    ['with a label', 'nothing', { action: 'labeled', label: { name: 'bug' } }],
    ['with a label that claims', 'claim', { action: 'labeled', label: { name: 'Gate-claim: 5%' } }],
    ['without it', 'claim', { action: 'unlabeled', label: { name: 'gate-claim: 5%' } }],
    ['with another title', 'nothing', { action: 'edited', changes: { title: { from: 'A' } } }],
    ['without a typo', 'nothing', edited(`Fatser.${claimed}`, claimed)],
    ['with its first description', 'nothing', edited(null, 'Faster.')],
    ['with a new claim', 'claim', edited('Faster.', claimed)],
    ['with another claim', 'claim', edited(claimed, claimed.replace('20', '10'))],
    ['without a claim', 'claim', edited(claimed, null)],
    ['in its line breaks', 'nothing', edited(claimed, claimed.replaceAll('\r', ''))],
    ['that is all line breaks', 'nothing', edited('', '\n'.repeat(65_000))],
  ])('%s changes: %s', (_, change, event) => {
    writeEvent(event);
    expect(runScript(script('gate.yml', 'change', 'Find out what has changed'))).toBe(0);
    expect(read('output')).toBe(`change=${change}\n`);
  });
});

describe.runIf(CAN_RUN)('the gate of a pull request', () => {
  const keep = () => script('gate.yml', 'gate', 'Keep what the pull request says');
  const hold = () => script('gate.yml', 'gate', 'Hold the gate');

  it('reads description and labels from a file, as they are', () => {
    const body = '- "a" \'b\' `touch pwned` $(touch pwned)\r\n```\r\ngate-claim: 5%\r\n';
    writeEvent({ pull_request: { number: 7, body, labels: [{ name: 'bug' }, { name: '$(x)' }] } });
    expect(runScript(keep())).toBe(0);
    expect(read('claim.txt')).toBe(`${body}\nbug\n$(x)\n`);
    expect(read('report', 'pull-request')).toBe('7\n');
    expect(existsSync(inFolder('pwned'))).toBe(false);
  });

  it('reads no more of a description than one may hold', () => {
    writeEvent({ pull_request: { number: 7, body: 'é'.repeat(1e6), labels: [] } });
    expect(runScript(keep())).toBe(0);
    expect(read('claim.txt')).toBe(`${'é'.repeat(250_000)}\n`);
    writeEvent({ pull_request: { number: 7, body: null, labels: [] } });
    expect(runScript(keep())).toBe(0);
    expect(read('claim.txt')).toBe('\n');
  });

  it('has the exit code of the gate, whose report is the summary', () => {
    install(
      'npx',
      `printf '%s\\0' "$@" > arguments; echo said; echo report > ${inFolder('report', 'gate.md')}; exit 2`,
    );
    mkdirSync(inFolder('report'));
    expect(runScript(hold())).toBe(2);
    const args = read('arguments').split('\0');
    expect(args[args.indexOf('--base') + 1]).toBe('HEAD^1');
    expect(args[args.indexOf('--claim-from') + 1]).toBe(inFolder('claim.txt'));
    expect(args[args.indexOf('--markdown') + 1]).toBe(inFolder('report', 'gate.md'));
    expect(read('report', 'gate.log')).toBe('said\n');
    expect(runScript(script('gate.yml', 'gate', 'Show the report'))).toBe(0);
    expect(read('summary.md')).toBe('report\n');
  });
});

describe.runIf(CAN_RUN)('the comment of a gate', () => {
  const HEAD = 'c'.repeat(40);
  const VARIABLES = { RUN: '5', RUN_URL: 'https://run', CONCLUSION: 'failure', HEAD_SHA: HEAD };

  /** A service that has an artifact with these files, or none, and in which the head of a pull request is `head`. */
  function serve(files: Readonly<Record<string, string>> | null, head = HEAD): void {
    mkdirSync(inFolder('files'));
    for (const [name, text] of Object.entries(files ?? {}))
      writeFileSync(inFolder('files', name), text);
    if (files !== null)
      spawnSync('zip', ['-q', '-r', '../artifact.zip', '.'], { cwd: inFolder('files') });
    const id = files === null ? '' : '11';
    install(
      'gh',
      `case "$*" in */artifacts\\?*) echo ${id};; */zip) cat artifact.zip;; *) echo ${head};; esac`,
    );
  }

  const fetch = () =>
    runScript(script('gate-comment.yml', 'comment', 'Fetch the report'), VARIABLES);
  const output = () => (existsSync(inFolder('output')) ? read('output') : '');

  it('goes to the pull request that the report names', () => {
    serve({ 'gate.md': 'The gate passes\n', 'pull-request': '7\n' });
    expect(fetch()).toBe(0);
    expect(output()).toBe('number=7\n');
    expect(read('gate.md')).toBe('The gate passes\n');
  });

  it('is not written without a report, nor to a pull request of another commit', () => {
    serve(null);
    expect(fetch()).toBe(0);
    expect(output()).toBe('');
    rmSync(inFolder('files'), { recursive: true });
    serve({ 'gate.md': '', 'pull-request': '8' }, 'd'.repeat(40));
    expect(fetch()).toBe(0);
    expect(output()).toBe('');
  });

  it.each(['', '0', '7 8', '../7', '7\nnumber=8', '$(touch pwned)', '12345678901234567890x'])(
    'is not written to %j, which is no number',
    (number) => {
      serve({ 'gate.md': '', 'pull-request': number });
      expect(fetch()).toBe(1);
      expect(output()).toBe('');
      expect(existsSync(inFolder('pwned'))).toBe(false);
    },
  );

  it('takes no more of a report than it can hold', () => {
    serve({ 'gate.md': 'é'.repeat(1e6), 'pull-request': '7' });
    expect(fetch()).toBe(0);
    expect(statSync(inFolder('gate.md')).size).toBe(200_000);
  });

  const comment = (answer: string, report: string | Buffer = 'The gate passes\n') => {
    install('gh', `printf '%s ' "$@" >> calls; case "$*" in *--method*) ;; *) ${answer};; esac`);
    writeFileSync(inFolder('gate.md'), report);
    const variables = { ...VARIABLES, NUMBER: '7' };
    const status = runScript(script('gate-comment.yml', 'comment', 'Comment'), variables);
    return { status, calls: read('calls'), body: read('comment.md') };
  };

  it('is written where there is none yet, and says first what the service knows', () => {
    const { status, calls, body } = comment('true');
    expect(status).toBe(0);
    expect(calls).toContain('--method POST repos/o/r/issues/7/comments -F body=@');
    const [marker, known, empty, ...rest] = body.split('\n');
    expect(marker).toBe('<!-- marsdisk gate -->');
    expect(known).toContain(`[The gate](https://run) of ${HEAD} ended with **failure**.`);
    expect([empty, ...rest].join('\n')).toBe('\nThe gate passes\n\n');
  });

  it('is brought up to date', () => {
    const { status, calls } = comment('seq 11 100000');
    expect(status).toBe(0);
    expect(calls).toContain('--method PATCH repos/o/r/issues/comments/11 -F body=@');
    expect(calls).not.toContain('POST');
  });

  it('is not written when it cannot be found out whether there is one', () => {
    const { status, calls } = comment('exit 1');
    expect(status).not.toBe(0);
    expect(calls).not.toContain('--method');
  });

  it('calls nobody, runs nothing, and is as long as a comment may be, whatever the report is', () => {
    const { status, body } = comment('true', `$(touch pwned) @all ${'@é'.repeat(99_000)}`);
    expect(status).toBe(0);
    expect(body).toContain('$(touch pwned) @\u200ball @\u200bé');
    expect(body).not.toMatch(/@\w/);
    expect(body.length).toBeLessThan(65_536);
    expect(existsSync(inFolder('pwned'))).toBe(false);
    expect(comment('true', Buffer.from([0x61, 0xff, 0xc3])).body).toMatch(/a\ufffd+\n$/);
    expect(comment('true', '').body).toContain('no report, so the log says why.');
  });
});
