import { join } from 'node:path';
import { createPlainEngine, type EngineFactory } from '@marsdisk/core';
import { loadScenario, runInMemory } from '@marsdisk/harness';
import { describe, expect, it } from 'vitest';
import { relativeDeviation } from '../../../tests/support/golden.ts';
import { createFastEngine } from '../src/index.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');

/** The opacities of a short run, step by step and cell by cell. */
async function opacitiesOf(create: EngineFactory, overrides: readonly string[] = []) {
  const run = runInMemory(await loadScenario(ROOT, 'cells-7', overrides), create);
  const opacities = Array.from(run.tables.get('diagnostics')!.values('kappa_surf'), Number);
  return { start: run.setup.kappaInitial, opacities };
}

/** An engine whose kernel takes two steps of three. */
const createFickleEngine: EngineFactory = (context) => {
  const engine = createFastEngine(context);
  let asked = 0;
  return {
    ...engine,
    tryCollisionStep: (input, workspace, out) => {
      asked += 1;
      return asked % 3 !== 0 && engine.tryCollisionStep?.(input, workspace, out) === true;
    },
  };
};

describe('the opacity that a cell keeps', () => {
  it('is that of its numbers, whoever took the step that made them', async () => {
    const { opacities: plain } = await opacitiesOf(createPlainEngine);
    expect(new Set(plain).size).toBeGreaterThan(50);
    for (const create of [createFastEngine, createFickleEngine] as EngineFactory[]) {
      const { opacities } = await opacitiesOf(create);
      const worst = opacities.map((value, row) => relativeDeviation(value, plain[row]));
      expect(Math.max(...worst)).toBeLessThan(1e-10);
    }
  });

  it.each([createPlainEngine, createFastEngine] as EngineFactory[])(
    'is that of the start for good with radiation.freeze_kappa',
    async (create) => {
      const { start, opacities } = await opacitiesOf(create, ['radiation.freeze_kappa=true']);
      expect(new Set(opacities)).toEqual(new Set([start]));
    },
  );
});
