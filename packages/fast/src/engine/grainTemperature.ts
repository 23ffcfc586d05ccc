import { type Engine, requireMarsTemperature, requirePositive } from '@marsdisk/core';
import type { EngineParts } from './parts.ts';

/** Equilibrium temperature of a grain for sublimation; its Q_abs is 1. */
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

/** The same for the grain whose phase is judged. */
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
