import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { engineSpec, executeRun } from '../../src/index.ts';
import { temporaryFolder } from '../checkpoint/cutRun.ts';

const ROOT = resolve(import.meta.dirname, '..', '..', '..', '..');
const folder = temporaryFolder();

/** What `run_config.json` of a short run says about threads. */
async function threadsOf(
  name: string,
  environment: Readonly<Record<string, string>>,
  workers?: string,
) {
  const directory = join(folder, name);
  await executeRun({
    source: {
      path: join(ROOT, 'configs', 'small.yml'),
      overrides: [`io.outdir=${directory}`, 'numerics.t_end_years=1e-5', 'geometry.Nr=6'],
    },
    engine: engineSpec('fast'),
    workingDirectory: ROOT,
    environment,
    ...(workers === undefined ? {} : { workers }),
  });
  const record = JSON.parse(readFileSync(join(directory, 'run_config.json'), 'utf8'));
  return { workers: record.workers, cell_parallel: record.cell_parallel };
}

it('says how many threads took the steps', async () => {
  expect((await threadsOf('one', {}, '1')).workers).toBe(1);
  expect((await threadsOf('two', {}, '2')).workers).toBe(2);
});

it('follows the environment variables of the reference, and says what came of them', async () => {
  const asked = { MARSDISK_CELL_PARALLEL: '1', MARSDISK_CELL_JOBS: '3' };
  const forced = await threadsOf('forced', { ...asked, MARSDISK_CELL_PARALLEL_FORCE: '1' });
  expect(forced).toMatchObject({
    workers: 3,
    cell_parallel: { requested: true, jobs_effective: 3, chunk_size: 2 },
  });
  // Without force the reference knows parallel cells on Windows only.
  const { workers, cell_parallel } = await threadsOf('asked', asked);
  expect(workers).toBe(cell_parallel.jobs_effective);
});
