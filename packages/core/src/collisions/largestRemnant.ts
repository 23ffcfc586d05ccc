import { PhysicsError } from '../errors.ts';

/**
 * Returns the specific impact energy of a pair in the centre-of-mass frame, Q_R = ½ μ v² / M, J kg⁻¹ (E.032). 0 if one of
 * the masses is not positive.
 *
 * @param m1 Mass of one body, kg.
 * @param m2 Mass of the other, kg.
 * @param v Impact velocity, m s⁻¹.
 * @throws PhysicsError if `v` is negative.
 */
export function impactEnergy(m1: number, m2: number, v: number): number {
  if (v < 0) throw new PhysicsError(`impact velocity: must not be negative, not ${v} m/s`);
  if (!(m1 > 0 && m2 > 0)) return 0;
  const total = m1 + m2;
  const reduced = (m1 * m2) / total;
  return (0.5 * reduced * v * v) / total;
}

/**
 * Returns the mass of the largest remnant as a fraction of both bodies (E.033; Leinhardt & Stewart 2012): linear in
 * φ = Q_R/Q_D* up to 1.8, then a power law. Clipped to [0, 1]; 0 without a positive threshold.
 *
 * @param qR Specific impact energy, J kg⁻¹.
 * @param qStar Disruption threshold, J kg⁻¹.
 */
export function largestRemnantFraction(qR: number, qStar: number): number {
  if (!(qStar > 0)) return 0;
  const phi = qR / qStar;
  const fraction = phi < 1.8 ? 1 - 0.5 * phi : 0.1 * (phi / 1.8) ** -1.5;
  return fraction < 0 ? 0 : Math.min(fraction, 1);
}
