import { collisionKernel } from '@marsdisk/core';
import { defineCache } from '../cache/declare.ts';
import { reachSquares } from '../kernels/collisionKernel.ts';
import { GRIDS } from './capacities.ts';

export const kernel = defineCache({
  name: 'kernel',
  seedItem: 'B7',
  holds: 'geometric part of the collision kernel, (s_i + s_j)^2',
  spares: [collisionKernel],
  unit: 'm^2',
  inputs: ['sizes'],
  scope: 'run',
  capacity: GRIDS,
  create: ({ bins }) => new Float64Array(bins * bins),
  compute: ({ sizes }, out) => reachSquares(sizes, out),
});
