import { parseConfig, runSettings } from '@marsdisk/config';
import {
  advanceRun,
  createPlainEngine,
  createRun,
  createVersionCounter,
  type EngineFactory,
  setUpRun,
} from '@marsdisk/core';
import { loadRunTables } from '@marsdisk/harness';
import { describe, expect, it } from 'vitest';
import { GOLDEN, readGolden } from '../../../tests/support/golden.ts';
import {
  bindContent,
  createCache,
  createInputBoard,
  defineCache,
  differenceText,
  putKey,
  StaleCacheError,
  slotOf,
} from '../src/index.ts';

/** What `act` throws. */
function errorOf(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  return null;
}

/** A cache of floor and density in shadow mode. */
function sums(scope: 'cell' | 'run', droppedInput: 'rho' | null) {
  const board = createInputBoard({ cells: 4, bins: 1 }, createVersionCounter());
  bindContent(board, 'strength', {});
  const declaration = defineCache({
    name: 'sums',
    seedItem: 'test',
    holds: 'sums',
    unit: 'm',
    inputs: ['floor', 'rho', 'strength'],
    scope,
    capacity: 1,
    create: () => ({ sums: new Float64Array(3) }),
    compute: ({ floor, rho }, out) => out.sums.fill(floor + rho),
  });
  const options = { isEnabled: true, isShadowed: true, droppedInput, step: () => 12 };
  const cache = createCache<{ sums: Float64Array }>(declaration, board, options, new Map());
  return (floor: number, rho: number, cell = 3) => {
    putKey(board, slotOf('floor'), floor);
    putKey(board, slotOf('rho'), rho);
    return cache.get(cell);
  };
}

describe('the message of a stale hit', () => {
  it('names key and values, and the inputs that the key lacks', () => {
    const ask = sums('cell', 'rho');
    ask(1, 2);
    const error = errorOf(() => ask(1, 5));
    expect(error).toBeInstanceOf(StaleCacheError);
    expect((error as Error).message).toBe(
      'cache "sums", cell 3, step 12: the stored value differs from a fresh one under the key (floor = 1, strength = version 1); ' +
        'at sums[0] 3 is stored, 6 is expected; 3 of 3 numbers differ; not in the key: rho = 5; the key must have all inputs',
    );
    expect((error as StaleCacheError).answer.inputs).toEqual([
      ['floor', 1],
      ['rho', 5],
      ['strength', 1],
    ]);
  });

  it('names no cell where all cells share the entries', () => {
    const ask = sums('run', 'rho');
    ask(1, 2);
    const error = errorOf(() => ask(1, 5));
    expect((error as Error).message).toMatch(/^cache "sums", step 12: the stored value/);
    expect((error as StaleCacheError).answer.cell).toBeNull();
  });

  it('says what the inputs are now where the entry is that of others', () => {
    const ask = sums('cell', null);
    ask(-0, 2).sums[1] = 9;
    expect((errorOf(() => ask(4, 2)) as Error).message).toBe(
      'cache "sums", cell 3, step 12: the value of the key (floor = -0, rho = 2, strength = version 1) was written to after it was stored; ' +
        'a cached value is to be read only; at sums[1] 9 is stored, 2 is expected; 1 of 3 numbers differ; ' +
        'inputs now: floor = 4, rho = 2, strength = version 1',
    );
  });

  it('names the step for which the radiation is asked', async () => {
    const { config } = runSettings(
      parseConfig(readGolden('runs', 'cooling_stop', 'config.json').config),
    );
    const tables = await loadRunTables(config, { configPath: null, workingDirectory: GOLDEN });
    const settings = {
      seriesStride: 1,
      diagnosticsStride: 1,
      psdStride: 0,
      massBudgetCells: false,
    };
    const asked: number[] = [];
    const create: EngineFactory = (context) => {
      const engine = createPlainEngine(context);
      let step = Number.NaN;
      return {
        ...engine,
        noteStep: (next) => {
          step = next;
        },
        radiation: (temperature, out) => {
          asked.push(step);
          engine.radiation(temperature, out);
        },
      };
    };
    const run = createRun(setUpRun(config, tables), create, settings);
    advanceRun(run, 12);
    expect(run.clock.step).toBe(12);
    expect(asked).toEqual(Array.from({ length: 12 }, (_, step) => step));
  });
});

describe('how two values differ', () => {
  it.each([
    [
      Float64Array.of(1, 2, 3),
      Float64Array.of(1, 0, 4),
      'at [1] 2 is stored, 0 is expected; 2 of 3 numbers differ',
    ],
    [{ a: 0 }, { a: -0 }, 'at a 0 is stored, -0 is expected; 1 of 1 numbers differ'],
    [
      { a: { b: true } },
      { a: { b: false } },
      'at a.b true is stored, false is expected; 1 of 1 numbers differ',
    ],
    [
      Float64Array.of(1, 2),
      Float64Array.of(1),
      'at [1] 2 is stored, nothing is expected; 1 of 2 numbers differ',
    ],
    [{ a: Number.NaN }, { a: Number.NaN }, 'no number differs'],
  ])('%j, %j', (stored, expected, text) => {
    expect(differenceText(stored, expected)).toBe(text);
  });
});
