import { join } from 'node:path';
import { createPlainEngine, type EngineFactory } from '@marsdisk/core';
import { loadScenario, runInMemory } from '@marsdisk/harness';
import { describe, expect, it } from 'vitest';
import { createFastEngine, FLAG_NAMES, type FlagName } from '../src/index.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');

/** How often the flux of a cell was asked for in a short run, and the erosion rates that followed. */
async function fluxesWith(scenario: string, flags: readonly FlagName[]) {
  const prepared = await loadScenario(ROOT, scenario, []);
  let asked = 0;
  const create: EngineFactory = (context) => {
    const engine = createFastEngine(context, { flags });
    return {
      ...engine,
      sublimationFlux: (cell, temperature) => {
        asked += 1;
        return engine.sublimationFlux(cell, temperature);
      },
    };
  };
  const series = runInMemory(prepared, create).tables.get('run')!;
  return { asked, erosion: Array.from(series.values('ds_dt_sublimation_raw')) };
}

describe('the mass flux of a cell', () => {
  // The second of these has a memory of vapour pressures.
  it.each(['solid', 'sublimation-memory'])('is asked for once in a step: %s', async (scenario) => {
    const twice = await fluxesWith(
      scenario,
      FLAG_NAMES.filter((flag) => flag !== 'massflux'),
    );
    const once = await fluxesWith(scenario, FLAG_NAMES);
    expect(once.asked).toBeGreaterThan(10);
    expect(twice.asked).toBe(2 * once.asked);
    expect(once.erosion).toEqual(twice.erosion);
    expect(once.erosion.some((rate) => Number(rate) < 0)).toBe(true);
  });

  it('is never that of another cell: one that has none fails as in the plain engine', async () => {
    const overrides = ['A=null', 'enable_liquid_branch=true', 'psat_liquid_switch_K=1700'];
    const prepared = await loadScenario(
      ROOT,
      'cells-7',
      overrides.map((override) => `sinks.sub_params.${override}`),
    );
    const [fast, plain] = [createFastEngine, createPlainEngine].map(
      (create: EngineFactory) => runInMemory(prepared, create).error,
    );
    // The inner cells are hot enough for the coefficients that there are, the outer ones are not.
    expect(plain).toMatch(/lacks a coefficient of the vapour pressure at 1[0-6]\d\d/);
    expect(fast).toBe(plain);
  });
});
