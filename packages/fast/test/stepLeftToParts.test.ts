import { createPlainEngine, type Engine, imexBdf1 } from '@marsdisk/core';
import { describe, expect, it } from 'vitest';
import type { CollisionScheme } from '../../core/src/collisions/scheme.ts';
import {
  type CollisionStepInput,
  collisionStep,
  createCollisionStepResult,
  createCollisionWorkspace,
} from '../../core/src/collisions/step.ts';
import { createFastEngine } from '../src/index.ts';
import { contextOf } from './setting.ts';
import { expectSame, inputOf, stepWith } from './stepSetting.ts';

describe('a step that the kernel cannot take', () => {
  const outcome = (engine: Engine, change: Partial<CollisionStepInput>) => {
    try {
      return stepWith(engine, inputOf(6, change));
    } catch (error) {
      return String(error);
    }
  };
  const context = contextOf(6);
  /** The grid with another value for one bin. */
  const gridWith = (part: 'sizes' | 'widths', value: number) => ({
    ...context.grid,
    [part]: context.grid[part].map((known, k) => (k === 3 ? value : known)),
  });

  it.each<[string, Partial<CollisionStepInput>]>([
    ['a negative number', { number: Float64Array.of(1, 1, -1, 1, 1, 1) }],
    ['another negative number', { number: Float64Array.of(1, 1, 1, -1, 1, 1) }],
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
    ['a body of no size', { grid: gridWith('sizes', 0) }],
    ['a bin that is turned round', { grid: gridWith('widths', -1e-5) }],
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
