import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MarsDiskError } from '@marsdisk/core';
import { endGroupWithProcess } from '../bench/endWithProcess.ts';

/** A revision in a folder of its own, ready to run. */
export interface BaseCheckout {
  /** Absolute. */
  readonly root: string;
  readonly commit: string;
  /** Removes the folder. */
  readonly remove: () => void;
}

/** What is in the folder where the gate runs. */
export interface CandidateState {
  /** Root of the repository; absolute. */
  readonly root: string;
  readonly commit: string;
  /** Files that differ from the commit. */
  readonly changed: readonly string[];
}

const INSTALL = ['npx', '-y', 'pnpm@12', 'install', '--frozen-lockfile'];
const KEPT_OUTPUT = 4000;

/**
 * The candidate: the working tree with all that is in it, committed or not.
 *
 * @throws MarsDiskError outside of a git repository
 */
export function describeCandidate(folder: string): CandidateState {
  const root = git(folder, ['rev-parse', '--show-toplevel']);
  const status = git(root, ['status', '--porcelain']);
  return {
    root,
    commit: git(root, ['rev-parse', 'HEAD']),
    changed: status === '' ? [] : status.split('\n').map((line) => line.slice(2).trim()),
  };
}

/**
 * The commit that a candidate is compared with: where its history and that of the revision part, so that it does not
 * answer for what others changed since; the revision itself if they have nothing in common.
 *
 * @throws MarsDiskError for a revision that does not exist
 */
export function baseCommit(root: string, revision: string): string {
  let commit: string;
  try {
    commit = git(root, ['rev-parse', '--verify', '--end-of-options', `${revision}^{commit}`]);
  } catch (error) {
    throw new MarsDiskError(
      `--base: "${revision}" is no commit of ${root}; fetch it first (git fetch origin), or name another`,
      { cause: error },
    );
  }
  try {
    return git(root, ['merge-base', 'HEAD', commit]);
  } catch {
    return commit;
  }
}

/**
 * Checks a commit out into a temporary folder and installs what its own lockfile pins.
 *
 * @throws MarsDiskError when it cannot be checked out or installed
 */
export async function checkOutBase(root: string, commit: string): Promise<BaseCheckout> {
  const parent = mkdtempSync(join(realpathSync(tmpdir()), 'marsdisk-gate-'));
  const folder = join(parent, 'base');
  const remove = () => {
    process.off('exit', remove);
    rmSync(parent, { recursive: true, force: true });
    // Git still lists the folder. Pruning would also drop worktrees of the user whose disk is not there now.
    spawnSync('git', ['worktree', 'remove', '--force', folder], { cwd: root });
  };
  process.once('exit', remove);
  try {
    git(root, ['worktree', 'add', '--quiet', '--detach', folder, commit]);
    await install(folder, commit);
  } catch (error) {
    remove();
    throw error;
  }
  return { root: folder, commit, remove };
}

async function install(folder: string, commit: string): Promise<void> {
  // On Windows npx is a script of the command interpreter.
  const [program, ...words] =
    process.platform === 'win32' ? ['cmd.exe', '/d', '/s', '/c', ...INSTALL] : INSTALL;
  const { code, output } = await new Promise<{ code: number | null; output: string }>(
    (resolve, reject) => {
      const child = spawn(program!, words, {
        cwd: folder,
        env: { ...process.env, CI: 'true' },
        stdio: ['ignore', 'pipe', 'pipe'],
        // A group of its own, because npx starts pnpm, which starts others.
        detached: process.platform !== 'win32',
      });
      endGroupWithProcess(child);
      let text = '';
      const keep = (chunk: Buffer) => {
        text = (text + chunk.toString()).slice(-KEPT_OUTPUT);
      };
      child.stdout.on('data', keep);
      child.stderr.on('data', keep);
      child.on('error', (error) =>
        reject(new MarsDiskError(`cannot start ${program}: ${error.message}`)),
      );
      child.on('close', (exitCode) => resolve({ code: exitCode, output: text }));
    },
  );
  if (code !== 0) {
    const lines = output.trim().split('\n');
    const telling = lines.find((line) => /err/i.test(line) && !/warn/i.test(line)) ?? lines.at(-1);
    throw new MarsDiskError(
      `the base ${commit.slice(0, 12)} cannot be installed (${INSTALL.join(' ')}: exit code ${code}): ${telling?.trim()}`,
    );
  }
}

function git(folder: string, words: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync('git', words, {
    cwd: folder,
    encoding: 'utf8',
  });
  if (error !== undefined) throw new MarsDiskError(`cannot start git: ${error.message}`);
  if (status !== 0)
    throw new MarsDiskError(`git ${words.join(' ')} in ${folder}: ${stderr.trim().split('\n')[0]}`);
  return stdout.trimEnd();
}
