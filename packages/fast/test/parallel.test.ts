import { join } from 'node:path';
import { parseConfig, runSettings } from '@marsdisk/config';
import {
  advanceRun,
  type ColumnData,
  createRun,
  RUN_TABLES,
  type RunConfig,
  type RunRecords,
  type RunTables,
  setUpRun,
  summarizeRun,
  takeRecords,
} from '@marsdisk/core';
import { loadRunTables, loadScenario } from '@marsdisk/harness';
import { describe, expect, it } from 'vitest';
import { GOLDEN, readGolden } from '../../../tests/support/golden.ts';
import { BLOCK_STEPS } from '../../core/src/run/block.ts';
import {
  advanceTeam,
  createTeam,
  dismissTeam,
  type EngineSpec,
  engineFactory,
  FLAG_NAMES,
  resolveWorkers,
  sharedMemory,
  statisticsOfEngine,
  teamStatistics,
} from '../src/index.ts';

const FAST: EngineSpec = { engine: 'fast', flags: FLAG_NAMES, shadow: false, guard: false };
const SEED = { seed: 1, expression: '', basis: '' };
const EVERYTHING = { seriesStride: 1, diagnosticsStride: 2, psdStride: 3, massBudgetCells: true };

async function golden(name: string): Promise<{ config: RunConfig; tables: RunTables }> {
  const { config } = runSettings(parseConfig(readGolden('runs', name, 'config.json').config));
  const tables = await loadRunTables(config, { configPath: null, workingDirectory: join(GOLDEN) });
  return { config, tables };
}

/** Every value of every column, to the last bit. */
function bits(records: RunRecords): Record<string, unknown> {
  const flat = (data: ColumnData): unknown => {
    if (data.kind === 'struct') return [...data.fields].map(([name, field]) => [name, flat(field)]);
    if (data.kind === 'gather') return Array.from(data.index, (at) => data.values[at]);
    if (data.kind === 'text') return Array.from(data.codes, (code) => data.dictionary[code]);
    return data.kind === 'constant' ? data.value : Array.from(data.values);
  };
  return Object.fromEntries(
    Object.keys(RUN_TABLES).map((table) => [
      table,
      records[table as keyof RunRecords].map(({ rowCount, columns }) => [
        rowCount,
        [...columns].map(([name, data]) => [name, flat(data)]),
      ]),
    ]),
  );
}

async function outputOf(name: string, workers: number, stepsAtOnce: number, spec = FAST) {
  const prepared = await golden(name);
  return outputsOf(prepared, workers, [stepsAtOnce], spec);
}

/** What a run gives that takes so many steps at once, the last number of them again and again. */
async function outputsOf(
  { config, tables }: { config: RunConfig; tables: RunTables },
  workers: number,
  stepsAtOnce: readonly number[],
  spec = FAST,
  mayHelp = true,
) {
  const memory = workers > 1 ? sharedMemory : undefined;
  const run = createRun(setUpRun(config, tables), engineFactory(spec), EVERYTHING, memory);
  let turn = 0;
  const next = () => stepsAtOnce[Math.min(turn++, stepsAtOnce.length - 1)];
  if (workers === 1) while (advanceRun(run, next()));
  else {
    const team = createTeam(run, config, tables, spec, workers, mayHelp);
    while (await advanceTeam(team, next()));
    await dismissTeam(team);
  }
  return { records: bits(takeRecords(run.recorder)), summary: summarizeRun(run, SEED) };
}

/** Steps of a run until one is followed by a longer one. */
async function stepsBeforeLengthening({
  config,
  tables,
}: {
  config: RunConfig;
  tables: RunTables;
}) {
  const run = createRun(setUpRun(config, tables), engineFactory(FAST), EVERYTHING);
  while (!run.clock.isStepLengthened && advanceRun(run, 1));
  return run.clock.step;
}

