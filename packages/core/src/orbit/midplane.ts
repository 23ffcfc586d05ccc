import { PhysicsError } from '../errors.ts';

/**
 * Surface density Σ(r) = C r^(−p) of a disk of given mass, kg m⁻² (E.023; form as in the review of Wyatt 2008).
 *
 * @param mass mass between the edges, kg
 * @param rIn inner edge, m
 * @param rOut outer edge, m; > rIn
 * @param p power-law index; within 1e-12 of 0 and of 2 the limits are used
 * @param r where to evaluate, m
 * @throws PhysicsError if rOut ≤ rIn or the mass integral vanishes
 */
export function midplaneSurfaceDensity(
  mass: number,
  rIn: number,
  rOut: number,
  p: number,
  r: number,
): number {
  if (!(rOut > rIn))
    throw new PhysicsError(`the outer edge ${rOut} m must be greater than the inner edge ${rIn} m`);
  if (Math.abs(p) < 1e-12) return mass / (Math.PI * (rOut * rOut - rIn * rIn));
  const isLogarithmic = Math.abs(p - 2) < 1e-12;
  const integral = isLogarithmic ? Math.log(rOut / rIn) : rOut ** (2 - p) - rIn ** (2 - p);
  if (!Number.isFinite(integral) || Math.abs(integral) < 1e-12)
    throw new PhysicsError(
      `the disk mass cannot be distributed from ${rIn} m to ${rOut} m with p_index = ${p}`,
    );
  const factor = isLogarithmic
    ? mass / (2 * Math.PI * integral)
    : (mass * (2 - p)) / (2 * Math.PI * integral);
  return factor * r ** -p;
}
