import { PhysicsError } from './errors.ts';

/**
 * Refuses a quantity that must be finite and positive.
 *
 * @param name the quantity with its unit, for the message
 * @throws PhysicsError
 */
export function requirePositive(name: string, value: number): void {
  if (!(value > 0 && value < Number.POSITIVE_INFINITY))
    throw new PhysicsError(`${name} is ${value}, but must be finite and greater than 0`);
}
