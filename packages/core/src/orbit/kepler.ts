import { G, MARS_MASS } from '../constants.ts';
import { requirePositive } from '../positive.ts';

/**
 * Keplerian angular frequency around Mars, Ω = sqrt(G M / r³), rad s⁻¹ (E.002; Burns et al. 1979, Icarus 40, 1).
 *
 * @param r orbital radius, m; finite and > 0
 * @throws PhysicsError
 */
export function omegaKepler(r: number): number {
  requirePositive('orbital radius r (m)', r);
  return Math.sqrt((G * MARS_MASS) / (r * r * r));
}

/**
 * Keplerian speed around Mars, v = sqrt(G M / r), m s⁻¹ (E.001, E.003; Burns et al. 1979).
 *
 * @param r orbital radius, m; finite and > 0
 * @throws PhysicsError
 */
export function vKepler(r: number): number {
  requirePositive('orbital radius r (m)', r);
  return Math.sqrt((G * MARS_MASS) / r);
}
