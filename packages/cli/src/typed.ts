import { ConfigurationError } from '@marsdisk/core';
import { UsageError } from './command.ts';

/**
 * Does something with what the user typed.
 *
 * @param before stands before the message
 * @throws UsageError where that makes no sense
 */
export function typed<T>(work: () => T, before = ''): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    throw new UsageError(`${before}${error.message}`, { cause: error });
  }
}
