import { ConfigurationError } from '@marsdisk/core';
import type { Config } from './config.generated.ts';

/** A temperature of Mars that the configuration states, K, and where. */
export interface DeclaredTemperature {
  readonly T_K: number;
  readonly source: 'radiation.TM_K' | 'mars_temperature_driver.constant';
}

/** `radiation.TM_K`, else the constant of an enabled driver whatever its mode, else null. */
export function findDeclaredTemperature(config: Config): DeclaredTemperature | null {
  const { radiation } = config;
  if (radiation === null) return null;
  if (radiation.TM_K !== null) return { T_K: radiation.TM_K, source: 'radiation.TM_K' };
  const driver = radiation.mars_temperature_driver;
  if (driver === null || !driver.enabled || driver.constant === null) return null;
  return { T_K: driver.constant.value_K, source: 'mars_temperature_driver.constant' };
}

/**
 * The temperature of Mars that the configuration states; used by the linter and the metadata, not by a run.
 *
 * @throws ConfigurationError when there is none
 */
export function declaredTemperature(config: Config): DeclaredTemperature {
  const found = findDeclaredTemperature(config);
  if (found !== null) return found;
  throw new ConfigurationError(
    'radiation.TM_K: is missing, and no enabled mars_temperature_driver has a constant',
  );
}
