import { createRadiationState, evaluateRadiation } from '@marsdisk/core';
import { defineCache } from '../cache/declare.ts';

/**
 * Steps that a cell takes before the next cell follows, with some to spare. What all cells ask once a step is kept for
 * that many steps, or every cell would find the answers of the one before it gone.
 */
export const STEPS_AT_ONCE = 32;

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
