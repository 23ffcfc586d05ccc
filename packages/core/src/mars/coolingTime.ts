import { YEAR } from '../constants.ts';
import { hyodoCoolingTime } from './hyodo.ts';
import { slabCoolingTime } from './slab.ts';

/**
 * Time in which Mars cools from one temperature to another, with a margin, s.
 *
 * @param initial K
 * @param target K
 * @param model "hyodo" in any case for the linear law, anything else for the slab
 * @param marginYears added if positive, yr
 * @throws PhysicsError for temperatures that the law does not allow
 */
export function coolingTime(
  initial: number,
  target: number,
  model: string,
  marginYears = 0,
): number {
  const isLinear = model.toLowerCase() === 'hyodo';
  const time = isLinear ? hyodoCoolingTime(initial, target) : slabCoolingTime(initial, target);
  return time + Math.max(marginYears, 0) * YEAR;
}
