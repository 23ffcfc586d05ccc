import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll } from 'vitest';
import { executeRun } from '../../src/index.ts';

const ROOT = resolve(import.meta.dirname, '..', '..', '..', '..');

/** A folder for the tests of a file; it goes when they are done. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'marsdisk-harness-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Runs a configuration, changed by overrides, into a directory. */
export async function runSmall(
  directory: string,
  overrides: readonly string[] = [],
  config = 'configs/small.yml',
): Promise<void> {
  await executeRun({
    source: {
      path: join(ROOT, config),
      overrides: [`io.outdir=${directory}`, ...overrides],
    },
    engine: { engine: 'core' },
    environment: {},
    workingDirectory: ROOT,
  });
}
