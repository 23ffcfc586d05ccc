import { collisionGain, fragmentTensor } from '@marsdisk/core';
import { defineCache } from '../cache/declare.ts';
import { emptyPairTable, pairTable } from '../kernels/pairTable.ts';
import { VELOCITIES_PER_CELL } from './capacities.ts';
import { gain } from './gain.ts';
import { outcomes } from './outcomes.ts';

export const pairs = defineCache({
  name: 'pairs',
  seedItem: 'B2, exact reduction: pair tables of a cell',
  holds:
    'collision weight of every pair, in runs of equal remnant bin; replaces kernel and tensor in the gain',
  spares: [fragmentTensor, collisionGain],
  unit: 'm^2 kg',
  inputs: ['sizes', 'edges', 'gridRho', 'rho', 'vRel', 'strength'],
  uses: { outcomes, sums: gain },
  scope: 'cell',
  capacity: VELOCITIES_PER_CELL,
  create: emptyPairTable,
  compute: ({ sizes, outcomes, sums }, out) => pairTable(sizes, sums, outcomes, out),
});
