import { createRadiationState, evaluateRadiation } from '@marsdisk/core';
import { defineCache } from '../cache/declare.ts';

export const radiation = defineCache({
  name: 'radiation',
  seedItem: 'cost map 3',
  holds:
    'everything that depends on the temperature of Mars alone: flux, blow-out size, Q_pr, beta, gate',
  spares: [evaluateRadiation],
  unit: 'W m^-2, m, 1',
  inputs: ['temperature', 'radiation'],
  scope: 'run',
  // It is asked when steps are planned, once a step.
  capacity: 1,
  recycles: true,
  create: createRadiationState,
  compute: ({ temperature, radiation }, out) => evaluateRadiation(temperature, radiation, out),
});
