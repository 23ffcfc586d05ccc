import { PhysicsError } from '../errors.ts';

/** Smallest root of the sum of two squares of scale heights that a kernel divides by, m. */
export const SMALLEST_HEIGHT = 1e-30;

/** Speed factor of the collision kernel, v π/√(2π), m s⁻¹ (E.024). */
export function kernelSpeed(vRel: number): number {
  return vRel * (Math.PI / Math.sqrt(2 * Math.PI));
}

/**
 * Writes the collision rates per area between any two bins, m⁻² s⁻¹ (E.024):
 * C_ij = N_i N_j (s_i + s_j)² v (π/√(2π)) / √(H_i² + H_j²), halved for i = j.
 *
 * @param numberDensity Number surface densities N_k, m⁻², not negative; n values. NaN passes.
 * @param sizes Radii, m, above 0; n values.
 * @param scaleHeights Vertical scale heights, m, above 0; n values.
 * @param vRel Relative velocity of all pairs, m s⁻¹, finite and not negative.
 * @param out n × n values.
 * @throws PhysicsError if one of these is out of its range or the lengths differ.
 */
export function collisionKernel(
  numberDensity: Float64Array,
  sizes: Float64Array,
  scaleHeights: Float64Array,
  vRel: number,
  out: Float64Array,
): void {
  const n = numberDensity.length;
  if (sizes.length !== n || scaleHeights.length !== n || out.length !== n * n)
    throw new PhysicsError(
      `collision kernel: ${n} number densities need as many sizes and scale heights, not ${sizes.length} and ${scaleHeights.length}`,
    );
  if (!(vRel >= 0 && vRel < Number.POSITIVE_INFINITY))
    throw new PhysicsError(
      `collision kernel: the relative velocity must be finite and at least 0, not ${vRel} m/s`,
    );
  for (let k = 0; k < n; k++) {
    if (numberDensity[k] < 0 || sizes[k] <= 0 || scaleHeights[k] <= 0)
      throw new PhysicsError(
        `collision kernel, bin ${k}: needs a number density of at least 0 (${numberDensity[k]} m^-2), a size (${sizes[k]} m) and a scale height (${scaleHeights[k]} m) above 0`,
      );
  }
  const speed = kernelSpeed(vRel);
  for (let i = 0; i < n; i++) {
    const heightSquare = scaleHeights[i] * scaleHeights[i];
    for (let j = i; j < n; j++) {
      const reach = sizes[i] + sizes[j];
      const height = Math.sqrt(heightSquare + scaleHeights[j] * scaleHeights[j]);
      const rate =
        (numberDensity[i] * numberDensity[j] * (reach * reach) * speed) /
        Math.max(height, SMALLEST_HEIGHT);
      out[i * n + j] = i === j ? 0.5 * rate : rate;
      out[j * n + i] = out[i * n + j];
    }
  }
}
