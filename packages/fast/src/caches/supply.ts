import { supplySource } from '@marsdisk/core';
import { defineCache } from '../cache/declare.ts';
import { STEPS_AT_ONCE } from './capacities.ts';

export const supply = defineCache({
  name: 'supply',
  seedItem: 'B6',
  holds: 'injection into the bins for a supply of one unit; only the rate scales it',
  spares: [supplySource],
  unit: 'kg^-1',
  inputs: ['injection', 'floor'],
  scope: 'run',
  capacity: STEPS_AT_ONCE,
  create: ({ bins }) => new Float64Array(bins),
  compute: ({ injection, floor }, out) => supplySource(injection, 1, floor, out),
});
