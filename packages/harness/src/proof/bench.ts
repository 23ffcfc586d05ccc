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
  /** Whether it is the cache as it is computed with the flag `sections` off; as with all flags unless given. */
  readonly withoutSections?: boolean;
}

/** Caches under test beside the same computations without memory. */
interface CachePair {
  readonly remembering: Caches;
  readonly fresh: Caches;
  /** Those of the caches that are asked. */
  readonly asked: readonly CacheName[];
}

/** Everything that is asked after a command, on one board but for the engines, which have boards of their own. */
export interface Bench {
  readonly board: InputBoard;
  /** All caches; then those that are computed in another way when a flag is off. */
  readonly pairs: readonly CachePair[];
  readonly echoes: ReturnType<typeof createEchoes>;
  /** Null while a mutant is looked at, which they do not have. */
  readonly engines: EngineBench | null;
  /** Contents that were bound last. */
  readonly bound: Map<InputName, unknown>;
}

/** Caches that are computed in another way with the flag `sections` off. */
export const COMPUTED_OTHERWISE: readonly CacheName[] = ['opacity'];

/** A bench with empty caches. */
export function createBench(world: World, mutant: Mutant | null = null, isGuarded = false): Bench {
  const dimensions = { cells: WORLD_CELLS, bins: WORLD_BINS };
  const board = createInputBoard(dimensions, world.versions, isGuarded);
  const pair = (withoutSections: boolean, asked: readonly CacheName[]): CachePair => {
    const names = CACHE_NAMES.filter((name) => !(withoutSections && name === 'sections'));
    const enabled = new Set<string>(names);
    const isHere = (mutant?.withoutSections ?? false) === withoutSections;
    return {
      remembering: createCaches(board, { enabled, mutant: isHere ? mutant : null, isGuarded }),
      fresh: createCaches(board, { enabled, stores: false }),
      asked,
    };
  };
  return {
    board,
    pairs: [pair(false, CACHE_NAMES), pair(true, COMPUTED_OTHERWISE)],
    echoes: createEchoes(board),
    engines: mutant === null ? createEngineBench(world, isGuarded) : null,
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
  for (const { remembering, fresh, asked } of bench.pairs)
    for (const name of asked) {
      const expected = answerOf(() => fresh[name].get(world.cell));
      const actual = answerOf(() => remembering[name].get(world.cell));
      if (expected.error !== actual.error || !sameBits(actual.value, expected.value))
        throw new WrongAnswer(`cache "${name}" gave a stale answer in cell ${world.cell}`);
    }
  askEchoes(bench.board, bench.echoes);
  if (bench.engines !== null) askEngines(world, bench.engines);
}

/** What the caches under test did. */
export function benchStatistics({ pairs }: Bench): readonly CacheStatistics[] {
  return pairs.flatMap(({ remembering, asked }) =>
    asked.map((name) => remembering[name].statistics()),
  );
}
