import {
  createPlainEngine,
  type Engine,
  imexBdf1,
  particleMasses,
  type SizeGrid,
} from '@marsdisk/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { relativeDeviation } from '../../../tests/support/golden.ts';
import type { CollisionScheme } from '../../core/src/collisions/scheme.ts';
import {
  type CollisionStepInput,
  type CollisionStepResult,
  collisionStep,
  createCollisionStepResult,
  createCollisionWorkspace,
} from '../../core/src/collisions/step.ts';
import { createFastEngine, FLAG_NAMES, type FlagName } from '../src/index.ts';
import { contextOf, numberDensities } from './setting.ts';

const R = 7e6;
const OMEGA = 3.5e-4;

/** Powers of ten. */
const scales = (min: number, max: number) =>
  fc.double({ min, max, noNaN: true }).map((x) => 10 ** x);

/** Everything about a step but the cell and its distribution. */
const circumstances = fc.record({
  sigma: scales(-8, 6),
  dt: scales(0, 6),
  supplyRate: fc.oneof(fc.constant(0), scales(-12, 1)),
  enableBlowout: fc.boolean(),
  tBlow: fc.constantFrom(1e3, 1e5, Number.NaN),
  aBlow: fc.constantFrom(0, 1e-6, 3e-5, 0.1),
  tSink: fc.oneof(fc.constant(Number.NaN), scales(3, 9)),
  dsdt: fc.oneof(
    fc.constantFrom(Number.NaN, 0, 1e-6),
    scales(-14, -6).map((x) => -x),
  ),
  massConserving: fc.boolean(),
  sMinEffective: fc.constantFrom(0, 1e-6, 3e-4),
  eccentricity: fc.constantFrom(0.01, 0.3),
  inclination: fc.constantFrom(0.005, 0.1),
});

function inputOf(bins: number, change: Partial<CollisionStepInput>): CollisionStepInput {
  const { grid } = contextOf(bins);
  return {
    cell: 0,
    grid,
    number: new Float64Array(bins).fill(1),
    rho: 3270,
    collisionsEnabled: true,
    enableBlowout: true,
    tBlow: 1e4,
    aBlow: 3e-6,
    tSink: Number.NaN,
    dsdt: Number.NaN,
    massConserving: false,
    sMinEffective: 1e-6,
    sigma: 100,
    dt: 1000,
    supplyRate: 1e-6,
    r: R,
    omega: OMEGA,
    tau: 0.1,
    eccentricity: 0.1,
    inclination: 0.05,
    dynamics: null,
    supplyVelocity: null,
    ...change,
  };
}

/** A grid of other sizes or another density. */
function gridOf(
  grid: SizeGrid,
  { scale = 1, rho = grid.rho, ...versions }: Partial<SizeGrid> & { scale?: number },
): SizeGrid {
  const times = (values: Float64Array) => values.map((value) => scale * value);
  const sizes = times(grid.sizes);
  const masses = new Float64Array(sizes.length);
  particleMasses(sizes, rho, masses);
  const edges = times(grid.edges);
  return { ...grid, ...versions, sizes, edges, widths: times(grid.widths), masses, rho };
}

/** A step by one engine, with a distribution of its own. */
function stepWith(engine: Engine, input: CollisionStepInput, scheme?: CollisionScheme) {
  const number = input.number.slice();
  const out = createCollisionStepResult();
  const workspace = createCollisionWorkspace(input.grid, scheme);
  collisionStep(engine, { ...input, number }, workspace, out);
  return { number, out };
}

function expectSame(
  input: CollisionStepInput,
  actual: ReturnType<typeof stepWith>,
  expected: ReturnType<typeof stepWith>,
): void {
  const { sigma } = input;
  const { dtEff, supplyRate, sigmaAfter } = expected.out;
  // Differences of masses are known as well as the masses are.
  const mass = sigma + dtEff * supplyRate + sigmaAfter;
  const scales: Partial<Record<string, number>> = { massError: mass / sigma, sigmaLoss: mass };
  for (const [name, value] of Object.entries(expected.out)) {
    // The plain step does not look for it.
    if (name === 'opacityAfter') continue;
    const got = Number(actual.out[name as keyof CollisionStepResult]);
    const scale = scales[name];
    const deviation =
      scale === undefined ? relativeDeviation(got, Number(value)) : Math.abs(got - value) / scale;
    expect(deviation, name).toBeLessThan(1e-12);
  }
  expected.number.forEach((value, k) => {
    // A bin that a sink all but empties keeps a difference of two large numbers.
    const scale = Math.max(Math.abs(value), input.number[k]);
    if (scale > 0)
      expect(Math.abs(actual.number[k] - value) / scale, `bin ${k}`).toBeLessThan(1e-12);
  });
}

