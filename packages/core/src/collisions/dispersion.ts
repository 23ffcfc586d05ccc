/** Restitution coefficient for which the equilibrium is evaluated. Not configurable. */
export const RESTITUTION = 0.5;

/**
 * Returns the equilibrium velocity dispersion of a disk in units of v_K, c* = √(f_wake τ / (1 − ε²)), or NaN where it is
 * not defined (E.021). For a constant ε the reference's iteration has this closed form as its result.
 *
 * @param tau Optical depth, not negative.
 * @param restitution Restitution coefficient ε; clipped to [0, 1 − 1e-6].
 * @param fWake Enhancement by wakes, at least 1.
 */
export function equilibriumDispersion(tau: number, restitution: number, fWake: number): number {
  if (!(tau >= 0 && fWake >= 1 && Number.isFinite(restitution))) return Number.NaN;
  const eps = Math.min(Math.max(restitution, 0), 1 - 1e-6);
  const dispersion = Math.sqrt((fWake * tau) / Math.max(1 - eps * eps, 1e-12));
  return Number.isFinite(dispersion) ? dispersion : Number.NaN;
}
