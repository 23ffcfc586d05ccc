import { spawnSync } from 'node:child_process';
import {
  chmodSync,
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
import { afterAll, beforeEach } from 'vitest';

export const GITHUB = join(import.meta.dirname, '..', '..', '.github');

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

export const WORKFLOWS = readdirSync(join(GITHUB, 'workflows'));

function parse(...path: string[]): unknown {
  const file = join(GITHUB, ...path);
  return parseYaml(readFileSync(file, 'utf8'), file);
}

export function workflow(file: string): Workflow {
  return parse('workflows', file) as Workflow;
}

const SET_UP = parse('actions', 'set-up', 'action.yml') as { readonly runs: Job };

/** Every step of every workflow, with a name. */
export const STEPS = [
  ['set-up', SET_UP.runs] as const,
  ...WORKFLOWS.flatMap((file) =>
    Object.entries(workflow(file).jobs).map(
      ([job, content]) => [`${file}, ${job}`, content] as const,
    ),
  ),
].flatMap(([place, { steps }]) =>
  steps.map((step, i) => [`${place}, ${step.name ?? `step ${i + 1}`}`, step] as const),
);

export const SCRIPTS = STEPS.flatMap(([name, { run }]) =>
  run === undefined ? [] : [[name, run] as const],
);

/** The script of a step. */
export function script(file: string, job: string, name: string): string {
  return workflow(file).jobs[job]!.steps.find((one) => one.name === name)!.run!;
}

/** The scripts of the runners use what those have; a machine without it passes their tests over. */
export const CAN_RUN =
  process.platform !== 'win32' &&
  ['bash', 'jq', 'unzip', 'zip'].every((name) => spawnSync('which', [name]).status === 0);

/** A folder for every test of a file, in which scripts of a job run. */
export function jobFolder() {
  const parent = mkdtempSync(join(tmpdir(), 'marsdisk-workflows-'));
  afterAll(() => rmSync(parent, { recursive: true, force: true }));
  /** Folder of a job, with `programs` at the head of the search path. */
  let folder = parent;
  let programs = parent;
  beforeEach(() => {
    folder = mkdtempSync(join(parent, 'job-'));
    programs = join(folder, 'programs');
    mkdirSync(programs);
  });
  const inFolder = (...parts: string[]) => join(folder, ...parts);
  return {
    inFolder,
    read: (...parts: string[]) => readFileSync(inFolder(...parts), 'utf8'),

    /** Runs a script in the way of the runner. */
    runScript(text: string, variables: Readonly<Record<string, string>> = {}) {
      const { status } = spawnSync('bash', ['-e', '-c', text], {
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
    },

    /** Puts a program on the search path that does what a script says. */
    install(name: string, text: string): void {
      const path = join(programs, name);
      writeFileSync(path, `#!/bin/bash\n${text}\n`);
      chmodSync(path, 0o755);
    },

    /** What happened to a pull request, as the runner hands it over. */
    writeEvent(event: object): void {
      writeFileSync(inFolder('event.json'), JSON.stringify(event));
    },
  };
}
