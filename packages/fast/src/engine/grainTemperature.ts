import { type Engine, requireMarsTemperature, requirePositive } from '@marsdisk/core';
import type { EngineParts } from './parts.ts';

/**
 * Equilibrium temperature of a grain for sublimation, K (E.043), with Q_abs = 1: the temperature of Mars times a factor of the
 * cell, with the flag `grain`.
 *
 * @throws PhysicsError, in the function, for a temperature of Mars out of [1000, 6500] K
 */
export function grainTemperature({
  plain,
  caches,
  flags,
}: EngineParts): Engine['grainTemperature'] {
  if (!flags.has('grain')) return plain.grainTemperature;
  const { get } = caches.grain;
  return (cell, temperature) => {
    requireMarsTemperature('T_M', temperature);
    return temperature * get(0).dilution[cell];
  };
}

/**
 * The same for the grain whose phase is judged, with Q_abs = `phase.q_abs_mean`.
 *
 * @throws PhysicsError, in the function, for a temperature of Mars that is no positive number
 */
export function particleTemperature({
  plain,
  caches,
  flags,
}: EngineParts): Engine['particleTemperature'] {
  if (!flags.has('grain')) return plain.particleTemperature;
  const { get } = caches.grain;
  return (cell, temperature) => {
    requirePositive('T_M (K)', temperature);
    const factors = get(0);
    return temperature * factors.absorption[0] * factors.dilution[cell];
  };
}
