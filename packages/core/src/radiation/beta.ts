import { G, MARS_MASS, MARS_RADIUS, SPEED_OF_LIGHT, STEFAN_BOLTZMANN } from '../constants.ts';
import { requireMarsTemperature } from '../mars/temperatureRange.ts';
import { requirePositive } from '../positive.ts';
import { fourthPower } from './fourthPower.ts';

/** Density that stands in for a missing argument, kg m⁻³. */
export const DEFAULT_DENSITY = 3000;
/** Temperature of Mars that stands in for a missing argument, K. */
export const DEFAULT_MARS_TEMPERATURE = 2000;

/**
 * Ratio of radiation pressure to gravity, β = 3σT⁴R²Q/(4GMcρs) (E.013; Strubbe & Chiang 2006, ApJ 648, 652, with
 * the luminosity of a planet that radiates as a black body). The order of the operations is part of the result: it
 * decides the blow-out gate.
 *
 * @param s grain radius, m; > 0
 * @param qpr ⟨Q_pr⟩ of the grain; > 0
 * @param rho grain density, kg m⁻³; > 0
 * @param temperature temperature of Mars, K; in [1000, 6500]
 * @throws PhysicsError
 */
export function radiationBeta(
  s: number,
  qpr: number,
  rho: number = DEFAULT_DENSITY,
  temperature: number = DEFAULT_MARS_TEMPERATURE,
): number {
  requirePositive('grain radius s (m)', s);
  requirePositive('Q_pr', qpr);
  requirePositive('density rho (kg m⁻³)', rho);
  requireMarsTemperature('T_M', temperature);
  const pressure =
    3 * STEFAN_BOLTZMANN * fourthPower(temperature) * (MARS_RADIUS * MARS_RADIUS) * qpr;
  return pressure / (4 * G * MARS_MASS * SPEED_OF_LIGHT * rho * s);
}
