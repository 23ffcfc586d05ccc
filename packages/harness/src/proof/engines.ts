import {
  type CollisionRates,
  type CollisionStepInput,
  type CollisionWorkspace,
  collisionStep,
  createCollisionStepResult,
  createCollisionWorkspace,
  createPlainEngine,
  createRadiationState,
  type Engine,
  type EngineContext,
} from '@marsdisk/core';
import { createFastEngine, FLAG_NAMES, type FlagName, sameBits } from '@marsdisk/fast';
import { answerOf, WrongAnswer } from './answer.ts';
import { SUBLIMATION, WORLD_BINS, WORLD_CELLS, type World } from './world.ts';

/** The engines of a run in the world, which put the inputs on their boards themselves. */
export interface EngineBench {
  /** What they are bound to: the world as it was when the run began. */
  context: EngineContext;
  plain: Engine;
  /** One a choice of flags. */
  engines: Engine[];
  readonly isGuarded: boolean;
  readonly workspace: EngineWorkspace;
  /** Rounds of questions so far; they decide whose turn it is. */
  rounds: number;
}

/** Flags that lie on top of others; without them the tables below are used. */
const without = (...names: FlagName[]) => FLAG_NAMES.filter((name) => !names.includes(name));

/** Choices of flags that together use every cache in the way that a run does. */
const CHOICES: readonly (readonly FlagName[])[] = [
  FLAG_NAMES,
  // Kernel and fragment tensor; a memory of the opacity.
  without('fused', 'simd', 'pairs', 'moments', 'remnants', 'sections'),
  // Outcomes of the pairs.
  without('fused', 'pairs'),
];

/** An engine without any memory is made in one round of so many: making it takes longer than all questions. */
const FRESH_EVERY = 10;

/**
 * One question of so many is left out for so many rounds, another one then: what one question puts on the board must not
 * hide for ever what another one forgets to put there.
 */
const LEFT_OUT = 3;
const ROUNDS_LEFT_OUT = 12;

/** Sums in another order, in rates that have no cancellation. */
const TOLERANCE = 1e-10;

const SUPPLY_RATE = 3e-6;
const SCALE_HEIGHT = 1e5;
const BLOWOUT_TIME = 1e4;

/** A bench whose run begins with the world as it is. */
export function createEngineBench(world: World, isGuarded = false): EngineBench {
  const bench = {
    isGuarded,
    workspace: createEngineWorkspace(),
    rounds: 0,
  } as unknown as EngineBench;
  beginRun(world, bench);
  return bench;
}

/** Ends the run and begins another one with the world as it is. */
export function beginRun(world: World, bench: EngineBench): void {
  const { grid, radii, radiation, strength, injection, qAbs } = world;
  const context: EngineContext = {
    cells: WORLD_CELLS,
    grid,
    radius: radii,
    radiation,
    strength,
    injection,
    sublimation: SUBLIMATION,
    // The settings of a run are numbers, which is checked before it begins.
    qAbsMean: Number.isNaN(qAbs) ? 1 : qAbs,
  };
  bench.context = context;
  bench.plain = createPlainEngine(context);
  bench.engines = CHOICES.map((flags) =>
    createFastEngine(context, { flags, guard: bench.isGuarded }),
  );
}

/**
 * Asks an engine everything that a run asks, beginning with another question every time, and compares with the plain
 * engine; at times also, bit for bit, with an engine that was never asked before.
 *
 * @throws WrongAnswer
 */
export function askEngines(world: World, bench: EngineBench): void {
  const choice = bench.rounds % CHOICES.length;
  const flags = CHOICES[choice]!;
  const engine = bench.engines[choice]!;
  const isFreshDue = bench.rounds % FRESH_EVERY === 0;
  const fresh = isFreshDue ? createFastEngine(bench.context, { flags }) : null;
  const leftOut = Math.floor(bench.rounds / ROUNDS_LEFT_OUT) % LEFT_OUT;
  for (let i = 0; i < QUESTIONS.length; i++) {
    const which = (bench.rounds + i) % QUESTIONS.length;
    if (which % LEFT_OUT === leftOut) continue;
    const { name, ask, tolerance } = QUESTIONS[which]!;
    const of = (asked: Engine) => answerOf(() => ask(asked, world, bench.workspace));
    const actual = of(engine);
    const plain = of(bench.plain);
    const isRight = actual.error === plain.error && isClose(actual.value, plain.value, tolerance);
    if (!isRight) throw wrong(name, choice, world, 'differs from the plain one');
    if (fresh === null) continue;
    const expected = of(fresh);
    if (expected.error !== actual.error || !sameBits(actual.value, expected.value))
      throw wrong(name, choice, world, 'is that of an engine that remembers too long');
  }
  bench.rounds += 1;
}

function wrong(name: string, choice: number, { cell }: World, what: string): WrongAnswer {
  return new WrongAnswer(`${name} of engine ${choice} in cell ${cell}: the answer ${what}`);
}

