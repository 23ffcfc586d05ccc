import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { filesBelow, temporaryFolder } from './support/temporary-folder.ts';

const SCRIPT = join(import.meta.dirname, 'support', 'writes-until-refused.ts');

/** Runs a writer in a process that may not write files above 64 blocks (at most 64 kB). */
function writeUnderLimit(kind: string, folder: string): string {
  const limited = 'trap "" XFSZ; ulimit -f 64; exec "$0" "$@"';
  return execFileSync('sh', ['-c', limited, process.execPath, SCRIPT, kind, folder], {
    encoding: 'utf8',
  }).trim();
}

describe('when the system refuses to store more', () => {
  test.each([
    ['text', 'summary.json'],
    ['csv', 'mass_budget.csv'],
    ['parquet', 'run.parquet'],
    ['series', 'run_chunk_000000000_000000001.parquet'],
  ])('%s output says which file and why, and leaves no part of it', (kind, name) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'earlier.txt'), 'kept');
    expect(writeUnderLimit(kind, folder)).toBe(
      `FileError: cannot write ${join(folder, name)}: the file would exceed the largest size allowed here; raise the limit (ulimit -f) or flush smaller files (EFBIG)`,
    );
    expect(filesBelow(folder)).toEqual(['earlier.txt']);
  });
});
