import { MARS_TEMPERATURE_MAX, MARS_TEMPERATURE_MIN } from '../constants.ts';
import { PhysicsError } from '../errors.ts';

/** Whether the model accepts this temperature of Mars, K; both ends of the range are allowed. */
export function isMarsTemperature(temperature: number): boolean {
  return temperature >= MARS_TEMPERATURE_MIN && temperature <= MARS_TEMPERATURE_MAX;
}

/**
 * Refuses a temperature of Mars outside the accepted range.
 *
 * @param name where the temperature comes from, for the message
 * @param temperature K
 * @throws PhysicsError
 */
export function requireMarsTemperature(name: string, temperature: number): void {
  if (!isMarsTemperature(temperature))
    throw new PhysicsError(
      `${name} is ${temperature} K, but must lie in [${MARS_TEMPERATURE_MIN}, ${MARS_TEMPERATURE_MAX}] K`,
    );
}
