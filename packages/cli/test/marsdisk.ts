import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { afterAll, expect } from 'vitest';

/** The root of the repository, to which the paths in the shipped configurations refer. */
export const ROOT = resolve(import.meta.dirname, '..', '..', '..');

/** The source of the command; Node strips its types. */
export const MAIN = join(ROOT, 'packages', 'cli', 'src', 'main.ts');

/** What became of a command. */
export interface Finished {
  /** Null when a signal ended the process. */
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface SpawnOptions {
  /** Where it runs; the root of the repository unless given. */
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** A program that starts the command, with its arguments. */
  readonly through?: readonly string[];
  readonly onStart?: (child: ChildProcess) => void;
}

/** Runs `marsdisk` in a process of its own, in the root of the repository. */
export function marsdisk(args: readonly string[], options: SpawnOptions = {}): Promise<Finished> {
  const { cwd = ROOT, env = {}, through = [], onStart } = options;
  const [program, ...rest] = [...through, process.execPath, MAIN, ...args];
  const child = spawn(program!, rest, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (text) => {
    stdout += text;
  });
  child.stderr.on('data', (text) => {
    stderr += text;
  });
  onStart?.(child);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exitCode, signal) => resolve({ exitCode, signal, stdout, stderr }));
  });
}

/** A folder for the tests of a file; it goes when they are done. */
export function temporaryFolder(name: string) {
  const folder = mkdtempSync(join(tmpdir(), `marsdisk-${name}-`));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return {
    folder,
    path: (file: string) => join(folder, file),
    write(file: string, text: string): string {
      writeFileSync(join(folder, file), text);
      return join(folder, file);
    },
  };
}

/** Every file below a folder, relative to it, sorted; none when there is no folder. */
export function filesBelow(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
      .sort();
  } catch {
    return [];
  }
}

/** The parsed `run_config.json` of a run. */
export function runRecord(outdir: string): Record<string, unknown> {
  return JSON.parse(readFileSync(join(outdir, 'run_config.json'), 'utf8'));
}

/** What a command said in the end. */
export type Printed = Pick<Finished, 'exitCode' | 'stdout' | 'stderr'>;

/** The rule of every error: exit code 1, nothing on standard output, one line, no stack. */
export function expectOneLine(finished: Printed): string {
  expect(finished).toMatchObject({ exitCode: 1, stdout: '' });
  const errors = finished.stderr
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('marsdisk: warning: '));
  expect(errors).toHaveLength(1);
  expect(errors[0]).toMatch(/^marsdisk: /);
  expect(finished.stderr).not.toMatch(/^\s+at /m);
  expect(finished.stderr).not.toContain('internal error');
  return errors[0]!;
}
