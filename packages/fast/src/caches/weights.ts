import { fragmentWeights } from '@marsdisk/core';
import { defineCache } from '../cache/declare.ts';
import { createFragmentShares, fragmentShares } from '../kernels/fragmentShares.ts';
import { GRIDS } from './capacities.ts';

export const weights = defineCache({
  name: 'weights',
  seedItem: 'B1',
  holds: 'integrals of the fragment masses over the bins, from which the fragment weights follow',
  spares: [fragmentWeights],
  unit: 'm^(1-alpha)',
  inputs: ['edges', 'alpha'],
  scope: 'run',
  capacity: GRIDS,
  create: ({ bins }) => createFragmentShares(bins),
  compute: ({ edges, alpha }, out) => fragmentShares(edges, alpha, out),
});
