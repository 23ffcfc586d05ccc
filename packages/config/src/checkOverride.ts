import { ConfigurationError } from '@marsdisk/core';
import { parseOverride } from './overrides.ts';
import { type ConfigWarning, shown } from './problems.ts';
import { valueAbove } from './schemaAt.ts';

/**
 * Refuses an override of the physics block, which is merged before overrides are applied.
 *
 * @throws ConfigurationError; as `parseOverride`
 */
export function refusePhysicsBlock(override: string): void {
  if (parseOverride(override).segments[0] === 'physics')
    throw new ConfigurationError(
      `override ${shown(override)}: the physics block is already merged, name a field as in physics.mode=full`,
    );
}

/**
 * Refuses an override that no configuration can take: one that is malformed, or whose path leads through a value.
 *
 * @throws ConfigurationError
 */
export function checkOverride(override: string): void {
  refusePhysicsBlock(override);
  const { segments } = parseOverride(override);
  const value = valueAbove(segments);
  if (value !== null)
    throw new ConfigurationError(
      `override ${shown(override)}: "${value}" is a value, not a section`,
    );
}

/** Of the warnings of a configuration those about keys that its overrides name and no field has. */
export function unknownOverrides(
  warnings: readonly ConfigWarning[],
  overrides: readonly string[],
): ConfigWarning[] {
  const paths = overrides.map((override) => parseOverride(override).segments.join('.'));
  return warnings.filter(
    ({ kind, path }) =>
      kind === 'unknown' && paths.some((key) => key === path || key.startsWith(`${path}.`)),
  );
}
