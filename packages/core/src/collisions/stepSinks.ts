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
  const { sizes } = input.grid;
  const n = sink.length;
  const { aBlow, dt, dsdt } = input;
  engine.blowoutSink(input.enableBlowout, aBlow, blowoutTime(input.tBlow, input.omega), blowout);

  const hasSublimation = !Number.isNaN(dsdt);
  const isCrossingOnly = input.massConserving && aBlow > 0 && dt > 0;
  out.sublimationMassRate = 0;
  if (hasSublimation && !isCrossingOnly) {
    sublimationSink(sizes, dsdt, sublimation);
    out.sublimationMassRate = sinkMassRate(masses, sublimation, numberDensity);
  } else {
    for (let k = 0; k < n; k++) sublimation[k] = 0;
    if (hasSublimation) addBlowoutCrossing(sizes, dsdt, aBlow, dt, blowout);
  }
  out.blowoutMassRate = sinkMassRate(masses, blowout, numberDensity);

  const external = input.tSink > 0 ? 1 / input.tSink : 0;
  let externalMassRate = 0;
  for (let k = 0; k < n; k++) {
    sink[k] = blowout[k] + external + sublimation[k];
    externalMassRate += masses[k] * external * numberDensity[k];
  }
  out.externalMassRate = externalMassRate;
}
