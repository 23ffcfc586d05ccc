import { kernelSpeed } from '@marsdisk/core';
import { kernelHeight } from './collisionKernel.ts';

/**
 * Writes the rates at which the bodies of the bins are lost to collisions, s⁻¹, from three moments of the distribution.
 *
 * All bins share one velocity and one scale height, so the sum over partners of Λ_i = K Σ_j N_j (s_i + s_j)² is
 * K (s_i² μ₀ + 2 s_i μ₁ + μ₂) with μ_p = Σ_j N_j s_j^p: n operations instead of n², and no cancellation, because every
 * term is positive.
 *
 * @param numberDensity Number surface densities N_k, m⁻², not negative; n values.
 * @param sizes Radii, m; n values.
 * @param scaleHeight Vertical scale height of all bins, m, above 0.
 * @param vRel Relative velocity of all pairs, m s⁻¹, finite and not negative.
 * @param out Loss coefficients Λ_k, s⁻¹; n values.
 * @returns The shortest collision time 1/max Λ, s; Infinity if nothing collides (E.044).
 */
export function lossCoefficients(
  numberDensity: Float64Array,
  sizes: Float64Array,
  scaleHeight: number,
  vRel: number,
  out: Float64Array,
): number {
  const n = numberDensity.length;
  let mu0 = 0;
  let mu1 = 0;
  let mu2 = 0;
  for (let j = 0; j < n; j++) {
    const count = numberDensity[j];
    const s = sizes[j];
    const first = count * s;
    mu0 += count;
    mu1 += first;
    mu2 += first * s;
  }
  const rate = kernelSpeed(vRel) / kernelHeight(scaleHeight);
  let fastest = 0;
  for (let i = 0; i < n; i++) {
    const s = sizes[i];
    const loss = numberDensity[i] > 0 ? rate * (s * s * mu0 + 2 * s * mu1 + mu2) : 0;
    out[i] = loss;
    if (loss > fastest) fastest = loss;
  }
  return fastest > 0 ? 1 / fastest : Number.POSITIVE_INFINITY;
}
