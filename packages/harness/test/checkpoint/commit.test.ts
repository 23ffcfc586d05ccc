import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfig } from '@marsdisk/config';
import { beforeAll, describe, expect, it } from 'vitest';
import { findChanges } from '../../src/checkpoint/changes.ts';
import { commitOfCode } from '../../src/checkpoint/commit.ts';
import { temporaryFolder } from '../runFolder.ts';
import { ROOT } from './cutRun.ts';

const folder = temporaryFolder();

describe('the commit of the code', () => {
  const checkout = join(folder, 'checkout');
  const inside = (...parts: string[]) => {
    const path = join(checkout, ...parts);
    mkdirSync(path, { recursive: true });
    return path;
  };

  beforeAll(() => {
    writeFileSync(join(inside('.git'), 'HEAD'), `${'a'.repeat(40)}\n`);
  });

  it('is that of the repository around it', () => {
    expect(commitOfCode(inside('packages', 'harness'))).toBe('a'.repeat(40));
  });

  it('is unknown for an installed package, which lies in the repository of somebody else', () => {
    expect(commitOfCode(inside('node_modules', '@marsdisk', 'harness'))).toBeNull();
  });

  it('is unknown outside of a repository, and in one that is damaged', () => {
    expect(commitOfCode(folder)).toBeNull();
    const damaged = inside('damaged');
    inside('damaged', '.git');
    expect(commitOfCode(damaged)).toBeNull();
  });
});

describe('a run by another commit', () => {
  const { config } = loadConfig({ path: join(ROOT, 'configs', 'small.yml') });
  const by = (commit: string | null) => ({
    version: '1.0.0',
    commit,
    config,
    engine: null,
    tables: [],
  });
  const [a, b] = ['a', 'b'].map((digit) => digit.repeat(40)) as [string, string];

  it.each([
    [a, b, 'aaaaaaaaaaaa → bbbbbbbbbbbb'],
    [a, null, 'aaaaaaaaaaaa → unknown'],
    [null, b, 'unknown → bbbbbbbbbbbb'],
  ])('is another run: %s, %s', (before, now, shown) => {
    expect(findChanges(by(before), by(now))).toEqual([`commit of marsdisk: ${shown}`]);
  });

  it.each([[a], [null]])('is the same run if both are %s', (commit) => {
    expect(findChanges(by(commit), by(commit))).toEqual([]);
  });
});
