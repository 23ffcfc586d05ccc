import type { BulkState, PhaseState } from './outcome.ts';

/** Whether a liquid bulk rules collisions out in a cell. */
export function areCollisionsBlocked(bulkState: BulkState): boolean {
  return bulkState === 'liquid_dominated';
}

/** Whether material of this state is supplied: only to solid matter in a bulk that is not liquid. */
export function isSupplyAllowed(state: PhaseState, bulkState: BulkState): boolean {
  return state === 'solid' && bulkState !== 'liquid_dominated';
}

/** Whether the state lets radiation pressure remove grains, given `blowout.target_phase`. */
export function isBlowoutAllowed(state: PhaseState, targetPhase: 'solid_only' | 'any'): boolean {
  return targetPhase === 'any' || state === 'solid';
}

/**
 * Whether the sublimation of a cell is blocked, given `phase.allow_liquid_hkl`.
 *
 * @param dsdt erosion rate of the grains, m s⁻¹
 */
export function isSublimationBlocked(
  bulkState: BulkState,
  allowLiquidHkl: boolean,
  dsdt: number,
): boolean {
  return bulkState === 'liquid_dominated' && !allowLiquidHkl && dsdt < 0;
}
