import { ConfigurationError } from '../errors.ts';
import { equilibriumDispersion, RESTITUTION } from './dispersion.ts';

/** What the collision step reads of the config section `dynamics`. */
export interface CollisionDynamicsSettings {
  /** Eccentricity; in 1D the value of the eccentricity profile in the cell. */
  readonly e0: number;
  /** Inclination, rad. */
  readonly i0: number;
  /** Enhancement of the velocity dispersion by wakes (`wyatt_eq` only). */
  readonly f_wake: number;
  /** `pericenter` or `ohtsuki`. */
  readonly v_rel_mode: string;
  /** `wyatt_eq`: e from the equilibrium dispersion; anything else: `e0` and `i0`. */
  readonly kernel_ei_mode: string;
  /** `ia`: H = H_factor i a; `fixed`: H = H_fixed_over_a a. */
  readonly kernel_H_mode: string;
  readonly H_factor: number;
  readonly H_fixed_over_a: number | null;
}

/** Smallest scale height, m: a flat disk has a huge kernel, not an infinite one. */
const SCALE_HEIGHT_FLOOR = 1e-12;

/**
 * Returns the eccentricity of the collision kernel before any supplied material is blended in (E.021).
 *
 * @param tau Line-of-sight optical depth at the start of the step; negative counts as 0.
 * @param vK Circular orbital speed r Ω, m s⁻¹.
 */
export function kernelEccentricity(
  settings: CollisionDynamicsSettings,
  tau: number,
  vK: number,
): number {
  if (settings.kernel_ei_mode !== 'wyatt_eq') return settings.e0;
  const speed = Math.max(vK, 1e-12);
  const dispersion = equilibriumDispersion(Math.max(tau, 0), RESTITUTION, settings.f_wake);
  let velocity = dispersion * speed;
  if (Number.isNaN(dispersion)) velocity = Math.max(settings.e0 * speed, 0);
  const e = velocity / speed;
  return Math.max(e, 1e-8);
}

/**
 * Returns the inclination that goes with `kernelEccentricity`, rad.
 *
 * @param eBase Eccentricity of the kernel.
 */
export function kernelInclination(settings: CollisionDynamicsSettings, eBase: number): number {
  return settings.kernel_ei_mode === 'wyatt_eq' ? 0.5 * eBase : settings.i0;
}

/**
 * Returns the vertical scale height of the cell, the same for all sizes, m; at least 1e-12.
 *
 * @param inclination Inclination of the kernel, rad.
 * @param a Orbital radius, m.
 * @throws ConfigurationError for an unknown mode, or `fixed` without `H_fixed_over_a`.
 */
export function scaleHeight(
  settings: CollisionDynamicsSettings,
  inclination: number,
  a: number,
): number {
  let height = 0;
  if (settings.kernel_H_mode === 'ia') height = settings.H_factor * inclination * a;
  else if (settings.kernel_H_mode === 'fixed') {
    if (settings.H_fixed_over_a === null)
      throw new ConfigurationError(
        'dynamics.H_fixed_over_a: must be given when dynamics.kernel_H_mode is "fixed"',
      );
    height = settings.H_fixed_over_a * a;
  } else
    throw new ConfigurationError(
      `dynamics.kernel_H_mode: must be "ia" or "fixed", not "${settings.kernel_H_mode}"`,
    );
  return Math.max(height, SCALE_HEIGHT_FLOOR);
}
