import { PhysicsError } from '../errors.ts';

/**
 * Writes the rates at which the bodies of the bins are lost to collisions, s⁻¹: Λ_i = (Σ_j C_ij + C_ii)/N_i, 0 for an
 * empty bin. The diagonal counts twice because a collision inside a bin takes two of its bodies.
 *
 * @param kernel Collision rates C_ij, m⁻² s⁻¹; n × n values.
 * @param numberDensity Number surface densities N_i, m⁻²; n values.
 * @throws PhysicsError if the lengths differ.
 */
export function lossCoefficients(
  kernel: Float64Array,
  numberDensity: Float64Array,
  out: Float64Array,
): void {
  const n = numberDensity.length;
  if (kernel.length !== n * n)
    throw new PhysicsError(
      `collision losses: ${n} number densities need ${n * n} kernel entries, not ${kernel.length}`,
    );
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let j = 0; j < n; j++) sum += kernel[i * n + j];
    out[i] = numberDensity[i] > 0 ? (sum + kernel[i * n + i]) / numberDensity[i] : 0;
  }
}

/**
 * Returns the shortest collision time 1/max Λ, s; Infinity if nothing collides (E.044).
 *
 * @param loss Loss coefficients, s⁻¹.
 */
export function shortestCollisionTime(loss: Float64Array): number {
  let fastest = 0;
  for (let i = 0; i < loss.length; i++) if (loss[i] > fastest) fastest = loss[i];
  return fastest > 0 ? 1 / fastest : Number.POSITIVE_INFINITY;
}
