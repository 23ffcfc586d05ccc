/**
 * Writes the number surface densities N_k of a size distribution that holds the surface density Σ, m⁻².
 *
 * Everything is 0 if Σ or the mass of the distribution is not finite and positive. Negative numbers pass through: the
 * collision kernel rejects them.
 *
 * @param masses Particle masses, kg.
 * @param widths Bin widths, m.
 * @param number Relative numbers per unit size.
 * @param sigma Surface density Σ, kg m⁻².
 * @returns The scale Σ / Σ_k m_k ν_k w_k, which `toRelativeNumber` needs to come back; 0 if there is none.
 */
export function toNumberDensity(
  masses: Float64Array,
  widths: Float64Array,
  number: Float64Array,
  sigma: number,
  out: Float64Array,
): number {
  const n = out.length;
  let scale = 0;
  if (sigma > 0 && sigma < Number.POSITIVE_INFINITY) {
    let relativeMass = 0;
    for (let k = 0; k < n; k++) relativeMass += masses[k] * (number[k] * widths[k]);
    if (relativeMass > 0) scale = sigma / relativeMass;
  }
  if (scale > 0) for (let k = 0; k < n; k++) out[k] = number[k] * widths[k] * scale;
  else for (let k = 0; k < n; k++) out[k] = 0;
  return scale;
}

/**
 * Writes the relative numbers ν_k = N_k / (scale w_k). They are not normalised again: their scale drifts with the mass,
 * which carries no information because Σ is kept beside them. All 0 if the scale is not positive.
 *
 * @param numberDensity Number surface densities N_k, m⁻².
 * @param widths Bin widths, m.
 * @param scale What `toNumberDensity` returned.
 */
export function toRelativeNumber(
  numberDensity: Float64Array,
  widths: Float64Array,
  scale: number,
  out: Float64Array,
): void {
  const n = out.length;
  if (scale > 0) for (let k = 0; k < n; k++) out[k] = numberDensity[k] / (scale * widths[k]);
  else for (let k = 0; k < n; k++) out[k] = 0;
}

/**
 * Returns the surface density Σ_k m_k N_k, kg m⁻², not below 0. NaN stays NaN.
 *
 * @param masses Particle masses, kg.
 * @param numberDensity Number surface densities, m⁻².
 */
export function surfaceDensity(masses: Float64Array, numberDensity: Float64Array): number {
  let sigma = 0;
  for (let k = 0; k < masses.length; k++) sigma += masses[k] * numberDensity[k];
  return Math.max(sigma, 0);
}

/**
 * Returns the surface density lost between two states, kg m⁻²: 0 where mass was gained, NaN if one of them is NaN.
 *
 * @param before Σ before, kg m⁻².
 * @param after Σ after, kg m⁻².
 */
export function surfaceDensityLoss(before: number, after: number): number {
  const loss = before - after;
  return Math.max(loss, 0);
}
