import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { baseCommit, checkOutBase, describeCandidate } from '../../src/gate/baseCheckout.ts';

const parent = mkdtempSync(join(realpathSync(tmpdir()), 'marsdisk-gate-test-'));
afterAll(() => rmSync(parent, { recursive: true, force: true }));

/** A repository in which two branches part after the first commit. */
function repository(name: string) {
  const root = join(parent, name);
  const git = (...words: string[]) =>
    execFileSync('git', ['-C', root, '-c', 'user.name=t', '-c', 'user.email=t@t', ...words], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    }).trim();
  const commit = (file: string, text: string) => {
    writeFileSync(join(root, file), text);
    git('add', '.');
    git('commit', '-qm', `Change ${file}`);
    return git('rev-parse', 'HEAD');
  };
  execFileSync('git', ['init', '-q', '-b', 'main', root]);
  const first = commit('package.json', '{ "name": "empty", "version": "1.0.0" }');
  git('checkout', '-qb', 'work');
  const own = commit('own.txt', 'own');
  git('checkout', '-q', 'main');
  const others = commit('others.txt', 'others');
  git('checkout', '-q', 'work');
  return { root, git, first, own, others };
}

/** One that has ended is listed until somebody asks for its end. */
function isRunning(pid: number): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return /^[^Z]/.test(stdout);
}

describe('the candidate', () => {
  it('is the working tree; files that are not committed are named', () => {
    const { root, own } = repository('candidate');
    expect(describeCandidate(root)).toEqual({ root, commit: own, changed: [] });
    writeFileSync(join(root, 'own.txt'), 'changed');
    writeFileSync(join(root, 'new.txt'), 'new');
    expect(describeCandidate(root).changed).toEqual(['own.txt', 'new.txt']);
  });

  it('needs a repository', () => {
    expect(() => describeCandidate(parent)).toThrow(/rev-parse/);
  });
});

describe('the base', () => {
  it('is the commit where the histories part', () => {
    const { root, first, own } = repository('parting');
    expect(baseCommit(root, 'main')).toBe(first);
    expect(baseCommit(root, 'HEAD')).toBe(own);
  });

  it('of a merge commit is its first parent, also when no more than that was fetched', () => {
    const { root, git, others } = repository('merge');
    git('checkout', '-q', 'main');
    git('merge', '-q', '--no-ff', '-m', 'Merge work', 'work');
    expect(baseCommit(root, 'HEAD^1')).toBe(others);
    const shallow = join(parent, 'shallow');
    execFileSync('git', ['clone', '-q', '--depth', '2', pathToFileURL(root).href, shallow]);
    expect(baseCommit(shallow, 'HEAD^1')).toBe(others);
  });

  it('is the revision itself when the histories have nothing in common', () => {
    const { root, git, own, others } = repository('strangers');
    git('checkout', '-q', '--orphan', 'other');
    git('commit', '-qm', 'Start anew');
    expect(baseCommit(root, others)).toBe(others);
    expect(baseCommit(root, own)).toBe(own);
  });

  it.each(['nowhere', 'origin/main', '--all', 'HEAD:package.json'])(
    'cannot be "%s" when there is no such commit',
    (revision) => {
      const { root } = repository(`missing-${revision.replaceAll(/\W/g, '')}`);
      expect(() => baseCommit(root, revision)).toThrow(/--base: .* is no commit/);
    },
  );

  it('that cannot be installed is refused with the reason, and nothing of it stays', async () => {
    const { root, git, own } = repository('broken');
    // Its lockfile is missing, so a frozen one cannot be kept.
    writeFileSync(join(root, 'package.json'), '{ "dependencies": { "yaml": "2.9.1" } }');
    git('commit', '-qam', 'Forget the lockfile');
    const broken = git('rev-parse', 'HEAD');
    expect(broken).not.toBe(own);
    await expect(checkOutBase(root, broken)).rejects.toThrow(/cannot be installed .*LOCKFILE/i);
    expect(git('worktree', 'list').split('\n')).toHaveLength(1);
  });

  it('is in a folder of its own until it is removed', async () => {
    const { root, git, first } = repository('checkout');
    writeFileSync(join(root, 'own.txt'), 'not committed');
    const base = await checkOutBase(root, first);
    expect(existsSync(join(base.root, 'package.json'))).toBe(true);
    expect(existsSync(join(base.root, 'own.txt'))).toBe(false);
    base.remove();
    expect(existsSync(base.root)).toBe(false);
    expect(git('worktree', 'list').split('\n')).toHaveLength(1);
  });

  it('leaves no process and no folder when it is interrupted while it installs', async () => {
    const { root, git } = repository('interrupted');
    const pidFile = join(parent, 'installing.pid');
    const scripts = { preinstall: `echo $$ > ${pidFile}; sleep 300` };
    writeFileSync(join(root, 'package.json'), JSON.stringify({ name: 'slow', scripts }));
    git('commit', '-qam', 'Take long to install');
    const module = new URL('../../src/gate/baseCheckout.ts', import.meta.url).href;
    const program = `
      import { checkOutBase } from '${module}';
      process.once('SIGTERM', () => process.exit(143));
      await checkOutBase(${JSON.stringify(root)}, '${git('rev-parse', 'HEAD')}');
    `;
    const gate = spawn(process.execPath, ['--input-type=module', '--eval', program]);
    const ended = once(gate, 'exit');
    const pid = await expect
      .poll(() => Number(readFileSync(pidFile, 'utf8')), { timeout: 20_000 })
      .toBeGreaterThan(0)
      .then(() => Number(readFileSync(pidFile, 'utf8')));
    gate.kill('SIGTERM');
    expect(await ended).toEqual([143, null]);
    await expect.poll(() => isRunning(pid), { timeout: 5000 }).toBe(false);
    expect(git('worktree', 'list').split('\n')).toHaveLength(1);
  });

  it('takes no other worktree with it, not even one whose folder is gone', async () => {
    const { root, git, first } = repository('neighbours');
    const other = join(parent, 'on-another-disk');
    git('worktree', 'add', '--quiet', '--detach', other, first);
    rmSync(other, { recursive: true });
    (await checkOutBase(root, first)).remove();
    const listed = git('worktree', 'list').split('\n');
    expect(listed).toHaveLength(2);
    expect(listed[1]).toContain('on-another-disk');
  });
});
