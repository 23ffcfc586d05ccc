import type { Engine } from '@marsdisk/core';
import { putGrid, putKey } from '../cache/board.ts';
import { slotOf } from '../cache/inputs.ts';
import type { EngineParts } from './parts.ts';

const A_BLOW = slotOf('aBlow');

/** Number of the lowest bins that are blown out, all at the rate 1/t_blow; NaN where the plain engine has to be asked. */
export type BlownBins = (isEnabled: boolean, aBlow: number, tBlow: number) => number;

/** The count that the cache `blowout` keeps; null where the flag is off. */
export function blownBins({ context, board, caches, flags }: EngineParts): BlownBins | null {
  if (!flags.has('blowout')) return null;
  const { get } = caches.blowout;
  return (isEnabled, aBlow, tBlow) => {
    if (!(isEnabled && tBlow > 0 && tBlow < Number.POSITIVE_INFINITY)) return 0;
    putGrid(board, context.grid);
    putKey(board, A_BLOW, aBlow);
    return get(0)[0];
  };
}

/**
 * The blow-out sink of a cell, s⁻¹: 1/t_blow in the lowest bins, as many as the cache `blowout` counts, else 0. The plain
 * engine where the flag is off or the edges do not ascend. The same numbers.
 */
export function blowoutSink(parts: EngineParts): Engine['blowoutSink'] {
  const { plain } = parts;
  const countOf = blownBins(parts);
  if (countOf === null) return plain.blowoutSink;
  return (isEnabled, aBlow, tBlow, out) => {
    const count = countOf(isEnabled, aBlow, tBlow);
    if (Number.isNaN(count)) plain.blowoutSink(isEnabled, aBlow, tBlow, out);
    else fillBlownBins(count, tBlow, out);
  };
}

/** Writes the sink of so many blown-out bins. */
export function fillBlownBins(count: number, tBlow: number, out: Float64Array): void {
  const rate = 1 / tBlow;
  for (let k = 0; k < count; k++) out[k] = rate;
  for (let k = count; k < out.length; k++) out[k] = 0;
}
