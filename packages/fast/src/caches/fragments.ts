import { fragmentTensor as plainFragmentTensor } from '@marsdisk/core';
import { defineCache } from '../cache/declare.ts';
import { fragmentTensor } from '../kernels/fragmentTensor.ts';
import { VELOCITIES_PER_CELL } from './capacities.ts';
import { outcomes } from './outcomes.ts';
import { weights } from './weights.ts';

export const fragments = defineCache({
  name: 'fragments',
  seedItem: 'B2',
  holds: 'fragment tensor: mass fraction of every pair that ends in every bin',
  spares: [plainFragmentTensor],
  yieldsTo: ['remnants', 'pairs'],
  unit: '1',
  inputs: ['sizes', 'edges', 'gridRho', 'rho', 'vRel', 'alpha', 'strength'],
  uses: { outcomes, shares: weights },
  scope: 'cell',
  capacity: VELOCITIES_PER_CELL,
  create: ({ bins }) => new Float64Array(bins * bins * bins),
  compute: ({ sizes, outcomes, shares }, out) =>
    fragmentTensor(outcomes, shares, sizes.length, out),
});
