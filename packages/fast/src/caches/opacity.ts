import { massOpacity } from '@marsdisk/core';
import { defineCache } from '../cache/declare.ts';

export const opacity = defineCache({
  name: 'opacity',
  seedItem: 'C3',
  holds:
    'mass opacity of a cell: that at the start of a step is that at the end of the step before; not asked with sections, which sum it sooner than it is found',
  spares: [massOpacity],
  yieldsTo: ['sections'],
  unit: 'm^2 kg^-1',
  inputs: ['sizes', 'widths', 'gridRho', 'number'],
  scope: 'cell',
  capacity: 1,
  recycles: true,
  create: () => new Float64Array(1),
  compute: ({ sizes, widths, gridRho, number }, out) => {
    out[0] = massOpacity(sizes, widths, number, gridRho);
  },
});
