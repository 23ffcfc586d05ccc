import type { Engine } from '../engine/engine.ts';
import type { RunSetup } from './setup.ts';
import type { RunState } from './state.ts';

/** Opacity of a cell's size distribution, m² kg⁻¹; that of the start with `radiation.freeze_kappa`. */
export function cellOpacity(
  setup: RunSetup,
  engine: Engine,
  state: RunState,
  cell: number,
): number {
  if (setup.switches.freezesKappa) return setup.kappaInitial;
  const known = state.opacity[cell];
  return Number.isNaN(known) ? engine.opacity(cell, state.distributions[cell]) : known;
}
