import { PhysicsError } from '../errors.ts';

/** The section `phase.thresholds`. */
export interface PhaseThresholdSettings {
  /** Solid at and below, K; > 0. */
  readonly T_condense_K: number;
  /** Molten at and above, K; > T_condense_K. */
  readonly T_vaporize_K: number;
  /** Pressure that halves the fraction within the ramp, bar; 0 for no effect. */
  readonly P_ref_bar: number;
  /** Optical depth that halves the fraction within the ramp; > 0. */
  readonly tau_ref: number;
}

/** The upper threshold in force: at least 1 K above the lower one, K. */
export function effectiveVaporization(thresholds: PhaseThresholdSettings): number {
  return Math.max(thresholds.T_vaporize_K, thresholds.T_condense_K + 1);
}

/**
 * Fraction between the thresholds: 0 below, 1 above, a straight ramp in between, which pressure and optical depth
 * reduce. It is called a vapour fraction, but with the usual thresholds it is the fraction of melt.
 *
 * @param temperature K; finite and > 0
 * @param pressureBar ≥ 0, bar; NaN for none
 * @param tau optical depth, ≥ 0; NaN for none
 * @throws PhysicsError
 */
export function thresholdFraction(
  thresholds: PhaseThresholdSettings,
  temperature: number,
  pressureBar: number,
  tau: number,
): number {
  if (!(temperature > 0 && temperature < Number.POSITIVE_INFINITY))
    throw new PhysicsError(
      `the temperature of the phase test is ${temperature} K, but must be finite and > 0`,
    );
  const condensation = thresholds.T_condense_K;
  const vaporization = effectiveVaporization(thresholds);
  if (temperature <= condensation) return 0;
  if (temperature >= vaporization) return 1;
  let fraction = (temperature - condensation) / (vaporization - condensation);
  if (pressureBar >= 0 && thresholds.P_ref_bar > 0)
    fraction /= 1 + pressureBar / thresholds.P_ref_bar;
  if (tau >= 0) fraction /= 1 + tau / thresholds.tau_ref;
  return Math.min(Math.max(fraction, 0), 1);
}
