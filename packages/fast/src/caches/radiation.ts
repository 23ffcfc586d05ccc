import { createRadiationState, evaluateRadiation } from '@marsdisk/core';
import { defineCache } from '../cache/declare.ts';
import { STEPS_AT_ONCE } from './capacities.ts';

export const radiation = defineCache({
  name: 'radiation',
  seedItem: 'cost map 3',
  holds:
    'everything that depends on the temperature of Mars alone: flux, blow-out size, Q_pr, beta, gate',
  spares: [evaluateRadiation],
  unit: 'W m^-2, m, 1',
  inputs: ['temperature', 'radiation'],
  scope: 'run',
  capacity: STEPS_AT_ONCE,
  recycles: true,
  create: createRadiationState,
  compute: ({ temperature, radiation }, out) => evaluateRadiation(temperature, radiation, out),
});
