import { join } from 'node:path';
import type { EngineFactory } from '@marsdisk/core';
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
});
