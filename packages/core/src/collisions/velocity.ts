import { PhysicsError } from '../errors.ts';

/**
 * Returns the full orbital speed at pericentre, v_K √((1 + e)/(1 − e)), m s⁻¹ (E.020b). The default law; it is v_K, not 0,
 * on a circular orbit. NaN passes, the collision kernel rejects it.
 *
 * @param vK Circular orbital speed, m s⁻¹, not negative.
 * @param e Eccentricity, below 1. 1 + e is floored at 0, 1 − e at 1e-8.
 * @throws PhysicsError if `vK` is negative or `e` is 1 or more.
 */
export function pericenterVelocity(vK: number, e: number): number {
  checkOrbitalSpeed(vK);
  if (e >= 1)
    throw new PhysicsError(
      `relative velocity "pericenter": the eccentricity must be below 1, not ${e}`,
    );
  const near = Math.max(1 + e, 0);
  const far = Math.max(1 - e, 1e-8);
  return vK * Math.sqrt(near / far);
}

/**
 * Returns the velocity dispersion √(1.25 e² + i²) v_K, m s⁻¹ (E.020).
 *
 * @param vK Circular orbital speed, m s⁻¹, not negative.
 * @param e Eccentricity.
 * @param i Inclination, rad.
 * @throws PhysicsError if `vK` is negative.
 */
export function ohtsukiVelocity(vK: number, e: number, i: number): number {
  checkOrbitalSpeed(vK);
  return Math.sqrt(1.25 * (e * e) + i * i) * vK;
}

/**
 * Returns the relative velocity of all pairs by the law of `dynamics.v_rel_mode`, m s⁻¹.
 *
 * @param mode `ohtsuki`; anything else is `pericenter`.
 */
export function relativeVelocity(mode: string, vK: number, e: number, i: number): number {
  return mode === 'ohtsuki' ? ohtsukiVelocity(vK, e, i) : pericenterVelocity(vK, e);
}

function checkOrbitalSpeed(vK: number): void {
  if (vK < 0)
    throw new PhysicsError(`relative velocity: the orbital speed must not be negative, not ${vK}`);
}
