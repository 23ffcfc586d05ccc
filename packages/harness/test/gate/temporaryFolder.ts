import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/** A folder for the tests of a file; it goes when they are done. */
export function temporaryFolder() {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'marsdisk-gate-test-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return { folder, path: (name: string) => join(folder, name) };
}
