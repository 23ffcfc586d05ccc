import { blowoutSink } from '../collisions/blowoutSink.ts';
import {
  createPlainRatesWorkspace,
  type PlainRatesWorkspace,
  plainCollisionRates,
} from '../collisions/plainRates.ts';
import { supplySource } from '../collisions/supplySource.ts';
import { massOpacity } from '../dust/opacity.ts';
import { evaluateRadiation } from '../radiation/blowout.ts';
import { grainTemperature, particleTemperature } from '../radiation/grainTemperature.ts';
import { sublimationFlux } from '../sublimation/massFlux.ts';
import { createSaturationMemo } from '../sublimation/saturation.ts';
import type { EngineContext } from './context.ts';
import type { Engine } from './engine.ts';

/**
 * The engine that states the physics and nothing else: every call computes its answer from the definitions. It keeps
 * arrays to work in, and the memory of the vapour pressure, which is part of the result when
 * `sinks.sub_params.psat_cache_tol_K` is positive.
 */
export function createPlainEngine(context: EngineContext): Engine {
  const { grid, radius, qAbsMean } = context;
  // Made when it is needed: it grows with the cube of the bins, and a fast engine hardly ever asks.
  let workspace: PlainRatesWorkspace | null = null;
  const memos = Array.from({ length: context.cells }, createSaturationMemo);
  return {
    name: 'core',
    skipsUnrecordedValues: false,
    reusesMassFlux: false,
    radiation: (temperature, out) => evaluateRadiation(temperature, context.radiation, out),
    opacity: (_cell, number) => massOpacity(grid.sizes, grid.widths, number, grid.rho),
    particleTemperature: (cell, temperature) =>
      particleTemperature(radius[cell], temperature, qAbsMean),
    grainTemperature: (cell, temperature) => grainTemperature(radius[cell], temperature),
    sublimationFlux: (cell, temperature) =>
      sublimationFlux(context.sublimation, temperature, memos[cell]),
    collisionRates: (query, rates) => {
      workspace ??= createPlainRatesWorkspace(grid.sizes.length);
      plainCollisionRates(context.strength, workspace, query, rates);
    },
    supplySource: (rate, sMinEffective, out) =>
      supplySource(context.injection, rate, sMinEffective, out),
    blowoutSink: (isEnabled, aBlow, tBlow, out) =>
      blowoutSink(grid.edges, isEnabled, aBlow, tBlow, out),
  };
}
