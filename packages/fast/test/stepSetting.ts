import type { Engine } from '@marsdisk/core';
import { expect } from 'vitest';
import { relativeDeviation } from '../../../tests/support/golden.ts';
import type { CollisionScheme } from '../../core/src/collisions/scheme.ts';
import {
  type CollisionStepInput,
  type CollisionStepResult,
  collisionStep,
  createCollisionStepResult,
  createCollisionWorkspace,
} from '../../core/src/collisions/step.ts';
import { contextOf } from './setting.ts';

const R = 7e6;
const OMEGA = 3.5e-4;

/** A step of a cell, but for what is changed. */
export function inputOf(bins: number, change: Partial<CollisionStepInput>): CollisionStepInput {
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

/** A step by one engine, with a distribution of its own. */
export function stepWith(engine: Engine, input: CollisionStepInput, scheme?: CollisionScheme) {
  const number = input.number.slice();
  const out = createCollisionStepResult();
  const workspace = createCollisionWorkspace(input.grid, scheme);
  collisionStep(engine, { ...input, number }, workspace, out);
  return { number, out };
}

/** Expects what a step did and its distribution to agree within 1e-12. */
export function expectSame(
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
