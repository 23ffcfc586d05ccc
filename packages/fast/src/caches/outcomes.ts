import { createPairOutcomes, pairOutcomes as plainPairOutcomes } from '@marsdisk/core';
import { defineCache } from '../cache/declare.ts';
import { pairOutcomes } from '../kernels/pairOutcomes.ts';
import { VELOCITIES_PER_CELL } from './capacities.ts';
import { qstar } from './qstar.ts';
import { workspace } from './workspace.ts';

export const outcomes = defineCache({
  name: 'outcomes',
  seedItem: 'B2',
  holds: 'mass fraction and bin of the largest remnant of every pair',
  spares: [plainPairOutcomes],
  unit: '1',
  inputs: ['sizes', 'edges', 'gridRho', 'rho', 'vRel', 'strength'],
  uses: { masses: workspace, thresholds: qstar },
  scope: 'cell',
  capacity: VELOCITIES_PER_CELL,
  create: ({ bins }) => createPairOutcomes(bins),
  compute: ({ edges, rho, vRel, masses, thresholds }, out) =>
    pairOutcomes(edges, rho, vRel, masses, thresholds, out),
});
