import type { Engine, EngineContext } from '@marsdisk/core';
import type { InputBoard } from '../cache/board.ts';
import type { Caches } from '../caches/caches.ts';
import type { FlagSet } from '../flags.ts';

/** What the methods of a fast engine are made from. Each method has a file of its own and the name of its plain twin. */
export interface EngineParts {
  readonly context: EngineContext;
  /** The plain engine: takes over where a flag is off or an input is in doubt. */
  readonly plain: Engine;
  readonly board: InputBoard;
  readonly caches: Caches;
  readonly flags: FlagSet;
}
