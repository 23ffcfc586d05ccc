import type { Engine } from '@marsdisk/core';
import { slotOf } from '../cache/inputs.ts';
import type { EngineParts } from './parts.ts';

const FLOOR = slotOf('floor');

/**
 * The injection of supplied mass into the bins, m⁻² s⁻¹, for a rate, kg m⁻² s⁻¹, and an effective smallest size, m: with the
 * flag `supply` that of one unit times the rate, which may differ from the plain one in the last digit.
 */
export function supplySource({
  context,
  plain,
  board,
  caches,
  flags,
}: EngineParts): Engine['supplySource'] {
  if (!flags.has('supply')) return plain.supplySource;
  const { get } = caches.supply;
  // The weights of the initial distribution have no floor.
  const hasFloor = context.injection.settings.mode !== 'initial_psd';
  return (rate, sMinEffective, out) => {
    if (!(rate > 0)) {
      plain.supplySource(rate, sMinEffective, out);
      return;
    }
    board.keys[FLOOR] = hasFloor ? sMinEffective : 0;
    const perUnit = get(0);
    for (let k = 0; k < out.length; k++) out[k] = rate * perUnit[k];
  };
}
