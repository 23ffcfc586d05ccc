import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..', '..', '..');

export const PARITY_STEPS = 8;

/** A profile that is measured in a moment. */
export const PROFILE = `
config: ${join(ROOT, 'configs/small.yml')}
overrides: ["radiation.mars_temperature_driver.enabled=false"]
warm_up: { lead_seconds: 0.2, blocks: 1, tolerance_percent: 100, scatter_percent: 10000, min_seconds: 0.1, max_seconds: 100 }
measure: { steps: 20, seconds: 0.25 }
parity_steps: ${PARITY_STEPS}
`;

/** The same without a warm-up and without a time to fill: one pass an engine. */
export const HASTY = PROFILE.replace(
  /warm_up: .*/,
  'warm_up: { lead_seconds: 0, max_seconds: 0 }',
).replace('seconds: 0.25', 'seconds: 0');
