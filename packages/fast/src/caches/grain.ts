import { grainTemperature, MARS_RADIUS, particleTemperature } from '@marsdisk/core';
import { defineCache } from '../cache/declare.ts';

/** Ratios of the temperature of a grain to that of Mars. */
export interface GrainFactors {
  /** sqrt(R_M/(2r)) of every cell. */
  readonly dilution: Float64Array;
  /** Q_abs^¼. */
  readonly absorption: Float64Array;
}

export const grain = defineCache({
  name: 'grain',
  seedItem: 'cost map 3',
  holds: 'factors of the grain temperatures that depend on the cell alone',
  spares: [grainTemperature, particleTemperature],
  unit: '1',
  inputs: ['radii', 'qAbs'],
  scope: 'run',
  capacity: 1,
  create: ({ cells }): GrainFactors => ({
    dilution: new Float64Array(cells),
    absorption: new Float64Array(1),
  }),
  compute: ({ radii, qAbs }, out) => {
    for (let cell = 0; cell < out.dilution.length; cell++)
      out.dilution[cell] = Math.sqrt(MARS_RADIUS / (2 * radii[cell]));
    out.absorption[0] = qAbs ** 0.25;
  },
});
