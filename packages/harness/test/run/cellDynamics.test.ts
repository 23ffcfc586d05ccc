import { join } from 'node:path';
import { setUpRun } from '@marsdisk/core';
import { expect, it } from 'vitest';
import { loadScenario } from '../../src/index.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..', '..');

it('every cell has the collision settings of the run, with an eccentricity of its own', async () => {
  const overrides = [
    'dynamics.i0=0.07',
    'dynamics.f_wake=1.3',
    'dynamics.H_factor=1.7',
    'dynamics.H_fixed_over_a=0.02',
    'dynamics.kernel_H_mode=fixed',
  ];
  const { config, tables } = await loadScenario(ROOT, 'wyatt-ohtsuki', overrides);
  const { dynamics, cells } = setUpRun(config, tables);
  expect(new Set(dynamics.map(({ e0 }) => e0)).size).toBe(cells);
  for (const { e0, ...shared } of dynamics) {
    expect(config.dynamics).toMatchObject(shared);
    expect(e0).not.toBe(config.dynamics.e0);
  }
});
