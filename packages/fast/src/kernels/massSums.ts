/** Masses of a grid as the gain needs them. */
export interface MassSums {
  /** m_i + m_j, kg; n × n values, of which i ≤ j count. */
  readonly pairs: Float64Array;
  /** m_k, kg. */
  readonly masses: Float64Array;
  /** 1/m_k, kg⁻¹; 0 for a bin without mass. */
  readonly inverse: Float64Array;
}

/** Sums to be written by `massSums`. */
export function createMassSums(binCount: number): MassSums {
  return {
    pairs: new Float64Array(binCount * binCount),
    masses: new Float64Array(binCount),
    inverse: new Float64Array(binCount),
  };
}

/**
 * Writes the sums of the masses of the pairs i ≤ j.
 *
 * @param masses m_k, kg; n values.
 */
export function massSums(masses: Float64Array, out: MassSums): void {
  const n = masses.length;
  for (let i = 0; i < n; i++) {
    out.masses[i] = masses[i];
    out.inverse[i] = masses[i] > 0 ? 1 / masses[i] : 0;
    for (let j = i; j < n; j++) out.pairs[i * n + j] = masses[i] + masses[j];
  }
}
