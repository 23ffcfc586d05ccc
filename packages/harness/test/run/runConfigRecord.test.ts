import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { type Engine, type EngineFactory, PhysicsError } from '@marsdisk/core';
import { CACHE_NAMES, COLLISION_CACHES, createFastEngine, resolveWorkers } from '@marsdisk/fast';
import { describe, expect, it } from 'vitest';
import { engineSpec, executeRun, type RunRequest } from '../../src/index.ts';
import { temporaryFolder } from '../runFolder.ts';

const ROOT = resolve(import.meta.dirname, '..', '..', '..', '..');
const CELLS = 6;
const folder = temporaryFolder();

function readRecord(name: string) {
  return JSON.parse(readFileSync(join(folder, name, 'run_config.json'), 'utf8'));
}

/** What `run_config.json` of a short run of six cells says. */
async function recordOf(name: string, changes: Partial<RunRequest>) {
  await executeRun({
    source: {
      path: join(ROOT, 'configs', 'small.yml'),
      overrides: [
        `io.outdir=${join(folder, name)}`,
        'numerics.t_end_years=1e-5',
        `geometry.Nr=${CELLS}`,
      ],
    },
    engine: engineSpec('fast'),
    workingDirectory: ROOT,
    environment: {},
    ...changes,
  });
  return readRecord(name);
}

describe('the threads of a run', () => {
  const forced = {
    MARSDISK_CELL_PARALLEL: '1',
    MARSDISK_CELL_PARALLEL_FORCE: '1',
    MARSDISK_CELL_JOBS: '3',
  };

  it.each(['1', '3'])('are the %s that the option asks for', async (workers) => {
    const count = Number(workers);
    expect(await recordOf(`option ${workers}`, { workers })).toMatchObject({
      workers: count,
      workers_requested: workers,
      workers_requested_by: 'option',
      cell_parallel: {
        requested: false,
        enabled: count > 1,
        disabled_reason: count > 1 ? null : 'not_requested',
        jobs_effective: count,
        chunk_size: CELLS / count,
      },
    });
  });

  it('are those of the option even if the variables ask for others', async () => {
    const record = await recordOf('both', { workers: '1', environment: forced });
    expect(record).toMatchObject({
      workers: 1,
      workers_requested_by: 'option',
      cell_parallel: {
        requested: true,
        enabled: false,
        disabled_reason: 'single_job',
        jobs_requested: 3,
        jobs_effective: 1,
        chunk_size: CELLS,
        numba_threads_auto: null,
      },
    });
  });

  it('are else those of the variables of the reference', async () => {
    expect(await recordOf('forced', { environment: forced })).toMatchObject({
      workers: 3,
      workers_requested: '3',
      workers_requested_by: 'environment',
      cell_parallel: { requested: true, enabled: true, jobs_effective: 3, chunk_size: 2 },
    });
    const off = await recordOf('off', { environment: { MARSDISK_CELL_PARALLEL: 'off' } });
    expect(off).toMatchObject({ workers: 1, workers_requested_by: 'environment' });
    // Without force the reference knows parallel cells on Windows only.
    const { MARSDISK_CELL_PARALLEL_FORCE: _, ...asked } = forced;
    const record = await recordOf('asked', { environment: asked });
    const reason = process.platform === 'win32' ? null : 'non_windows';
    expect(record.cell_parallel.disabled_reason).toBe(reason);
    expect(record.workers).toBe(reason === null ? 3 : 1);
  });

  it('are else as many as suit the machine', async () => {
    const workers = resolveWorkers('auto', CELLS, availableParallelism());
    expect(await recordOf('default', {})).toMatchObject({
      workers,
      workers_requested: 'auto',
      workers_requested_by: 'default',
      cell_parallel: { enabled: workers > 1, jobs_effective: workers },
    });
  });

  it('are fewer than asked for if equal shares leave some without cells', async () => {
    const record = await recordOf('shares', { workers: '4' });
    expect(record).toMatchObject({
      workers: 3,
      workers_requested: '4',
      cell_parallel: { jobs_effective: 3, chunk_size: 2 },
    });
  });

  it('have shares of their own size, whatever MARSDISK_CELL_CHUNK_SIZE says', async () => {
    const warnings: string[] = [];
    const { cell_parallel } = await recordOf('chunks', {
      workers: '2',
      environment: { MARSDISK_CELL_CHUNK_SIZE: '5' },
      warn: (message) => warnings.push(message),
    });
    expect(cell_parallel).toMatchObject({
      chunk_size_requested: 5,
      chunk_size: 3,
      chunk_mode: 'auto',
    });
    expect(warnings).toEqual([
      expect.stringMatching(/^MARSDISK_CELL_CHUNK_SIZE="5": no effect; .* share of 3 cells/),
    ]);
  });
});

