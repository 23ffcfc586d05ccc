import { kernelSpeed, SMALLEST_HEIGHT } from '@marsdisk/core';

/** What is true of all collision rates of a grid: (s_i + s_j)², m²; n × n values, of which i ≤ j count. */
export type ReachSquares = Float64Array;

/** Height factor of the collision kernel for bodies of one scale height H, √(2H²), m. */
export function kernelHeight(scaleHeight: number): number {
  const square = scaleHeight * scaleHeight;
  return Math.max(Math.sqrt(square + square), SMALLEST_HEIGHT);
}

/**
 * Writes (s_i + s_j)² of the pairs i ≤ j, m².
 *
 * @param sizes Radii, m; n values.
 */
export function reachSquares(sizes: Float64Array, out: ReachSquares): void {
  const n = sizes.length;
  for (let i = 0; i < n; i++) {
    for (let j = i; j < n; j++) {
      const reach = sizes[i] + sizes[j];
      out[i * n + j] = reach * reach;
    }
  }
}

/**
 * Writes the collision rates per area between any two bins, m⁻² s⁻¹ (E.024), with the part that depends on the grid alone
 * at hand and one scale height for all bins. The same numbers as those of the plain kernel.
 *
 * @param numberDensity Number surface densities N_k, m⁻², not negative; n values.
 * @param scaleHeight Vertical scale height of all bins, m, above 0.
 * @param vRel Relative velocity of all pairs, m s⁻¹, finite and not negative.
 * @param out n × n values, symmetric.
 */
export function collisionKernel(
  numberDensity: Float64Array,
  reach: ReachSquares,
  scaleHeight: number,
  vRel: number,
  out: Float64Array,
): void {
  const n = numberDensity.length;
  const speed = kernelSpeed(vRel);
  const height = kernelHeight(scaleHeight);
  for (let i = 0; i < n; i++) {
    const count = numberDensity[i];
    for (let j = i; j < n; j++) {
      const rate = (count * numberDensity[j] * reach[i * n + j] * speed) / height;
      out[i * n + j] = i === j ? 0.5 * rate : rate;
      out[j * n + i] = out[i * n + j];
    }
  }
}
