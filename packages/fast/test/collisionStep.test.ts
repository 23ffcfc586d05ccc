import { createPlainEngine, type Engine, particleMasses, type SizeGrid } from '@marsdisk/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { relativeDeviation } from '../../../tests/support/golden.ts';
import { createFastEngine, FLAG_NAMES, type FlagName } from '../src/index.ts';
import { contextOf, numberDensities } from './setting.ts';
import { expectSame, inputOf, stepWith } from './stepSetting.ts';

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