it('warns of variables that are not what they should be', async () => {
  const warnings: string[] = [];
  await recordOf('malformed', {
    environment: { MARSDISK_CELL_JOBS: '2.5' },
    warn: (message) => warnings.push(message),
  });
  expect(warnings).toEqual([
    'MARSDISK_CELL_JOBS="2.5": it must be a whole number of at least 1; 1 is taken',
  ]);
});

describe('MARSDISK_DISABLE_COLLISION_CACHE', () => {
  it('turns the caches of collisions off, and the record says so', async () => {
    const environment = { MARSDISK_DISABLE_COLLISION_CACHE: '1' };
    const { engine, cache_statistics } = await recordOf('no collision caches', { environment });
    expect(engine.collision_caches_disabled_env).toBe(true);
    expect(engine.flags.filter((name: never) => COLLISION_CACHES.includes(name))).toEqual([]);
    const others = CACHE_NAMES.filter((name) => !COLLISION_CACHES.includes(name));
    expect(Object.keys(cache_statistics)).toEqual(others.toSorted());
    expect(engine.flags).toEqual(expect.arrayContaining(['moments', ...others]));
  });

  it('leaves them on where it is not set', async () => {
    const { engine } = await recordOf('collision caches', {});
    expect(engine.collision_caches_disabled_env).toBe(false);
    expect(engine.flags).toEqual(expect.arrayContaining([...COLLISION_CACHES]));
  });
});

describe('the statistics of caches', () => {
  it('are summed over the threads', async () => {
    const one = await recordOf('statistics one', { workers: '1' });
    const two = await recordOf('statistics two', { workers: '2' });
    expect(Object.keys(one.cache_statistics)).toEqual(CACHE_NAMES.toSorted());
    for (const name of ['supply', 'radiation', 'pairs'])
      expect(one.cache_statistics[name].misses).toBeGreaterThan(0);
    // A cell asks for its pairs as often, whichever thread it is on.
    const questions = [one, two].map(({ cache_statistics: { pairs } }) => pairs);
    const [first, second] = questions.map(({ hits, misses }) => hits + misses);
    expect(second).toBe(first);
  });

  it('are those of the caches that are on', async () => {
    const engine = engineSpec('fast', 'qstar,radiation');
    const record = await recordOf('statistics few', { engine });
    expect(Object.keys(record.cache_statistics)).toEqual(['qstar', 'radiation']);
    const plain = await recordOf('statistics core', { engine: engineSpec('core') });
    expect(plain.cache_statistics).toEqual({});
  });

  it('are kept when a run is interrupted or fails', async () => {
    const interrupt = AbortSignal.abort('SIGINT');
    const cut = await recordOf('statistics cut', { interrupt });
    expect(cut).toMatchObject({ status: 'interrupted', cache_statistics: { qstar: { hits: 0 } } });
    const failing: EngineFactory = (context) => {
      const engine = createFastEngine(context);
      let steps = 0;
      const tryCollisionStep: Engine['tryCollisionStep'] = (input, workspace, out) => {
        steps += 1;
        if (steps > 5) throw new PhysicsError('too dense');
        return engine.tryCollisionStep?.(input, workspace, out) === true;
      };
      return { ...engine, tryCollisionStep };
    };
    await expect(recordOf('statistics failed', { engine: failing })).rejects.toThrow('too dense');
    const failed = readRecord('statistics failed');
    expect(failed).toMatchObject({ status: 'failed', error: 'too dense' });
    expect(failed.cache_statistics.pairs.misses).toBeGreaterThan(0);
  });
});
