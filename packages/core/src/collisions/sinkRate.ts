import { PhysicsError } from '../errors.ts';

/**
 * Returns the mass that a sink removes, Σ m_k S_k N_k, kg m⁻² s⁻¹.
 *
 * @param masses Particle masses, kg.
 * @param sink Rates S_k, s⁻¹.
 * @param numberDensity Number surface densities, m⁻².
 * @throws PhysicsError if the lengths differ.
 */
export function sinkMassRate(
  masses: Float64Array,
  sink: Float64Array,
  numberDensity: Float64Array,
): number {
  const n = numberDensity.length;
  if (masses.length !== n || sink.length !== n)
    throw new PhysicsError(
      `sink: ${n} number densities need as many masses and rates, not ${masses.length} and ${sink.length}`,
    );
  let rate = 0;
  for (let k = 0; k < n; k++) rate += masses[k] * sink[k] * numberDensity[k];
  return rate;
}
