import type { Engine } from '../engine/engine.ts';
import { blowoutTime } from './blowoutSink.ts';
import { sinkMassRate } from './sinkRate.ts';
import type { CollisionStepInput, CollisionStepResult, CollisionWorkspace } from './step.ts';
import { addBlowoutCrossing, sublimationSink } from './sublimationSink.ts';

/**
 * Sinks of one collision step: fills the rates of the workspace (blow-out, sublimation and their sum with the external
 * sink, s⁻¹) and the mass rates of the result, all at the state before the step.
 */
export function applySinks(
  engine: Pick<Engine, 'blowoutSink'>,
  input: CollisionStepInput,
  workspace: CollisionWorkspace,
  out: CollisionStepResult,
): void {
  const { blowout, sublimation } = workspace;
  const { masses, numberDensity, sink } = workspace.equations;
  const n = sink.length;
  const sublimates = writeSinks(engine, input, blowout, sublimation);
  out.sublimationMassRate = sublimates ? sinkMassRate(masses, sublimation, numberDensity) : 0;
  out.blowoutMassRate = sinkMassRate(masses, blowout, numberDensity);

  const external = externalSink(input.tSink);
  let externalMassRate = 0;
  for (let k = 0; k < n; k++) {
    sink[k] = blowout[k] + external + sublimation[k];
    externalMassRate += masses[k] * external * numberDensity[k];
  }
  out.externalMassRate = externalMassRate;
}

/**
 * Writes the rates of blow-out and of sublimation, s⁻¹.
 *
 * @returns whether sublimation removes mass from the bins; if not, its rates are 0
 */
export function writeSinks(
  engine: Pick<Engine, 'blowoutSink'>,
  input: CollisionStepInput,
  blowout: Float64Array,
  sublimation: Float64Array,
): boolean {
  const { sizes } = input.grid;
  const { aBlow, dt, dsdt } = input;
  engine.blowoutSink(input.enableBlowout, aBlow, blowoutTime(input.tBlow, input.omega), blowout);
  const hasSublimation = !Number.isNaN(dsdt);
  const isCrossingOnly = input.massConserving && aBlow > 0 && dt > 0;
  if (hasSublimation && !isCrossingOnly) {
    sublimationSink(sizes, dsdt, sublimation);
    return true;
  }
  for (let k = 0; k < sublimation.length; k++) sublimation[k] = 0;
  if (hasSublimation) addBlowoutCrossing(sizes, dsdt, aBlow, dt, blowout);
  return false;
}

/** Rate of a sink that acts on all sizes alike in the time tSink, s⁻¹; 0 without one. */
export function externalSink(tSink: number): number {
  return tSink > 0 ? 1 / tSink : 0;
}
