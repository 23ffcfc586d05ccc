import { parseConfig, runSettings } from '@marsdisk/config';
import {
  advanceRun,
  captureRun,
  createPlainEngine,
  createRun,
  type Run,
  restoreRun,
  setUpRun,
  summarizeRun,
  takeRecords,
} from '@marsdisk/core';
import { loadRunTables } from '@marsdisk/harness';
import { describe, expect, it } from 'vitest';
import { GOLDEN, readGolden } from './support/golden.ts';

const KEEPS = { seriesStride: 1, diagnosticsStride: 1, psdStride: 1, massBudgetCells: true };
const SEED = { seed: 1, expression: '', basis: '' };

async function newRun(name: string, overrides: string[] = []): Promise<() => Run> {
  const { config: raw } = readGolden('runs', name, 'config.json');
  const { config } = runSettings(parseConfig(raw, { overrides }));
  const tables = await loadRunTables(config, { configPath: null, workingDirectory: GOLDEN });
  return () => createRun(setUpRun(config, tables), createPlainEngine, KEEPS);
}

describe('a run that is put back where it was', () => {
  // Feedback and reservoir, cells that stop, lengthened steps, orbits, a deep layer, an aborted step.
  it.each([
    'reservoir_feedback',
    'tau_stop_some',
    'dt_floor',
    'fast_dt',
    'deep_mixing',
    'cooling_stop',
  ])('goes on to the same bits: %s', async (name) => {
    const create = await newRun(name);
    const whole = create();
    while (advanceRun(whole, 1000));
    const summary = summarizeRun(whole, SEED);
    for (const steps of [1, 3, 4]) {
      const first = create();
      advanceRun(first, steps);
      takeRecords(first.recorder);
      const snapshot = structuredClone(captureRun(first));
      while (advanceRun(first, 1000));

      const second = create();
      restoreRun(second, snapshot);
      while (advanceRun(second, 1000));
      expect(summarizeRun(second, SEED)).toEqual(summary);
      expect(takeRecords(second.recorder)).toEqual(takeRecords(first.recorder));
    }
  });

  it('must have the same cells', async () => {
    const snapshot = captureRun((await newRun('solid_default'))());
    const other = (await newRun('solid_default', ['geometry.Nr=3']))();
    expect(() => restoreRun(other, snapshot)).toThrow(/geometry\.Nr/);
  });

  it('cannot be saved if its engine has a memory of its own', async () => {
    const create = await newRun('solid_default', ['sinks.sub_params.psat_cache_tol_K=5']);
    expect(() => captureRun(create())).toThrow(/psat_cache_tol_K/);
  });
});