describe('the collision step in one kernel', () => {
  it.each([1, 2, 3, 7, 16, 40])(
    'agrees with the plain one within 1e-12 over 30 decades of %i bins',
    (bins) => {
      const context = contextOf(bins);
      const plain = createPlainEngine(context);
      const fast = createFastEngine(context);
      const { tryCollisionStep } = fast;
      let served = 0;
      const counting: Engine = {
        ...fast,
        tryCollisionStep: (input, workspace, out) => {
          const isServed = tryCollisionStep?.(input, workspace, out) === true;
          served += isServed ? 1 : 0;
          return isServed;
        },
      };
      const numRuns = bins === 40 ? 40 : 100;
      fc.assert(
        fc.property(numberDensities(bins), circumstances, fc.nat(2), (number, change, cell) => {
          const input = inputOf(bins, { ...change, number, cell, grid: context.grid });
          const before = served;
          const after = stepWith(counting, input);
          expectSame(input, after, stepWith(plain, input));
          // Found on the way, to the last bit what it is when it is asked for.
          if (served > before)
            expect(after.out.opacityAfter).toBe(fast.opacity(cell, after.number));
        }),
        { numRuns },
      );
      expect(served).toBeGreaterThan(0.7 * numRuns);
    },
  );

  it('follows a grid and a velocity that change', () => {
    const context = contextOf(9);
    const fast = createFastEngine(context);
    const plain = createPlainEngine(context);
    const larger = gridOf(context.grid, { scale: 1.1, sizesVersion: 77, edgesVersion: 78 });
    const wider = { ...larger, widths: larger.widths.map((w) => 3 * w) };
    const lighter = gridOf(larger, { rho: 2000 });
    for (const change of [
      {},
      { grid: larger },
      { eccentricity: 0.2 },
      { grid: larger, eccentricity: 0.2 },
      { grid: wider },
      { grid: lighter },
      {},
    ]) {
      const input = inputOf(9, { grid: context.grid, ...change });
      const after = stepWith(fast, input);
      expectSame(input, after, stepWith(plain, input));
      const fresh = stepWith(createFastEngine(context), input);
      expect(after.out.opacityAfter).toBe(fresh.out.opacityAfter);
    }
  });

  it('follows widths that change where nothing else does', () => {
    const context = contextOf(9);
    const fast = createFastEngine(context);
    const plain = createPlainEngine(context);
    const { grid } = context;
    // Twice the widths would leave the shares of the bins, and so the step, as they are.
    const uneven = { ...grid, widths: grid.widths.map((w, k) => (k % 2 === 0 ? 1.5 * w : w)) };
    const [even, other] = [grid, uneven].map((one) => inputOf(9, { grid: one }));
    const before = stepWith(fast, even);
    const after = stepWith(fast, other);
    expectSame(even, before, stepWith(plain, even));
    expectSame(other, after, stepWith(plain, other));
    expect(relativeDeviation(after.out.tCollKernel, before.out.tCollKernel)).toBeGreaterThan(0.01);
  });

  it('follows edges that change where nothing else does', () => {
    const context = contextOf(9);
    const fast = createFastEngine(context);
    const plain = createPlainEngine(context);
    const { grid } = context;
    const shifted = { ...grid, edges: grid.edges.map((edge, k) => (k === 4 ? 1.1 * edge : edge)) };
    for (const one of [grid, shifted, grid]) {
      const input = inputOf(9, { grid: one });
      expectSame(input, stepWith(fast, input), stepWith(plain, input));
    }
  });

  it('knows no opacity without sections', () => {
    const flags = FLAG_NAMES.filter((name) => name !== 'sections');
    const { out } = stepWith(createFastEngine(contextOf(4), { flags }), inputOf(4, {}));
    expect(out.opacityAfter).toBeNaN();
  });

  it('needs the flags that it unites', () => {
    const needed: readonly FlagName[] = ['fused', 'pairs', 'moments', 'simd', 'weights', 'gain'];
    expect(createFastEngine(contextOf(4), { flags: needed }).tryCollisionStep).toBeDefined();
    for (const flag of needed) {
      const flags = FLAG_NAMES.filter((name) => name !== flag);
      expect(createFastEngine(contextOf(4), { flags }).tryCollisionStep).toBeUndefined();
    }
  });
});

