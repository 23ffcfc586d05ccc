import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openResultFolders } from '../../src/profile/results/folders.ts';

const parent = mkdtempSync(join(tmpdir(), 'marsdisk-folders-'));
afterAll(() => rmSync(parent, { recursive: true, force: true }));

describe('the folders of a result', () => {
  it('show up under their name when they are complete', () => {
    const folders = openResultFolders(parent, 'now-abc');
    writeFileSync(join(folders.unfinished, 'result.json'), '{}');
    expect(readdirSync(parent).every((name) => name.startsWith('.'))).toBe(true);
    folders.publish();
    expect(existsSync(folders.scratch)).toBe(true);
    folders.close();
    expect(readdirSync(parent)).toEqual(['now-abc']);
    expect(readdirSync(folders.folder)).toEqual(['result.json']);
  });

  it('go when nothing came of them', () => {
    openResultFolders(parent, 'later-abc').close();
    expect(readdirSync(parent)).toEqual(['now-abc']);
  });

  it('of processes that are dead are removed by the next one, others are left alone', () => {
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    for (const name of [
      `.result-a-${pid}`,
      `.scratch-a-${pid}`,
      `.result-b-${process.ppid}`,
      '.other',
    ])
      mkdirSync(join(parent, name));
    openResultFolders(parent, 'later-abc').close();
    expect(readdirSync(parent).sort()).toEqual(['.other', `.result-b-${process.ppid}`, 'now-abc']);
  });
});
