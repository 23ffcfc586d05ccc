import { requirePositive } from '../positive.ts';

/**
 * Rate at which a subliming grain shrinks, ds/dt = −J/ρ, m s⁻¹; 0 without a flux.
 *
 * @param flux mass flux J, kg m⁻² s⁻¹
 * @param rho grain density, kg m⁻³; > 0
 * @throws PhysicsError
 */
export function erosionRate(flux: number, rho: number): number {
  requirePositive('density rho (kg m⁻³)', rho);
  return flux <= 0 ? 0 : -flux / rho;
}

/**
 * Radius of the grains that sublimate within a share of a time-scale, η t J/ρ, m; 0 without a flux (E.019, E.038;
 * Ronnet et al. 2016, ApJ 828, 109).
 *
 * @param flux mass flux J, kg m⁻² s⁻¹
 * @param rho grain density, kg m⁻³; > 0
 * @param time time-scale t, s; > 0
 * @param share η, in [0, 1]
 * @throws PhysicsError
 */
export function instantSinkSize(flux: number, rho: number, time: number, share: number): number {
  requirePositive('density rho (kg m⁻³)', rho);
  requirePositive('reference time-scale (s)', time);
  return flux <= 0 ? 0 : (share * time * flux) / rho;
}
