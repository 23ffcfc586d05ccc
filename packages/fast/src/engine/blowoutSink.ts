import type { Engine } from '@marsdisk/core';
import { putGrid } from '../cache/board.ts';
import { slotOf } from '../cache/inputs.ts';
import type { EngineParts } from './parts.ts';

const A_BLOW = slotOf('aBlow');

/**
 * The blow-out sink of a cell, s⁻¹: 1/t_blow in the lowest bins, as many as the cache `blowout` counts, else 0. The plain
 * engine where the flag is off or the edges do not ascend. The same numbers.
 */
export function blowoutSink({
  context,
  plain,
  board,
  caches,
  flags,
}: EngineParts): Engine['blowoutSink'] {
  if (!flags.has('blowout')) return plain.blowoutSink;
  const { get } = caches.blowout;
  return (isEnabled, aBlow, tBlow, out) => {
    let count = 0;
    if (isEnabled && tBlow > 0 && tBlow < Number.POSITIVE_INFINITY) {
      putGrid(board, context.grid);
      board.keys[A_BLOW] = aBlow;
      count = get(0)[0];
      if (Number.isNaN(count)) {
        plain.blowoutSink(isEnabled, aBlow, tBlow, out);
        return;
      }
    }
    const rate = 1 / tBlow;
    for (let k = 0; k < count; k++) out[k] = rate;
    for (let k = count; k < out.length; k++) out[k] = 0;
  };
}
