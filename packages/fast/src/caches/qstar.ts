import { disruptionThresholds } from '@marsdisk/core';
import { defineCache } from '../cache/declare.ts';
import { VELOCITIES_PER_CELL } from './capacities.ts';

export const qstar = defineCache({
  name: 'qstar',
  seedItem: 'B4',
  holds: 'disruption thresholds Q_D* of the bins (that of a pair is the one of its larger body)',
  spares: [disruptionThresholds],
  unit: 'J kg^-1',
  inputs: ['sizes', 'rho', 'vRel', 'strength'],
  scope: 'cell',
  capacity: VELOCITIES_PER_CELL,
  create: ({ bins }) => new Float64Array(bins),
  compute: ({ sizes, rho, vRel, strength }, out) =>
    disruptionThresholds(strength, sizes, rho, Math.max(vRel, 1e-12), out),
});
