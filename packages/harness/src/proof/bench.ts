import {
  bindContent,
  CACHE_NAMES,
  type CacheName,
  type CacheStatistics,
  type Caches,
  createCaches,
  createInputBoard,
  type InputBoard,
  type InputName,
  putGrid,
  putNumber,
  sameBits,
  slotOf,
} from '@marsdisk/fast';
import { WORLD_BINS, WORLD_CELLS, type World } from './world.ts';

/** A cache and one of its inputs, left out of the key on purpose. */
export interface Mutant {
  readonly cache: CacheName;
  readonly input: InputName;
}

/** Caches under test beside the same computations without memory, on one board. */
export interface Bench {
  readonly board: InputBoard;
  readonly remembering: Caches;
  readonly fresh: Caches;
  /** Contents that were bound last. */
  readonly bound: Map<InputName, unknown>;
}

/** A cache gave something else than a fresh computation. */
export class WrongAnswer extends Error {
  override name = 'WrongAnswer';
}

/** A bench with empty caches. */
export function createBench(world: World, mutant: Mutant | null = null, isGuarded = false): Bench {
  const dimensions = { cells: WORLD_CELLS, bins: WORLD_BINS };
  const board = createInputBoard(dimensions, world.versions, isGuarded);
  const enabled = new Set<string>(CACHE_NAMES);
  return {
    board,
    remembering: createCaches(board, { enabled, mutant, isGuarded }),
    fresh: createCaches(board, { enabled, stores: false }),
    bound: new Map(),
  };
}

const BOUND = ['strength', 'injection', 'radiation', 'sublimation', 'radii'] as const;
const SCALARS = [
  'rho',
  'vRel',
  'alpha',
  'floor',
  'temperature',
  'grainTemperature',
  'qAbs',
  'aBlow',
] as const;

/** Puts the world on the board, in the way the engine does. */
function show(world: World, { board, bound }: Bench): void {
  putGrid(board, world.grid);
  putNumber(board, world.cell, world.numbers[world.cell]!);
  for (const input of BOUND) {
    if (bound.get(input) === world[input]) continue;
    bound.set(input, world[input]);
    bindContent(board, input, world[input]);
  }
  for (const input of SCALARS) board.keys[slotOf(input)] = world[input];
}

/**
 * Asks every cache and compares with a fresh answer, bit for bit; where a fresh computation fails, the cache has to fail in
 * the same way.
 *
 * @throws WrongAnswer
 */
export function askAll(world: World, bench: Bench): void {
  show(world, bench);
  for (const name of CACHE_NAMES) {
    const expected = answer(() => bench.fresh[name].get(world.cell));
    const actual = answer(() => bench.remembering[name].get(world.cell));
    if (expected.error !== actual.error || !sameBits(actual.value, expected.value))
      throw new WrongAnswer(`cache "${name}" gave a stale answer in cell ${world.cell}`);
  }
}

function answer(ask: () => object): { value: unknown; error: string | null } {
  try {
    return { value: ask(), error: null };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { value: null, error: error.message };
  }
}

/** What the caches under test did. */
export function benchStatistics({ remembering }: Bench): readonly CacheStatistics[] {
  return CACHE_NAMES.map((name) => remembering[name].statistics());
}
