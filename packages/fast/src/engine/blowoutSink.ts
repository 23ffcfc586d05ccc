import type { Engine } from '@marsdisk/core';
import { putGrid } from '../cache/board.ts';
import type { EngineParts } from './parts.ts';

/** Number of the lowest bins that are blown out, all at the rate 1/t_blow; NaN where the plain engine has to be asked. */
export type BlownBins = (isEnabled: boolean, aBlow: number, tBlow: number) => number;

/** Counts from the edges that the cache `blowout` keeps, beginning with the count before; null where the flag is off. */
export function blownBins({ context, board, caches, flags }: EngineParts): BlownBins | null {
  if (!flags.has('blowout')) return null;
  const { get } = caches.blowout;
  let count = 0;
  return (isEnabled, aBlow, tBlow) => {
    if (!(isEnabled && tBlow > 0 && tBlow < Number.POSITIVE_INFINITY)) return 0;
    putGrid(board, context.grid);
    const lowerEdges = get(0);
    if (Number.isNaN(lowerEdges[0])) return Number.NaN;
    // A bin belongs to it if its lower edge does not exceed this, as in `blowoutSink` of core.
    const limit = aBlow * (1 + 1e-12);
    while (count < lowerEdges.length && lowerEdges[count] <= limit) count += 1;
    while (count > 0 && !(lowerEdges[count - 1] <= limit)) count -= 1;
    return count;
  };
}

/**
 * The blow-out sink of a cell, s⁻¹: 1/t_blow in the lowest bins, as many as the edges of the cache `blowout` count, else 0. The
 * plain engine where the flag is off or the edges descend. The same numbers.
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
