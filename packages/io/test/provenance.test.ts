import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FileError } from '@marsdisk/core';
import { describe, expect, test } from 'vitest';
import {
  describeEnvironment,
  describeExternalFile,
  describeExternalFiles,
  gitCommit,
  hashFile,
} from '../src/index.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const COMMIT = '0123456789abcdef0123456789abcdef01234567';

describe('the provenance of a table', () => {
  test('is its path, size, time of change and hash', () => {
    const path = join(temporaryFolder(), 'qpr.csv');
    writeFileSync(path, 'abc');
    utimesSync(path, new Date('2024-05-06T07:08:09Z'), new Date('2024-05-06T07:08:09Z'));
    expect(describeExternalFile(path)).toEqual({
      path,
      exists: true,
      size_bytes: 3n,
      modified_utc: '2024-05-06T07:08:09Z',
      // SHA-256 of "abc" in FIPS 180-2, appendix B.1.
      sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    });
  });

  test('has no hash when the file is missing or above 50 MiB', () => {
    const folder = temporaryFolder();
    expect(describeExternalFile(join(folder, 'no.csv'))).toEqual({
      path: join(folder, 'no.csv'),
      exists: false,
      size_bytes: null,
      modified_utc: null,
      sha256: null,
    });
    const large = join(folder, 'large.csv');
    writeFileSync(large, '');
    truncateSync(large, 50 * 1024 * 1024 + 1);
    expect(describeExternalFile(large)).toMatchObject({ exists: true, sha256: null });
  });

  test('names every file once', () => {
    const path = join(temporaryFolder(), 'a.csv');
    writeFileSync(path, 'a');
    expect(describeExternalFiles([path, null, `${path}/../a.csv`]).map((f) => f.path)).toEqual([
      path,
    ]);
  });

  test('hashes files of any length, and says which it cannot read', () => {
    const path = join(temporaryFolder(), 'long.bin');
    const content = Buffer.alloc(3_000_001, 'marsdisk');
    writeFileSync(path, content);
    expect(hashFile(path)).toBe(createHash('sha256').update(content).digest('hex'));
    expect(() => hashFile(`${path}.no`)).toThrow(FileError);
  });
});

describe('the commit of the code', () => {
  function repository(files: Readonly<Record<string, string>>): string {
    const folder = temporaryFolder();
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(join(folder, name, '..'), { recursive: true });
      writeFileSync(join(folder, name), content);
    }
    mkdirSync(join(folder, 'packages', 'io'), { recursive: true });
    return join(folder, 'packages', 'io');
  }

  test.each([
    ['detached', { '.git/HEAD': `${COMMIT}\n` }],
    ['on a branch', { '.git/HEAD': 'ref: refs/heads/a/b\n', '.git/refs/heads/a/b': `${COMMIT}\n` }],
    [
      'with packed references',
      {
        '.git/HEAD': 'ref: refs/heads/main\n',
        '.git/packed-refs': `# pack-refs with: peeled\n${'f'.repeat(40)} refs/heads/main2\n${COMMIT} refs/heads/main\n`,
      },
    ],
    [
      'in a worktree',
      {
        '.git': 'gitdir: real/worktrees/w\n',
        'real/worktrees/w/HEAD': 'ref: refs/heads/w\n',
        'real/worktrees/w/commondir': '../..\n',
        'real/refs/heads/w': `${COMMIT}\n`,
      },
    ],
  ])('is found %s', (_, files) => {
    expect(gitCommit(repository(files as unknown as Record<string, string>))).toBe(COMMIT);
  });

  test('is null for a branch without commits and outside of a checkout', () => {
    expect(gitCommit(repository({ '.git/HEAD': 'ref: refs/heads/main\n' }))).toBeNull();
    expect(gitCommit('/')).toBeNull();
  });
});

describe('the environment of a run', () => {
  test('says with which program, packages and system it was made', () => {
    const environment = describeEnvironment(['hyparquet', 'no-such-package']);
    const manifest = join(import.meta.dirname, '../node_modules/hyparquet/package.json');
    expect(environment.packages).toEqual({
      hyparquet: JSON.parse(readFileSync(manifest, 'utf8')).version,
      'no-such-package': null,
    });
    expect(environment.node).toEqual({
      version: process.versions.node,
      executable: process.execPath,
    });
    expect(environment.cwd).toBe(process.cwd());
    expect(environment.timestamp_utc).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    expect(Object.values(environment.platform).every((text) => text.length > 0)).toBe(true);
  });

  test('never fails', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, '.git'));
    expect(describeEnvironment([], folder).git_commit).toBeNull();
  });
});
