import { blowoutSink } from '@marsdisk/core';
import { defineCache } from '../cache/declare.ts';
import { GRIDS } from './capacities.ts';

export const blowout = defineCache({
  name: 'blowout',
  seedItem: 'cost map 5',
  holds:
    'lower edges of the bins, known not to descend, so that radiation pressure empties the lowest bins; NaN if they do',
  spares: [blowoutSink],
  unit: 'm',
  inputs: ['edges'],
  scope: 'run',
  capacity: GRIDS,
  create: ({ bins }) => new Float64Array(bins),
  compute: ({ edges }, out) => {
    for (let k = 0; k < out.length; k++) out[k] = edges[k];
    for (let k = 1; k < out.length; k++) if (!(edges[k] >= edges[k - 1])) out.fill(Number.NaN);
  },
});
