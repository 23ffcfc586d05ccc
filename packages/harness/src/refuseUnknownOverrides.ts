import { loadConfig, unknownOverrides } from '@marsdisk/config';
import { ConfigurationError } from '@marsdisk/core';

/**
 * Refuses overrides that name no setting: another run than the one that is meant would be measured.
 *
 * @param path of a configuration
 * @param place where the overrides stand, for the message
 * @throws ConfigurationError; as `loadConfig`
 */
export function refuseUnknownOverrides(
  path: string,
  overrides: readonly string[],
  place: string,
): void {
  const unknown = unknownOverrides(loadConfig({ path, overrides }).warnings, overrides);
  if (unknown.length > 0)
    throw new ConfigurationError(unknown.map(({ message }) => `${place}: ${message}`).join('\n'));
}
