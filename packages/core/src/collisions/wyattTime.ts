import { PhysicsError } from '../errors.ts';

/**
 * Returns the collision time of a disk of optical depth τ, 1/(Ω τ), s (E.006; Wyatt 2008 gives half of it).
 *
 * @param tau Optical depth, above 0.
 * @param omega Orbital frequency, s⁻¹, above 0.
 * @throws PhysicsError unless both are positive.
 */
export function wyattCollisionTime(tau: number, omega: number): number {
  if (!(tau > 0 && omega > 0))
    throw new PhysicsError(
      `collision time: optical depth (${tau}) and orbital frequency (${omega} s^-1) must be above 0`,
    );
  return 1 / (omega * tau);
}