/** What a run asks an engine; the answer as numbers. */
interface Question {
  readonly name: string;
  /** Relative; 0 where the fast engine has to give every bit of the plain one. */
  readonly tolerance: number;
  readonly ask: (engine: Engine, world: World, workspace: EngineWorkspace) => Float64Array;
}

/** Memory for questions that need some. */
interface EngineWorkspace {
  readonly rates: CollisionRates;
  readonly steps: Map<World['grid'], CollisionWorkspace>;
}

function createEngineWorkspace(): EngineWorkspace {
  return {
    rates: {
      loss: new Float64Array(WORLD_BINS),
      gain: new Float64Array(WORLD_BINS),
      shortestTime: Number.NaN,
    },
    steps: new Map(),
  };
}

const QUESTIONS: readonly Question[] = [
  {
    name: 'radiation',
    tolerance: 0,
    ask: (engine, { temperature }) => {
      const out = createRadiationState();
      engine.radiation(temperature, out);
      return Float64Array.from(Object.values(out), Number);
    },
  },
  {
    name: 'opacity',
    tolerance: TOLERANCE,
    ask: (engine, { cell, numbers }) => Float64Array.of(engine.opacity(cell, numbers[cell]!)),
  },
  {
    name: 'grainTemperature',
    tolerance: TOLERANCE,
    ask: (engine, { cell, temperature }) =>
      Float64Array.of(engine.grainTemperature(cell, temperature)),
  },
  {
    name: 'particleTemperature',
    tolerance: TOLERANCE,
    ask: (engine, { cell, temperature }) =>
      Float64Array.of(engine.particleTemperature(cell, temperature)),
  },
  {
    name: 'collisionRates',
    tolerance: TOLERANCE,
    ask: (engine, { cell, grid, rho, vRel, numbers }, { rates }) => {
      const numberDensity = numbers[cell]!;
      const query = { cell, grid, rho, vRel, scaleHeight: SCALE_HEIGHT, numberDensity };
      engine.collisionRates(query, rates);
      return Float64Array.of(rates.shortestTime, ...rates.loss, ...rates.gain);
    },
  },
  {
    name: 'supplySource',
    tolerance: TOLERANCE,
    ask: (engine, { floor }) => {
      const out = new Float64Array(WORLD_BINS);
      engine.supplySource(SUPPLY_RATE, floor, out);
      return out;
    },
  },
  {
    name: 'blowoutSink',
    tolerance: 0,
    ask: (engine, { aBlow }) => {
      const out = new Float64Array(WORLD_BINS);
      engine.blowoutSink(true, aBlow, BLOWOUT_TIME, out);
      return out;
    },
  },
  {
    name: 'collision step',
    tolerance: TOLERANCE,
    ask: (engine, world, { steps }) => {
      const { grid } = world;
      const input = stepInput(world);
      const workspace = steps.get(grid) ?? createCollisionWorkspace(grid);
      if (steps.size > 8) steps.clear();
      steps.set(grid, workspace);
      const out = createCollisionStepResult();
      collisionStep(engine, input, workspace, out);
      // Rates at the state before the step: what follows from them is as exact as the step is short.
      return Float64Array.of(
        out.vRel,
        out.tCollKernel,
        out.gainMassRate,
        out.blowoutMassRate,
        out.sourceMassRate,
      );
    },
  },
];

function stepInput({ cell, grid, numbers, rho, vRel, aBlow, floor }: World): CollisionStepInput {
  return {
    cell,
    grid,
    number: numbers[cell]!.slice(),
    rho,
    collisionsEnabled: true,
    enableBlowout: true,
    tBlow: BLOWOUT_TIME,
    aBlow,
    tSink: Number.NaN,
    // One cell without sublimation, one whose grains keep their mass, and none of them reaches the blow-out size.
    dsdt: cell === 1 ? Number.NaN : -1e-12,
    massConserving: cell === 0,
    sMinEffective: floor,
    sigma: 10,
    dt: 100,
    supplyRate: SUPPLY_RATE,
    r: 7e6,
    omega: 3.5e-4,
    tau: 0.1,
    eccentricity: vRel / 36_000,
    inclination: 0.05,
    dynamics: null,
    supplyVelocity: null,
  };
}

/** Numbers below this are nothing beside what they are added to. */
const NOTHING = 1e-290;

function isClose(actual: unknown, expected: unknown, tolerance: number): boolean {
  if (tolerance === 0 || !(actual instanceof Float64Array) || !(expected instanceof Float64Array))
    return sameBits(actual, expected);
  // A size that is no number, which no run has, spreads to more bins in sums of another order.
  if (expected.some(Number.isNaN)) return actual.some(Number.isNaN);
  return expected.every((value, k) => {
    const difference = Math.abs(actual[k]! - value);
    return Object.is(actual[k], value) || difference <= tolerance * Math.abs(value) + NOTHING;
  });
}
