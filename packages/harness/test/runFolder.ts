import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/** A folder for the tests of a file; it goes when they are done. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'marsdisk-harness-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A fresh copy of a run beside it, to be changed or damaged. */
export function copyBeside(original: string, name: string): string {
  const copy = join(original, '..', name);
  rmSync(copy, { recursive: true, force: true });
  cpSync(original, copy, { recursive: true });
  return copy;
}
