/** Exponent of the fragment mass distribution, dM/ds ∝ s^(−α). Not configurable. */
export const FRAGMENT_EXPONENT = 3.5;

/**
 * Writes how the fragments of a collision spread over the bins: entry q n + k is the mass fraction that bin k receives
 * when the largest remnant is in bin q. Fragments reach from the bottom of the grid up to the remnant's own bin with
 * dM/ds ∝ s^(−α). A row adds up to 1, or is all 0 if its bins have no width.
 *
 * @param edges Bin edges, m; n + 1 values. Edges of 0 or less count as 1e-30.
 * @param alpha Exponent α.
 * @param out n × n values.
 */
export function fragmentWeights(edges: Float64Array, alpha: number, out: Float64Array): void {
  const n = edges.length - 1;
  for (let q = 0; q < n; q++) {
    const row = q * n;
    let sum = 0;
    for (let k = 0; k <= q; k++) {
      out[row + k] = binIntegral(edges[k], edges[k + 1], alpha);
      sum += out[row + k];
    }
    for (let k = 0; k < n; k++) out[row + k] = sum > 0 && k <= q ? out[row + k] / sum : 0;
  }
}

/**
 * Returns ∫ s^(−α) ds over a bin, 0 where that is not finite and positive.
 *
 * @param low Lower edge, m; 1e-30 if not positive.
 * @param high Upper edge, m; at least the lower one.
 */
export function binIntegral(low: number, high: number, alpha: number): number {
  const power = 1 - alpha;
  const l = low <= 0 ? 1e-30 : low;
  const u = Math.max(high, l);
  const integral = Math.abs(power) < 1e-12 ? Math.log(u / l) : (u ** power - l ** power) / power;
  return integral > 0 && integral < Number.POSITIVE_INFINITY ? integral : 0;
}
