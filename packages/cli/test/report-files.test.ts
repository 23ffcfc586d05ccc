import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { requireWritable, writeJsonReport } from '../src/reportFiles.ts';
import { marsdisk, temporaryFolder } from './marsdisk.ts';

const { folder } = temporaryFolder('reports');

describe('a file for a report', () => {
  it('may be new, may exist, and need not be asked for', () => {
    const path = join(folder, 'report.json');
    requireWritable(undefined, path);
    writeJsonReport(path, { a: 1 });
    writeJsonReport(undefined, { a: 2 });
    requireWritable(path);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ a: 1 });
  });

  it('is refused where it could not be written', () => {
    mkdirSync(join(folder, 'taken'));
    expect(() => requireWritable(join(folder, 'no', 'report.json'))).toThrow(/cannot write .*no/);
    expect(() => requireWritable(join(folder, 'taken'))).toThrow(/a directory, a file is needed/);
  });

  it.each([
    ['verify', '--json'],
    ['verify', '--drift', '--chart'],
    ['bench', '--json'],
  ])('is refused before %s %s begins', async (...words) => {
    const { exitCode, stderr } = await marsdisk([...words, '/nowhere/at/all.json']);
    expect(stderr.trim()).toMatch(/^marsdisk.*: cannot write \/nowhere\/at\/all\.json: .*exist/);
    expect(exitCode).not.toBe(0);
  });
});
