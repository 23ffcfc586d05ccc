import type { Engine } from '@marsdisk/core';
import { putKey } from '../cache/board.ts';
import { slotOf } from '../cache/inputs.ts';
import type { EngineParts } from './parts.ts';

const GRAIN_TEMPERATURE = slotOf('grainTemperature');

/**
 * The sublimation mass flux of a cell, kg m⁻² s⁻¹, at a grain temperature, K; remembered with the flag `massflux` unless it
 * depends on what was asked before. The same numbers as those of the plain engine.
 */
export function sublimationFlux({
  context,
  plain,
  board,
  caches,
  flags,
}: EngineParts): Engine['sublimationFlux'] {
  // With a tolerance the pressure depends on the temperatures that came before, so that no key could tell answers apart.
  const hasMemory = context.sublimation.settings.psat_cache_tol_K > 0;
  if (!flags.has('massflux') || hasMemory) return plain.sublimationFlux;
  const { get } = caches.massflux;
  return (cell, grainTemperature) => {
    putKey(board, GRAIN_TEMPERATURE, grainTemperature);
    return get(cell)[0];
  };
}
