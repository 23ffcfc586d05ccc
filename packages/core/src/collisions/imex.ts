import { NumericalError } from '../errors.ts';
import type { CollisionScheme, RateEquations, SchemeResult } from './scheme.ts';

/** Relative error of the mass budget above which a step is halved. Not configurable. */
export const MASS_TOLERANCE = 5e-3;
/** Largest step in units of the shortest collision time. Not configurable. */
export const SAFETY = 0.1;

/**
 * First-order step with implicit losses and explicit gains, sinks and supply (E.010, E.011):
 * N′ = (N + h (G + F − S N)) / (1 + h Λ).
 *
 * It takes **one** sub-step of at most 0.1 of the shortest collision time and halves it until no number is negative and
 * the mass budget closes to the tolerance; what is left of the nominal step is not integrated. The implicit losses
 * create mass: M′ − M = h (Σ m F − Σ m S N + Σ m Λ (N − N′)).
 */
export const imexBdf1: CollisionScheme = { name: 'imex_bdf1', step: imexStep };

/**
 * The step of `imexBdf1`.
 *
 * @throws NumericalError if `dt` is not positive, lengths differ, the budget is not finite or no step length serves.
 */
export function imexStep(equations: RateEquations, result: SchemeResult): void {
  const { numberDensity, masses, loss, gain, sink, source } = equations;
  const { dt, productionRate, removalRate, massTolerance, safety } = equations;
  const next = result.numberDensity;
  const n = numberDensity.length;
  if (dt <= 0) throw new NumericalError(`collision step: dt must be above 0, not ${dt} s`);
  if (
    masses.length !== n ||
    loss.length !== n ||
    gain.length !== n ||
    sink.length !== n ||
    source.length !== n ||
    next.length !== n
  )
    throw new NumericalError(
      `collision step: ${n} number densities need as many masses, rates, sinks and sources`,
    );

  let fastest = 1e-30;
  let massBefore = 0;
  for (let k = 0; k < n; k++) {
    if (loss[k] > fastest) fastest = loss[k];
    massBefore += masses[k] * numberDensity[k];
  }
  const limit = safety * (1 / fastest);
  let h = Math.min(limit, dt);
  let error = 0;
  for (;;) {
    let isNegative = false;
    let massAfter = 0;
    for (let k = 0; k < n; k++) {
      const value =
        (numberDensity[k] + h * (gain[k] + source[k] - sink[k] * numberDensity[k])) /
        (1 + h * loss[k]);
      if (value < 0) isNegative = true;
      next[k] = value;
      massAfter += masses[k] * value;
    }
    if (!isNegative) {
      error = massBudgetError(massBefore, massAfter, productionRate, removalRate, h);
      if (!Number.isFinite(error))
        throw new NumericalError(
          `collision step: the mass budget is not finite (mass ${massBefore} to ${massAfter} kg/m^2 in ${h} s)`,
        );
      if (error <= massTolerance) break;
    }
    h *= 0.5;
    if (h === 0)
      throw new NumericalError('collision step: no time step keeps all numbers positive');
  }

  let gainMassRate = 0;
  let lossMassRate = 0;
  let sinkMassRate = 0;
  let sourceMassRate = 0;
  for (let k = 0; k < n; k++) {
    const mass = masses[k];
    gainMassRate += mass * gain[k];
    lossMassRate += mass * loss[k] * next[k];
    sinkMassRate += mass * sink[k] * numberDensity[k];
    sourceMassRate += mass * source[k];
  }
  result.dtEff = h;
  result.massError = error;
  result.gainMassRate = gainMassRate;
  result.lossMassRate = lossMassRate;
  result.sinkMassRate = sinkMassRate;
  result.sourceMassRate = sourceMassRate;
}

/**
 * Returns the relative error of the mass budget of a step, |M′ + h X − (M + h P)| / M (E.011). Where M is not positive,
 * M + h P takes its place, or else 1e-30.
 *
 * @param before Surface density before M, kg m⁻².
 * @param after Surface density after M′, kg m⁻².
 * @param production Supplied mass P, kg m⁻² s⁻¹.
 * @param removal Mass removed by sinks X, kg m⁻² s⁻¹.
 * @param dt Time integrated h, s.
 */
export function massBudgetError(
  before: number,
  after: number,
  production: number,
  removal: number,
  dt: number,
): number {
  const expected = before + dt * production;
  const base = before > 0 ? before : expected > 0 ? expected : 1e-30;
  return Math.abs(after + dt * removal - expected) / base;
}
