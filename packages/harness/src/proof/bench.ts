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
  putKey,
  putNumber,
  sameBits,
  slotOf,
} from '@marsdisk/fast';
import { answerOf, WrongAnswer } from './answer.ts';
import { askEchoes, createEchoes } from './echo.ts';
import { askEngines, createEngineBench, type EngineBench } from './engines.ts';
import { WORLD_BINS, WORLD_CELLS, type World } from './world.ts';

/** A cache and one of its inputs, left out of the key on purpose. */
export interface Mutant {
  readonly cache: CacheName;
  readonly input: InputName;
}

/** Everything that is asked after a command, on one board but for the engines, which have boards of their own. */
export interface Bench {
  readonly board: InputBoard;
  /** The caches under test, and the same computations without memory. */
  readonly remembering: Caches;
  readonly fresh: Caches;
  readonly echoes: ReturnType<typeof createEchoes>;
  /** Null while a mutant is looked at, which they do not have. */
  readonly engines: EngineBench | null;
  /** Contents that were bound last. */
  readonly bound: Map<InputName, unknown>;
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
    echoes: createEchoes(board),
    engines: mutant === null ? createEngineBench(world, isGuarded) : null,
    bound: new Map(),
  };
}

const BOUND = ['strength', 'injection', 'radiation', 'radii'] as const;
const SCALARS = ['rho', 'vRel', 'alpha', 'floor', 'temperature', 'qAbs'] as const;

/** Puts all of the world on the board. What engines put there themselves, and when, is asked of the engines. */
function show(world: World, { board, bound }: Bench): void {
  putGrid(board, world.grid);
  putNumber(board, world.cell, world.numbers[world.cell]!);
  for (const input of BOUND) {
    if (bound.get(input) === world[input]) continue;
    bound.set(input, world[input]);
    bindContent(board, input, world[input]);
  }
  for (const input of SCALARS) putKey(board, slotOf(input), world[input]);
}

/**
 * Asks every cache and every engine and compares with a fresh answer, bit for bit; where a fresh computation fails, the cache has to fail in
 * the same way.
 *
 * @throws WrongAnswer
 */
export function askAll(world: World, bench: Bench): void {
  show(world, bench);
  const { remembering, fresh } = bench;
  for (const name of CACHE_NAMES) {
    const expected = answerOf(() => fresh[name].get(world.cell));
    const actual = answerOf(() => remembering[name].get(world.cell));
    if (expected.error !== actual.error || !sameBits(actual.value, expected.value))
      throw new WrongAnswer(`cache "${name}" gave a stale answer in cell ${world.cell}`);
  }
  askEchoes(bench.board, bench.echoes);
  if (bench.engines !== null) askEngines(world, bench.engines);
}

/** What the caches under test did. */
export function benchStatistics({ remembering }: Bench): readonly CacheStatistics[] {
  return CACHE_NAMES.map((name) => remembering[name].statistics());
}
