import { binOfSize, largestRemnantFraction, type PairOutcomes } from '@marsdisk/core';

/** What the impacts of a grid have in common at all velocities; entry i n + j belongs to pair (i, j), of which i ≤ j count. */
export interface PairMasses {
  /** m_i + m_j, kg. */
  readonly total: Float64Array;
  /** Half the reduced mass, ½ m_i m_j / (m_i + m_j), kg. */
  readonly halfReduced: Float64Array;
  /** 1 if both masses are positive, else 0. */
  readonly isValid: Uint8Array;
}

/** Masses to be written by `pairMasses`. */
export function createPairMasses(binCount: number): PairMasses {
  const pairCount = binCount * binCount;
  return {
    total: new Float64Array(pairCount),
    halfReduced: new Float64Array(pairCount),
    isValid: new Uint8Array(pairCount),
  };
}

/**
 * Writes the masses of the pairs i ≤ j.
 *
 * @param masses m_k, kg; n values.
 */
export function pairMasses(masses: Float64Array, out: PairMasses): void {
  const { total, halfReduced, isValid } = out;
  const n = masses.length;
  for (let i = 0; i < n; i++) {
    for (let j = i; j < n; j++) {
      const pair = i * n + j;
      total[pair] = masses[i] + masses[j];
      isValid[pair] = masses[i] > 0 && masses[j] > 0 ? 1 : 0;
      halfReduced[pair] = isValid[pair] === 1 ? 0.5 * ((masses[i] * masses[j]) / total[pair]) : 0;
    }
  }
}

/**
 * Writes the outcome of a collision between any two bins, with the masses of the pairs and the disruption thresholds of
 * the bins at hand. The same numbers as those of the plain function; only the pairs i ≤ j are written.
 *
 * @param edges Bin edges, m, ascending; n + 1 values.
 * @param rho Density, kg m⁻³, above 0.
 * @param vRel Relative velocity, m s⁻¹; raised to 1e-12.
 * @param thresholds Q_D* of the bins, J kg⁻¹.
 */
export function pairOutcomes(
  edges: Float64Array,
  rho: number,
  vRel: number,
  masses: PairMasses,
  thresholds: Float64Array,
  out: PairOutcomes,
): void {
  const n = edges.length - 1;
  const velocity = Math.max(vRel, 1e-12);
  const { total, halfReduced } = masses;
  for (let i = 0; i < n; i++) {
    for (let j = i; j < n; j++) {
      const pair = i * n + j;
      const valid = masses.isValid[pair] === 1;
      const qR = valid ? (halfReduced[pair] * velocity * velocity) / total[pair] : 0;
      const f = largestRemnantFraction(qR, thresholds[j]);
      const s = valid ? Math.cbrt((3 * (f * total[pair])) / (4 * Math.PI * rho)) : 0;
      out.fraction[pair] = f;
      out.remainder[pair] = 1 - f;
      out.remnantBin[pair] = binOfSize(edges, s);
      out.isValid[pair] = masses.isValid[pair];
    }
  }
}
