import type { Engine } from '@marsdisk/core';
import { putKey } from '../cache/board.ts';
import { slotOf } from '../cache/inputs.ts';
import type { EngineParts } from './parts.ts';

const FLOOR = slotOf('floor');

/** The injection of one unit of supplied mass into the bins, kg⁻¹, for an effective smallest size, m. */
export type UnitSource = (sMinEffective: number) => Float64Array;

/** What the cache `supply` keeps; null where the flag is off. */
export function unitSource({ context, board, caches, flags }: EngineParts): UnitSource | null {
  if (!flags.has('supply')) return null;
  const { get } = caches.supply;
  // The weights of the initial distribution have no floor.
  const hasFloor = context.injection.settings.mode !== 'initial_psd';
  return (sMinEffective) => {
    putKey(board, FLOOR, hasFloor ? sMinEffective : 0);
    return get(0);
  };
}

/**
 * The injection of supplied mass into the bins, m⁻² s⁻¹, for a rate, kg m⁻² s⁻¹, and an effective smallest size, m: with the
 * flag `supply` that of one unit times the rate, which may differ from the plain one in the last digit.
 */
export function supplySource(parts: EngineParts): Engine['supplySource'] {
  const { plain } = parts;
  const unit = unitSource(parts);
  if (unit === null) return plain.supplySource;
  return (rate, sMinEffective, out) => {
    if (!(rate > 0)) {
      plain.supplySource(rate, sMinEffective, out);
      return;
    }
    const perUnit = unit(sMinEffective);
    for (let k = 0; k < out.length; k++) out[k] = rate * perUnit[k];
  };
}
