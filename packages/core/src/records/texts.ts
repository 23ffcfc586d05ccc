/** The texts that a record can hold, in the order of their codes. */
export const PHASE_STATES = ['solid', 'vapor'] as const;
export const PHASE_METHODS = ['threshold', 'map', 'disabled'] as const;
export const PHASE_REASONS = [
  'phase.thresholds',
  'phase.map',
  'phase.map.bulk_only',
  'phase.disabled',
] as const;
export const BULK_STATES = ['solid_dominated', 'mixed', 'liquid_dominated'] as const;
export const SINKS = ['rp_blowout', 'none'] as const;
export const CELL_STOP_REASONS = ['tau_exceeded'] as const;
