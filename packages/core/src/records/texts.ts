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

/** Code of a text in one of these lists; −1 if it is not there. Written out, because `indexOf` is a call every time. */
export function codeOf<Text extends string>(texts: readonly Text[], text: Text): number {
  for (let code = 0; code < texts.length; code++) if (texts[code] === text) return code;
  return -1;
}
