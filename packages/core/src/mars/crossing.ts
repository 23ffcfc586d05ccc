import { MarsDiskError, PhysicsError } from '../errors.ts';
import type { MarsTemperatureDriver } from './driver.ts';

const MAX_ITERATIONS = 128;
const TIME_TOLERANCE = 1e-6;

/**
 * Time at which Mars is first found at or below a temperature, s: steps that double until one ends below it, then
 * bisection to 1e-6 s. For a temperature that does not fall all the time this need not be the first crossing.
 *
 * @param driver temperature of Mars
 * @param target temperature, K; > 0
 * @param searchLimit latest time, s; null for the end of a table, if there is one
 * @param firstStep s; > 0
 * @returns null if it is not found within the limit, or the driver cannot be evaluated on the way
 * @throws PhysicsError for a target or step that is not positive
 */
export function firstTimeAtOrBelow(
  driver: MarsTemperatureDriver,
  target: number,
  searchLimit: number | null = null,
  firstStep = 6 * 3600,
): number | null {
  if (!(target > 0))
    throw new PhysicsError(`the temperature to wait for is ${target} K, but must be > 0`);
  if (!(firstStep > 0))
    throw new PhysicsError(`the first step of the search is ${firstStep} s, but must be > 0`);
  if (driver.initial <= target) return 0;
  const limit = searchLimit ?? driver.timeRange?.[1] ?? Number.POSITIVE_INFINITY;
  let lower = 0;
  let upper = firstStep;
  for (let i = 0; i < MAX_ITERATIONS; i++) {
    const isLast = upper > limit;
    if (isLast) upper = limit;
    const temperature = temperatureOrNull(driver, upper);
    if (temperature === null) return null;
    if (temperature <= target) return bisect(driver, target, lower, upper);
    if (isLast) return null;
    lower = upper;
    upper *= 2;
  }
  return null;
}

function temperatureOrNull(driver: MarsTemperatureDriver, time: number): number | null {
  try {
    return driver.evaluate(time);
  } catch (error) {
    if (error instanceof MarsDiskError) return null;
    throw error;
  }
}

function bisect(
  driver: MarsTemperatureDriver,
  target: number,
  above: number,
  below: number,
): number {
  let lower = above;
  let upper = below;
  for (let i = 0; i < MAX_ITERATIONS; i++) {
    const middle = 0.5 * (lower + upper);
    if (driver.evaluate(middle) <= target) upper = middle;
    else lower = middle;
    if (Math.abs(upper - lower) < TIME_TOLERANCE) break;
  }
  return upper;
}
