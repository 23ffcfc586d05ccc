/**
 * Writes the rates at which collisions put bodies into the bins, m⁻² s⁻¹ (E.010):
 * G_k = (1/m_k) Σ_{i≤j} C_ij Y_kij (m_i + m_j), 0 for a bin without mass. Reads the pairs i ≤ j only.
 *
 * @param kernel Collision rates C_ij, m⁻² s⁻¹; n × n values.
 * @param tensor Fragment tensor Y_kij; n³ values.
 * @param masses Particle masses, kg; n values.
 */
export function collisionGain(
  kernel: Float64Array,
  tensor: Float64Array,
  masses: Float64Array,
  out: Float64Array,
): void {
  const n = masses.length;
  for (let k = 0; k < n; k++) {
    let massRate = 0;
    for (let i = 0; i < n; i++) {
      for (let j = i; j < n; j++) {
        const pair = i * n + j;
        massRate += kernel[pair] * tensor[k * n * n + pair] * (masses[i] + masses[j]);
      }
    }
    out[k] = masses[k] > 0 ? massRate / masses[k] : 0;
  }
}
