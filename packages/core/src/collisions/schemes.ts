import { ConfigurationError } from '../errors.ts';
import { imexBdf1 } from './imex.ts';
import type { CollisionScheme } from './scheme.ts';

/** All integration schemes. A new one is a file of its own and an entry here. */
export const COLLISION_SCHEMES: readonly CollisionScheme[] = [imexBdf1];

/**
 * Returns the integration scheme of a name.
 *
 * @throws ConfigurationError for an unknown name.
 */
export function collisionScheme(name: string): CollisionScheme {
  const scheme = COLLISION_SCHEMES.find((candidate) => candidate.name === name);
  if (scheme === undefined)
    throw new ConfigurationError(
      `collision scheme: must be one of ${COLLISION_SCHEMES.map((s) => s.name).join(', ')}, not "${name}"`,
    );
  return scheme;
}
