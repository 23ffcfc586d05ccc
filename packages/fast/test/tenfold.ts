import { createVersionCounter } from '@marsdisk/core';
import { createCache, createInputBoard, defineCache, putKey, slotOf } from '../src/index.ts';

const FLOOR = slotOf('floor');

/** A cache of ten times the floor, which counts how often it is computed. */
export function tenfold(
  capacity: number,
  options: { isShadowed?: boolean; isGuarded?: boolean } = {},
) {
  let computed = 0;
  const declaration = defineCache({
    name: 'tenfold',
    seedItem: 'test',
    holds: 'ten times the floor',
    unit: 'm',
    inputs: ['floor'],
    scope: 'run',
    capacity,
    create: () => new Float64Array(1),
    compute: ({ floor }, out) => {
      computed += 1;
      out[0] = 10 * floor;
    },
  });
  const board = createInputBoard({ cells: 1, bins: 1 }, createVersionCounter());
  const cache = createCache<Float64Array>(
    declaration,
    board,
    { isEnabled: true, step: () => 7, ...options },
    new Map(),
  );
  return {
    cache,
    ask: (floor: number) => {
      putKey(board, FLOOR, floor);
      return cache.get(0)[0];
    },
    computed: () => computed,
  };
}
