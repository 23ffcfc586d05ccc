import { particleMasses } from '@marsdisk/core';
import { defineCache } from '../cache/declare.ts';
import { createMassSums, massSums } from '../kernels/massSums.ts';
import { GRIDS } from './capacities.ts';

export const gain = defineCache({
  name: 'gain',
  seedItem: 'B5',
  holds: 'mass of the pairs and of the bins, as the gain needs them',
  spares: [particleMasses],
  unit: 'kg',
  inputs: ['sizes', 'gridRho'],
  scope: 'run',
  capacity: GRIDS,
  create: ({ bins }) => createMassSums(bins),
  scratch: ({ bins }) => new Float64Array(bins),
  compute: ({ sizes, gridRho }, out, masses) => {
    particleMasses(sizes, gridRho, masses);
    massSums(masses, out);
  },
});
