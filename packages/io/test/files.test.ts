import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FileError } from '@marsdisk/core';
import { describe, expect, test } from 'vitest';
import {
  fileFailure,
  findRunFiles,
  openPendingFile,
  prepareOutputDirectory,
  writeFileAtomically,
  writeFully,
} from '../src/index.ts';
import { filesBelow, temporaryFolder } from './support/temporary-folder.ts';

describe('a file written atomically', () => {
  test('replaces the old one at once', () => {
    const folder = temporaryFolder();
    const path = join(folder, 'summary.json');
    writeFileSync(path, 'old');
    const file = openPendingFile(path);
    file.append(Buffer.from('new '));
    expect(readFileSync(path, 'utf8')).toBe('old');
    file.append(Buffer.from('content'));
    expect(file.byteLength()).toBe(11);
    file.commit();
    expect(readFileSync(path, 'utf8')).toBe('new content');
    expect(filesBelow(folder)).toEqual(['summary.json']);
  });

  test('leaves the old one alone when it is given up', () => {
    const folder = temporaryFolder();
    const path = join(folder, 'summary.json');
    writeFileAtomically(path, 'old');
    const file = openPendingFile(path);
    file.append(Buffer.from('half'));
    file.discard();
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(filesBelow(folder)).toEqual(['summary.json']);
  });

  test('leaves nothing when its name cannot be taken', () => {
    const folder = temporaryFolder();
    const path = join(folder, 'taken');
    mkdirSync(join(path, 'inside'), { recursive: true });
    expect(() => writeFileAtomically(path, 'x')).toThrow(FileError);
    expect(filesBelow(folder)).toEqual([]);
  });

  test('says where and what to do when the folder is missing or a file', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'plain'), '');
    const missing = join(folder, 'no', 'x.json');
    expect(() => writeFileAtomically(missing, '')).toThrow(
      new FileError(
        `cannot write ${missing}: the directory ${join(folder, 'no')} does not exist any more, or never did (ENOENT)`,
      ),
    );
    expect(() => writeFileAtomically(join(folder, 'plain', 'x.json'), '')).toThrow(
      /a part of the path is a file, not a directory; choose another path \(ENOTDIR\)/,
    );
  });

  test('on a full disk fails with the system’s own error in words', () => {
    const full = openSync('/dev/full', 'w');
    let error: unknown;
    try {
      writeFully(full, Buffer.alloc(4096));
    } catch (thrown) {
      error = thrown;
    } finally {
      closeSync(full);
    }
    const failure = fileFailure('write', 'out/series/run.parquet', error);
    expect(failure).toBeInstanceOf(FileError);
    expect(failure.message).toBe(
      'cannot write out/series/run.parquet: no space left on the device; free some or choose another output directory (ENOSPC)',
    );
    expect(failure.cause).toBe(error);
  });

  test('does not hide errors that are not the system’s', () => {
    const bug = new TypeError('a bug');
    expect(fileFailure('write', 'x', bug)).toBe(bug);
  });
});

describe('the output directory', () => {
  const OLD_RUN = [
    'checks/mass_budget.csv',
    'orbit_rollup.csv',
    'run_config.json',
    'run_config.json.tmp-0123456789ab',
    'series/diagnostics.parquet',
    'series/psd_hist_chunk_000000000_000000004.parquet',
    'series/run.parquet.tmp-00ff00ff00ff',
    'series/run_chunk_000000000_000000004.parquet',
    'summary.json',
  ];
  const FOREIGN = [
    'notes.txt',
    'run_config.json.bak',
    'series/my_run.parquet',
    'plots/run.parquet',
  ];

  function directoryWith(files: readonly string[]): string {
    const dir = join(temporaryFolder(), 'out');
    for (const folder of ['series', 'checks', 'plots'])
      mkdirSync(join(dir, folder), { recursive: true });
    for (const file of files) writeFileSync(join(dir, file), '');
    return dir;
  }

  test('is made with its folders, and empty', () => {
    const dir = join(temporaryFolder(), 'a', 'b');
    expect(prepareOutputDirectory(dir, { overwrite: false })).toEqual([]);
    writeFileSync(join(dir, 'series', 'run.parquet'), '');
    writeFileSync(join(dir, 'checks', 'mass_budget.csv'), '');
    expect(filesBelow(dir)).toEqual(['checks/mass_budget.csv', 'series/run.parquet']);
  });

  test.each(OLD_RUN)('that holds another run’s %s is refused', (file) => {
    const dir = directoryWith([file]);
    expect(() => prepareOutputDirectory(dir, { overwrite: false })).toThrow(
      new FileError(
        `${dir} already holds a run (${file}); choose another output directory or allow it to be overwritten`,
      ),
    );
    expect(filesBelow(dir)).toEqual([file]);
  });

  test('that holds only other people’s files is accepted', () => {
    const dir = directoryWith(FOREIGN);
    expect(prepareOutputDirectory(dir, { overwrite: false })).toEqual([]);
    expect(filesBelow(dir)).toEqual([...FOREIGN].sort());
  });

  test('loses the earlier run and nothing else when overwriting is allowed', () => {
    const dir = directoryWith([...OLD_RUN, ...FOREIGN]);
    expect(findRunFiles(dir)).toEqual([...OLD_RUN].sort());
    expect(prepareOutputDirectory(dir, { overwrite: true })).toEqual([...OLD_RUN].sort());
    expect(filesBelow(dir)).toEqual([...FOREIGN].sort());
  });

  test('that is a file is refused by name', () => {
    const path = join(temporaryFolder(), 'out');
    writeFileSync(path, '');
    expect(() => prepareOutputDirectory(path, { overwrite: true })).toThrow(FileError);
    expect(() => prepareOutputDirectory(join(path, 'deeper'), { overwrite: true })).toThrow(
      /ENOTDIR/,
    );
  });

  test('that cannot be written is refused before the run', () => {
    // No permission bit stops the superuser, but nobody can create files in /proc.
    expect(() => prepareOutputDirectory('/proc/marsdisk', { overwrite: false })).toThrow(
      /cannot create files in \/proc\/marsdisk/,
    );
  });
});