describe('a step that the kernel cannot take', () => {
  const outcome = (engine: Engine, change: Partial<CollisionStepInput>) => {
    try {
      return stepWith(engine, inputOf(6, change));
    } catch (error) {
      return String(error);
    }
  };
  const context = contextOf(6);

  it.each<[string, Partial<CollisionStepInput>]>([
    ['a negative number', { number: Float64Array.of(1, 1, -1, 1, 1, 1) }],
    ['no number', { number: Float64Array.of(1, 1, Number.NaN, 1, 1, 1) }],
    ['nothing', { number: new Float64Array(6) }],
    ['no mass', { sigma: 0 }],
    ['a mass that is no number', { sigma: Number.NaN }],
    ['no time', { dt: 0 }],
    ['time backwards', { dt: -1 }],
    ['a time that is no number', { dt: Number.NaN }],
    ['an orbit that is not bound', { eccentricity: 1 }],
    ['a missing bin', { number: new Float64Array(5) }],
    ['weightless material', { rho: 0 }],
    ['no collisions', { collisionsEnabled: false }],
  ])('is left to the plain functions, with their words: %s', (_, change) => {
    expect(outcome(createFastEngine(context), change)).toEqual(
      outcome(createPlainEngine(context), change),
    );
  });

  it.each([
    ['a small scale', 1e-299, 1e280, 1e-10],
    ['a large scale', 1e306, 1e-290, 1e10],
    ['narrow bins', 1e-279, 1e270, 1e-31],
    ['wide bins', 1e279, 1e-290, 1e35],
  ])('is one whose scale and widths cannot be inverted: %s', (_, scale, count, width) => {
    const bins = contextOf(6);
    const widths = new Float64Array(6).fill(width);
    const grid = { ...bins.grid, widths };
    const number = Float64Array.of(1, 0, 2, 1, 0, 3).map((value) => count * value);
    const mass = number.reduce((sum, value, k) => sum + grid.masses[k] * (value * widths[k]), 0);
    const input = inputOf(6, { grid, number, sigma: scale * mass, supplyRate: 0 });
    const fast = createFastEngine(bins);
    expectSame(input, stepWith(fast, input), stepWith(createPlainEngine(bins), input));
  });

  it.each<[string, Partial<CollisionStepInput>]>([
    ['a missing bin', { number: new Float64Array(5) }],
    ['no collisions', { collisionsEnabled: false }],
  ])('leaves no opacity of the step before: %s', (_, change) => {
    const out = createCollisionStepResult();
    const engine = createFastEngine(context);
    for (const [input, isKnown] of [
      [inputOf(6, {}), true],
      [inputOf(6, change), false],
    ] as const) {
      collisionStep(engine, input, createCollisionWorkspace(input.grid), out);
      expect(out.opacityAfter > 0).toBe(isKnown);
    }
  });

  it('is one of another scheme than imex_bdf1: every scheme is asked', () => {
    let asked = 0;
    const halved: CollisionScheme = {
      name: 'halved',
      step(equations, result) {
        asked += 1;
        imexBdf1.step({ ...equations, dt: 0.5 * equations.dt }, result);
      },
    };
    const input = inputOf(6, {});
    const fast = stepWith(createFastEngine(context), input, halved);
    expectSame(input, fast, stepWith(createPlainEngine(context), input, halved));
    expect(asked).toBe(2);
  });

  it.each<[string, Partial<CollisionStepInput>]>([
    ['a supply that is no number', { supplyRate: Number.NaN }],
    ['a mass beyond all numbers', { sigma: 1e308 }],
  ])('has a budget that is not finite: %s', (_, change) => {
    for (const engine of [createFastEngine(context), createPlainEngine(context)])
      expect(outcome(engine, change)).toMatch(/^NumericalError: .* mass budget is not finite/);
  });
});
