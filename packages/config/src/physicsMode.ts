import type { Config } from './config.generated.ts';
import { suggestion } from './names.ts';
import { type ConfigWarning, shown } from './problems.ts';

/** Which processes a run has. */
export type PhysicsMode = Config['physics_mode'];

const SPELLINGS: Readonly<Record<string, PhysicsMode>> = {
  '': 'default',
  default: 'default',
  off: 'default',
  none: 'default',
  full: 'default',
  both: 'default',
  sublimation_only: 'sublimation_only',
  sublimation: 'sublimation_only',
  collisions_only: 'collisions_only',
  collisional_only: 'collisions_only',
  collision_only: 'collisions_only',
};

/**
 * The mode that a word stands for, blanks and case aside; null and unknown words are `default`.
 *
 * @param warn receives a warning about an unknown word
 */
export function normalisePhysicsMode(
  value: unknown,
  warn: (warning: ConfigWarning) => void = () => {},
): PhysicsMode {
  const word = typeof value === 'string' ? value.trim().toLowerCase() : '';
  const isKnown = (value === null || typeof value === 'string') && Object.hasOwn(SPELLINGS, word);
  if (isKnown) return SPELLINGS[word]!;
  warn({
    kind: 'suspicious',
    path: 'physics_mode',
    message: `physics_mode = ${shown(value)}: is not a known mode, "default" is used${suggestion(word, Object.keys(SPELLINGS))}`,
  });
  return 'default';
}
