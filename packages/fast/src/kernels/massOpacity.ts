/** Geometric cross-section and mass of one particle per unit size, per bin. */
export interface Sections {
  /** π s² w, m³. */
  readonly areas: Float64Array;
  /** (4/3)π ρ s³ w, kg m. */
  readonly masses: Float64Array;
}

/** Sections to be written by `sections`. */
export function createSections(binCount: number): Sections {
  return { areas: new Float64Array(binCount), masses: new Float64Array(binCount) };
}

/**
 * Writes the sections of a grid.
 *
 * @param sizes Radii, m; n values.
 * @param widths Bin widths, m; n values.
 * @param rho Density, kg m⁻³.
 */
export function sections(
  sizes: Float64Array,
  widths: Float64Array,
  rho: number,
  out: Sections,
): void {
  const massPerCube = (4 / 3) * Math.PI * rho;
  for (let k = 0; k < sizes.length; k++) {
    const s = sizes[k];
    out.areas[k] = Math.PI * (s * s) * widths[k];
    out.masses[k] = massPerCube * (s * s * s) * widths[k];
  }
}

/** Below this a sum may have lost terms to underflow; above its inverse, overflow is near. */
const SAFE = 1e-280;

/**
 * Returns the geometric mass opacity of a size distribution, m² kg⁻¹, as the ratio of two dot products. NaN where the plain
 * function has to decide: numbers that are negative or not finite, or sums near the limits of the number range.
 *
 * @param number Relative numbers per unit size.
 */
export function massOpacity(number: Float64Array, of: Sections): number {
  const { areas, masses } = of;
  // Every other bin is summed apart, because a sum waits for the one before.
  let area = 0;
  let mass = 0;
  let otherArea = 0;
  let otherMass = 0;
  let isClean = true;
  const n = number.length;
  const even = n & ~1;
  for (let k = 0; k < even; k += 2) {
    const value = number[k];
    const other = number[k + 1];
    if (value < 0 || other < 0) isClean = false;
    area += areas[k] * value;
    mass += masses[k] * value;
    otherArea += areas[k + 1] * other;
    otherMass += masses[k + 1] * other;
  }
  if (even < n) {
    const value = number[even];
    if (value < 0) isClean = false;
    area += areas[even] * value;
    mass += masses[even] * value;
  }
  area += otherArea;
  mass += otherMass;
  return isClean ? opacityOfSums(area, mass) : Number.NaN;
}

/** The opacity, m² kg⁻¹, of a cross-section and a mass; NaN if the sums are near the limits of the number range. */
export function opacityOfSums(area: number, mass: number): number {
  const isSafe = area > SAFE && mass > SAFE && area < 1 / SAFE && mass < 1 / SAFE;
  return isSafe ? area / mass : Number.NaN;
}
