import { join, resolve } from 'node:path';
import { executeRun } from '../../src/index.ts';

const ROOT = resolve(import.meta.dirname, '..', '..', '..', '..');

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
