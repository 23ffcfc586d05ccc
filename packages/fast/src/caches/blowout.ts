import { blowoutSink } from '@marsdisk/core';
import { defineCache } from '../cache/declare.ts';
import { STEPS_AT_ONCE } from './capacities.ts';

/**
 * Number of bins from the bottom of the grid whose lower edge does not exceed the blow-out size (within 1e-12); NaN if
 * those bins are not the lowest ones, which no ascending grid can show.
 */
function blownBins(edges: Float64Array, aBlow: number): number {
  const limit = aBlow * (1 + 1e-12);
  const n = edges.length - 1;
  let count = 0;
  while (count < n && edges[count] <= limit) count++;
  for (let k = count; k < n; k++) if (edges[k] <= limit) return Number.NaN;
  return count;
}

export const blowout = defineCache({
  name: 'blowout',
  seedItem: 'cost map 5',
  holds: 'number of bins that radiation pressure empties; the sink is the same for all of them',
  spares: [blowoutSink],
  unit: '1',
  inputs: ['edges', 'aBlow'],
  scope: 'run',
  capacity: STEPS_AT_ONCE,
  recycles: true,
  create: () => new Float64Array(1),
  compute: ({ edges, aBlow }, out) => {
    out[0] = blownBins(edges, aBlow);
  },
});
