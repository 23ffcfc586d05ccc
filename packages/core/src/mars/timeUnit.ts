import { DAY, YEAR } from '../constants.ts';
import { PhysicsError } from '../errors.ts';

/** Unit of the time column of a temperature table. */
export type TimeUnit = 's' | 'day' | 'yr' | 'orbit';

/**
 * Length of a time unit, s.
 *
 * @param orbitPeriod orbital period at the reference radius, s; must be > 0 for the unit `orbit`
 * @throws PhysicsError
 */
export function secondsPer(unit: TimeUnit, orbitPeriod: number): number {
  if (unit === 's') return 1;
  if (unit === 'day') return DAY;
  if (unit === 'yr') return YEAR;
  if (unit !== 'orbit')
    throw new PhysicsError(`time_unit is "${String(unit)}", but must be s, day, yr or orbit`);
  if (!(orbitPeriod > 0))
    throw new PhysicsError(`time_unit "orbit" needs an orbital period > 0 s, not ${orbitPeriod}`);
  return orbitPeriod;
}
