import type { ProfileResult } from './result.ts';

/** Whether every warm-up became steady and, if outputs were compared, the engines compute the same. */
export function profileSucceeded({ engines, parity }: ProfileResult): boolean {
  return engines.every(({ isSteady }) => isSteady) && (parity === null || parity.agrees);
}
