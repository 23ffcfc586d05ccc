import type { Engine } from '@marsdisk/core';
import { putKey } from '../cache/board.ts';
import { slotOf } from '../cache/inputs.ts';
import type { EngineParts } from './parts.ts';

const TEMPERATURE = slotOf('temperature');

/**
 * The radiation chain at a temperature of Mars, K, remembered with the flag `radiation`; a copy, because the memory of a
 * stored one may serve for the next. The same numbers as those of the plain engine.
 */
export function radiation({ plain, board, caches, flags }: EngineParts): Engine['radiation'] {
  if (!flags.has('radiation')) return plain.radiation;
  const { get } = caches.radiation;
  return (temperature, out) => {
    putKey(board, TEMPERATURE, temperature);
    const known = get(0);
    out.temperature = known.temperature;
    out.flux = known.flux;
    out.qprBlow = known.qprBlow;
    out.sBlow = known.sBlow;
    out.sBlowEffective = known.sBlowEffective;
    out.sMin = known.sMin;
    out.qprMin = known.qprMin;
    out.betaMin = known.betaMin;
    out.isBetaGateOpen = known.isBetaGateOpen;
  };
}
