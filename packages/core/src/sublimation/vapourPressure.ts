import { PhysicsError } from '../errors.ts';
import type { SublimationSettings } from './settings.ts';

/**
 * Saturation vapour pressure P = 10^(A − B/T), Pa (E.036, Clausius–Clapeyron).
 *
 * @param temperature K; finite and > 0
 * @param A dimensionless; null is an error
 * @param B K; null is an error
 * @throws PhysicsError
 */
export function clausiusPressure(temperature: number, A: number | null, B: number | null): number {
  if (!(temperature > 0 && temperature < Number.POSITIVE_INFINITY))
    throw new PhysicsError(
      `the temperature of the vapour pressure is ${temperature} K, but must be finite and > 0`,
    );
  if (A === null || B === null)
    throw new PhysicsError(
      `sinks.sub_params lacks a coefficient of the vapour pressure at ${temperature} K: A = ${A}, B = ${B}`,
    );
  return 10 ** (A - B / temperature);
}

/** Whether the liquid branch applies: enabled, complete, and T at or above the switch. No blending. */
export function isLiquidBranch(settings: SublimationSettings, temperature: number): boolean {
  return (
    settings.enable_liquid_branch &&
    settings.psat_liquid_switch_K !== null &&
    settings.A_liq !== null &&
    settings.B_liq !== null &&
    temperature >= settings.psat_liquid_switch_K
  );
}

/**
 * Saturation vapour pressure from the branch that applies at this temperature, Pa (E.036).
 *
 * @throws PhysicsError for a bad temperature or a missing coefficient
 */
export function branchPressure(settings: SublimationSettings, temperature: number): number {
  return isLiquidBranch(settings, temperature)
    ? clausiusPressure(temperature, settings.A_liq, settings.B_liq)
    : clausiusPressure(temperature, settings.A, settings.B);
}

/** Where a temperature lies relative to the range of the branch that applies there. */
export interface BranchValidity {
  readonly status: 'within' | 'below' | 'above';
  /** Distance to the range, K; null within. */
  readonly distance: number | null;
  readonly range: readonly [number, number];
}

/**
 * Compares a temperature with the range of validity of its branch, ends included; null if the branch has none. A
 * fact for the records: it is neither enforced nor a reason for a warning, not even if the pressure came from a table.
 */
export function branchValidity(
  settings: SublimationSettings,
  temperature: number,
): BranchValidity | null {
  const isLiquid = isLiquidBranch(settings, temperature);
  const range = isLiquid ? (settings.valid_liquid_K ?? settings.valid_K) : settings.valid_K;
  if (range === null) return null;
  if (temperature < range[0]) return { status: 'below', distance: range[0] - temperature, range };
  if (temperature > range[1]) return { status: 'above', distance: temperature - range[1], range };
  return { status: 'within', distance: null, range };
}
