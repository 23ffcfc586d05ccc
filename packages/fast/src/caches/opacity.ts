import { massOpacity } from '@marsdisk/core';
import { defineCache } from '../cache/declare.ts';
import { massOpacity as massOpacityBySections } from '../kernels/massOpacity.ts';
import { sections } from './sections.ts';

export const opacity = defineCache({
  name: 'opacity',
  seedItem: 'C3',
  holds:
    'mass opacity of a cell: that at the start of a step is that at the end of the step before',
  spares: [massOpacity],
  unit: 'm^2 kg^-1',
  inputs: ['sizes', 'widths', 'gridRho', 'number'],
  usesIfOn: { sections },
  scope: 'cell',
  capacity: 1,
  recycles: true,
  create: () => new Float64Array(1),
  compute: ({ sizes, widths, gridRho, number, sections }, out) => {
    const reduced = sections === null ? Number.NaN : massOpacityBySections(number, sections);
    out[0] = Number.isNaN(reduced) ? massOpacity(sizes, widths, number, gridRho) : reduced;
  },
});
