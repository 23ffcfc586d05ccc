import { PhysicsError } from '../errors.ts';
import { type PhiTable, phiAt } from './phiTable.ts';

/** The part of the section `shielding` that matters in 1D. */
export interface ShieldingSettings {
  readonly mode: 'off' | 'psitau' | 'fixed_tau1' | 'table';
  readonly table_path: string | null;
  readonly los_geometry: LineOfSightSettings | null;
}

/** The section `shielding.los_geometry`. */
export interface LineOfSightSettings {
  readonly mode: 'aspect_ratio_factor' | 'none';
  readonly h_over_r: number;
  readonly path_multiplier: number;
}

/** Shielding of one cell; NaN stands for none. */
export interface ShieldingState {
  /** Effective opacity κ_eff, m² kg⁻¹ (E.015). */
  kappaEff: number;
  /** Surface density of unit optical depth 1/κ_eff, kg m⁻²; NaN unless κ_eff > 0 (E.016). */
  sigmaTau1: number;
  /** κ_eff/κ; NaN unless κ > 0. */
  phiEffective: number;
}

/** Whether a run with these settings reads a Φ(τ) table. The mode `table` is the old name of `psitau`. */
export function usesPhiTable(settings: ShieldingSettings | null): boolean {
  if (settings === null || settings.table_path === null) return false;
  return settings.mode === 'psitau' || settings.mode === 'table';
}

/** Ratio of the optical depth towards Mars to the vertical one, max(1, path_multiplier/h_over_r). */
export function lineOfSightFactor(geometry: LineOfSightSettings | null): number {
  if (geometry === null || geometry.mode === 'none') return 1;
  if (!(geometry.h_over_r > 0 && geometry.path_multiplier > 0)) return 1;
  return Math.max(1, geometry.path_multiplier / geometry.h_over_r);
}

/** Line-of-sight optical depth κ Σ f; 0 where the product is not finite. */
export function lineOfSightDepth(kappa: number, sigma: number, fLos: number): number {
  const tau = kappa * sigma * fLos;
  return Number.isFinite(tau) ? tau : 0;
}

/**
 * Opacity reduced by self-shielding, Φ(τ) κ, m² kg⁻¹ (E.015; Joseph et al. 1976, Hansen & Travis 1974).
 *
 * @param kappa mass opacity, m² kg⁻¹; finite and ≥ 0
 * @param tau optical depth; finite
 * @param phi table of Φ; null for no shielding
 * @throws PhysicsError
 */
export function effectiveOpacity(kappa: number, tau: number, phi: PhiTable | null): number {
  if (!(kappa >= 0 && kappa < Number.POSITIVE_INFINITY))
    throw new PhysicsError(`opacity kappa is ${kappa} m² kg⁻¹, but must be finite and ≥ 0`);
  if (!Number.isFinite(tau))
    throw new PhysicsError(`optical depth tau is ${tau}, but must be finite`);
  if (phi === null) return kappa;
  const factor = phiAt(phi, tau);
  if (!Number.isFinite(factor)) throw new PhysicsError(`Φ(${tau}) is ${factor}, not a number`);
  return factor * kappa;
}

/** Surface density at which the optical depth is 1, kg m⁻²; Infinity if κ_eff is not positive and finite (E.016). */
export function sigmaAtUnitDepth(kappaEff: number): number {
  return kappaEff > 0 && Number.isFinite(kappaEff) ? 1 / kappaEff : Number.POSITIVE_INFINITY;
}

/** A shielding state to be filled by `evaluateShielding`. */
export function createShieldingState(): ShieldingState {
  return { kappaEff: Number.NaN, sigmaTau1: Number.NaN, phiEffective: Number.NaN };
}

/**
 * Shielding of a cell: κ_eff = Φ(τ) κ (κ itself where that is not positive and finite), 1/κ_eff and κ_eff/κ.
 *
 * @param kappa mass opacity, m² kg⁻¹
 * @param tauLos optical depth along the line of sight
 * @param phi table of Φ; null for no shielding
 * @param out overwritten entirely
 * @throws PhysicsError as `effectiveOpacity`
 */
export function evaluateShielding(
  kappa: number,
  tauLos: number,
  phi: PhiTable | null,
  out: ShieldingState,
): void {
  const shielded = effectiveOpacity(kappa, tauLos, phi);
  const kappaEff = shielded > 0 && Number.isFinite(shielded) ? shielded : kappa;
  out.kappaEff = kappaEff;
  out.sigmaTau1 = kappaEff > 0 ? 1 / kappaEff : Number.NaN;
  out.phiEffective = kappa > 0 ? kappaEff / kappa : Number.NaN;
}
