import { massOpacity } from '@marsdisk/core';
import { defineCache } from '../cache/declare.ts';
import { createSections, sections as writeSections } from '../kernels/massOpacity.ts';
import { GRIDS } from './capacities.ts';

export const sections = defineCache({
  name: 'sections',
  seedItem: 'cost map 3',
  holds:
    'cross-section and mass of one particle per unit size, per bin: opacity as two dot products',
  spares: [massOpacity],
  unit: 'm^3, kg m',
  inputs: ['sizes', 'widths', 'gridRho'],
  scope: 'run',
  capacity: GRIDS,
  create: ({ bins }) => createSections(bins),
  compute: ({ sizes, widths, gridRho }, out) => writeSections(sizes, widths, gridRho, out),
});