describe('cells in several threads', () => {
  // Steps that collision times lengthen, cells that stop, a run that ends early, a reservoir that runs dry.
  it.each([
    'solid_default',
    'dt_floor',
    'tau_stop_some',
    'tau_stop_all',
    'reservoir_hard_stop',
    'cooling_stop',
  ])('give the same bits as one thread: %s', async (name) => {
    const alone = await outputOf(name, 1, 7);
    // With many steps at once the next block is begun before the one before it is summed.
    for (const [workers, stepsAtOnce] of [
      [2, 1000],
      [3, 23],
      [2, 7],
    ])
      expect(await outputOf(name, workers, stepsAtOnce)).toEqual(alone);
  });

  it('give the same bits where the last step of a block is the first one to be lengthened', async () => {
    const run = await loadScenario('.', 'gas-drag', [
      ...['supply.enabled=false', 'numerics.dt_min_tcoll_ratio=0.001'],
      ...['numerics.dt_init=60', 'numerics.t_end_years=2e-4'],
    ]);
    const before = await stepsBeforeLengthening(run);
    expect(before).toBeGreaterThan(BLOCK_STEPS);
    // Whole blocks are planned then, and the one after that step is begun before the step is judged.
    const stepsAtOnce = [before - BLOCK_STEPS, 1000];
    const alone = await outputsOf(run, 1, stepsAtOnce);
    expect(await outputsOf(run, 2, stepsAtOnce)).toEqual(alone);
    expect(await outputsOf(run, 3, stepsAtOnce, FAST, false)).toEqual(alone);
  });

  it.each(['cells-7', 'cells-40'])(
    'give the same bits when each keeps to its cells: %s',
    async (name) => {
      const run = await loadScenario('.', name);
      const alone = await outputsOf(run, 1, [1000]);
      for (const workers of [2, 3])
        expect(await outputsOf(run, workers, [1000], FAST, false)).toEqual(alone);
    },
  );

  it('raise the error of one thread', async () => {
    await expect(outputOf('surface_ode_error', 3, 100)).rejects.toMatchObject({
      name: 'ConfigurationError',
      message: expect.stringContaining('surface.collision_solver'),
    });
  });

  it('report a thread that died', async () => {
    const { config, tables } = await golden('solid_default');
    const run = createRun(setUpRun(config, tables), engineFactory(FAST), EVERYTHING, sharedMemory);
    const team = createTeam(run, config, tables, FAST, 3);
    await advanceTeam(team, 2);
    await team.pools[0].threads[0].terminate();
    await expect(advanceTeam(team, 2)).rejects.toThrow(/worker thread ended/);
    await dismissTeam(team);
  });

  it('ask their caches once a cell and step, all together', async () => {
    const { config, tables } = await golden('solid_default');
    const run = createRun(setUpRun(config, tables), engineFactory(FAST), EVERYTHING, sharedMemory);
    const team = createTeam(run, config, tables, FAST, 2);
    await advanceTeam(team, 4);
    const everyEngine = [statisticsOfEngine(run.engine), ...(await teamStatistics(team))];
    await dismissTeam(team);
    const questions = everyEngine.map((caches) => {
      const pairs = caches.find(({ name }) => name === 'pairs');
      return (pairs?.hits ?? 0) + (pairs?.misses ?? 0);
    });
    expect(questions.reduce((sum, count) => sum + count, 0)).toBe(4 * run.setup.cells);
  });
});

describe('threads that keep to their cells', () => {
  it('do them all themselves', async () => {
    const { config, tables } = await loadScenario('.', 'cells-7');
    const run = createRun(setUpRun(config, tables), engineFactory(FAST), EVERYTHING, sharedMemory);
    const team = createTeam(run, config, tables, FAST, 3, false);
    await advanceTeam(team, 4);
    const everyEngine = [statisticsOfEngine(run.engine), ...(await teamStatistics(team))];
    await dismissTeam(team);
    const questions = everyEngine.map((caches) => {
      const pairs = caches.find(({ name }) => name === 'pairs');
      return (pairs?.hits ?? 0) + (pairs?.misses ?? 0);
    });
    expect(questions).toEqual([4 * 3, 4 * 3, 4 * 1]);
  });
});

describe('the number of workers', () => {
  it('is at most one a cell, and with auto 80 % of the cores', () => {
    expect(resolveWorkers('auto', 32, 8)).toBe(6);
    expect(resolveWorkers('auto', 32, 1)).toBe(1);
    expect(resolveWorkers('auto', 2, 64)).toBe(2);
    expect(resolveWorkers('7', 5, 2)).toBe(5);
  });

  it.each(['0', '-1', '1.5', 'two', ''])('is no "%s"', (text) => {
    expect(() => resolveWorkers(text, 5, 2)).toThrow(`--workers: "${text}"`);
  });
});
