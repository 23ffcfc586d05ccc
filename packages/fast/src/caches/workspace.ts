import { particleMasses } from '@marsdisk/core';
import { defineCache } from '../cache/declare.ts';
import { createPairMasses, pairMasses } from '../kernels/pairOutcomes.ts';
import { GRIDS } from './capacities.ts';

export const workspace = defineCache({
  name: 'workspace',
  seedItem: 'B3',
  holds: 'total and reduced masses of the pairs, and which pairs are valid',
  unit: 'kg',
  inputs: ['sizes', 'gridRho'],
  scope: 'run',
  capacity: GRIDS,
  create: ({ bins }) => createPairMasses(bins),
  scratch: ({ bins }) => new Float64Array(bins),
  compute: ({ sizes, gridRho }, out, masses) => {
    particleMasses(sizes, gridRho, masses);
    pairMasses(masses, out);
  },
});
