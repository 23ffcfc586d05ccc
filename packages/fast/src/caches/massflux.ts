import { createSaturationMemo, sublimationFlux } from '@marsdisk/core';
import { defineCache } from '../cache/declare.ts';

export const massflux = defineCache({
  name: 'massflux',
  seedItem: 'cost map 2',
  holds:
    'sublimation mass flux, asked for by the erosion rate and by the sink time-scale of a step',
  spares: [sublimationFlux],
  unit: 'kg m^-2 s^-1',
  inputs: ['grainTemperature', 'sublimation'],
  scope: 'cell',
  capacity: 1,
  recycles: true,
  create: () => new Float64Array(1),
  // Only written to: models whose answer depends on it (a positive psat_cache_tol_K) are never asked through the cache.
  scratch: createSaturationMemo,
  compute: ({ grainTemperature, sublimation }, out, memo) => {
    out[0] = sublimationFlux(sublimation, grainTemperature, memo);
  },
});
