import { describe, expect, it } from 'vitest';
import { readGolden } from '../../../tests/support/golden.ts';
import {
  autoTune,
  decideCellParallel,
  environmentFlag,
  environmentInteger,
  environmentSettings,
  normalisePhysicsMode,
  resolveCellParallel,
} from '../src/index.ts';

const cases = (name: string) => readGolden('config', 'functions', `${name}.json`).cases;

describe('an environment variable', () => {
  for (const { in: given, out } of cases('env_values'))
    it(`${JSON.stringify(given.value)} is the flag ${out.flag} and the number ${out.int}`, () => {
      expect(environmentFlag(given.value)).toBe(out.flag);
      expect(environmentInteger(given.value)).toBe(out.int);
    });

  it('that switches streaming off beats one that switches it on', () => {
    const on = { FORCE_STREAMING_ON: '1' };
    expect(environmentSettings(on).streaming).toBe(true);
    expect(environmentSettings({ ...on, FORCE_STREAMING_OFF: '1' }).streaming).toBe(false);
    expect(environmentSettings({ ...on, IO_STREAMING: 'off' }).streaming).toBe(false);
    expect(environmentSettings({ FORCE_STREAMING_OFF: '0' }).streaming).toBe(null);
  });
});

describe('parallel cells', () => {
  for (const { in: given, out } of cases('cell_parallel'))
    it(`${JSON.stringify(given)} gives ${out.reason}`, () => {
      const decision = decideCellParallel({
        os: given.os_name,
        cells: given.n_cells,
        isRequested: given.cell_parallel_requested,
        isForced: given.allow_non_windows,
        jobs: given.cell_jobs_requested,
        minCells: given.cell_min_cells,
        minCellsPerJob: given.cell_min_cells_per_job,
        chunkSize: given.cell_chunk_size_raw,
        isCoupled: given.cell_coupling_enabled,
      });
      expect(decision).toEqual({
        reason: out.reason,
        jobs: out.jobs_effective,
        chunkSize: out.chunk_size,
        chunkMode: out.chunk_mode,
      });
    });

  it('share the cores among their threads', () => {
    const env = {
      MARSDISK_CELL_PARALLEL: '1',
      MARSDISK_CELL_PARALLEL_FORCE: '1',
      MARSDISK_CELL_JOBS: '4',
    };
    const machine = { platform: 'linux', logicalCores: 10 };
    expect(resolveCellParallel(env, 8, machine)).toMatchObject({
      enabled: true,
      disabled_reason: null,
      jobs_effective: 4,
      chunk_size: 2,
      numba_threads_auto: 2,
    });
    expect(resolveCellParallel({ ...env, NUMBA_NUM_THREADS: '3' }, 8, machine)).toMatchObject({
      numba_threads_auto: null,
      numba_threads_effective: '3',
    });
    expect(resolveCellParallel({}, 8, machine)).toMatchObject({
      enabled: false,
      disabled_reason: 'not_requested',
      jobs_effective: 1,
    });
  });
});

describe('thread tuning', () => {
  for (const { in: given, out } of cases('autotune'))
    it(`${JSON.stringify(given)} gives ${JSON.stringify(out)}`, () => {
      expect(autoTune(given.profile, given)).toEqual(out);
    });

  it('obeys NUMBA_NUM_THREADS', () => {
    const [first] = cases('autotune');
    expect(autoTune('light', first.in, '4').threads).toBe(4);
    expect(autoTune('light', first.in, 'many').threads).toBe(1);
  });
});

describe('the physics mode', () => {
  for (const { in: given, out } of cases('physics_mode'))
    it(`${JSON.stringify(given.value)} is ${out.mode}`, () => {
      expect(normalisePhysicsMode(given.value)).toBe(out.mode);
    });

  it('that is unknown warns with the nearest name', () => {
    const messages: string[] = [];
    normalisePhysicsMode('sublimaton', ({ message }) => messages.push(message));
    expect(messages).toEqual([
      'physics_mode = "sublimaton": is not a known mode, "default" is used, did you mean "sublimation"?',
    ]);
  });
});
