import { type Engine, massOpacity as plainMassOpacity } from '@marsdisk/core';
import { putGrid, putNumber } from '../cache/board.ts';
import { massOpacity } from '../kernels/massOpacity.ts';
import type { EngineParts } from './parts.ts';

/**
 * The mass opacity of a cell, m² kg⁻¹: two dot products with `sections`, else remembered with `opacity`, the plain sum
 * without either, and wherever the dot products are in doubt. Dot products may differ from the plain sum in the last digits.
 */
export function opacity({ context, plain, board, caches, flags }: EngineParts): Engine['opacity'] {
  const { grid } = context;
  if (flags.has('sections')) {
    const { get } = caches.sections;
    return (cell, number) => {
      putGrid(board, grid);
      const value = massOpacity(number, get(cell));
      return Number.isNaN(value)
        ? plainMassOpacity(grid.sizes, grid.widths, number, grid.rho)
        : value;
    };
  }
  if (!flags.has('opacity')) return plain.opacity;
  const { get } = caches.opacity;
  return (cell, number) => {
    putGrid(board, grid);
    putNumber(board, cell, number);
    return get(cell)[0];
  };
}
