import { MarsDiskError } from '../errors.ts';

/** Sound speed of the gas, m s⁻¹. */
const SOUND_SPEED = 500;

/**
 * Time in which gas drag stops a grain, ρ_p s/(ρ_g c_s), s: an estimate in the manner of Epstein.
 *
 * @param s grain radius, m; > 0
 * @param rho grain density, kg m⁻³; > 0
 * @param gasDensity kg m⁻³; > 0
 * @param soundSpeed m s⁻¹
 * @throws MarsDiskError
 */
export function gasDragTime(
  s: number,
  rho: number,
  gasDensity: number,
  soundSpeed = SOUND_SPEED,
): number {
  if (!(s > 0 && rho > 0 && gasDensity > 0))
    throw new MarsDiskError(
      `gas drag needs s, rho and rho_g > 0, but has s = ${s} m, rho = ${rho} kg m⁻³, rho_g = ${gasDensity} kg m⁻³`,
    );
  return (rho * s) / (gasDensity * soundSpeed);
}
