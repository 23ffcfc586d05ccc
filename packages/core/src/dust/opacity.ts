/**
 * Returns the geometric mass opacity κ = Σ π s² ν w / Σ (4/3)π ρ s³ ν w of a size distribution, m² kg⁻¹. Numbers that are
 * not finite and positive count as 0. The result is 0 where it cannot be formed: no bins, no mass, lengths that differ,
 * a density that is not positive.
 *
 * @param sizes Bin centres, m.
 * @param widths Bin widths, m.
 * @param number Relative numbers per unit size.
 * @param rho Density of the grains, kg m⁻³.
 */
export function massOpacity(
  sizes: Float64Array,
  widths: Float64Array,
  number: Float64Array,
  rho: number,
): number {
  const n = sizes.length;
  if (n === 0 || widths.length !== n || number.length !== n) return 0;
  let largest = 0;
  for (let k = 0; k < n; k++) {
    const value = number[k];
    if (value > largest && value < Number.POSITIVE_INFINITY) largest = value;
  }
  // Dividing by the largest number first keeps the sums in range for any scale of ν.
  const scale = largest > 0 ? largest : 1;
  const massPerCube = (4 / 3) * Math.PI * rho;
  let area = 0;
  let mass = 0;
  for (let k = 0; k < n; k++) {
    const value = number[k];
    const relative = value > 0 && value < Number.POSITIVE_INFINITY ? value / scale : 0;
    const s = sizes[k];
    area += Math.PI * (s * s) * relative * widths[k];
    mass += massPerCube * (s * s * s) * relative * widths[k];
  }
  if (!(mass > 0 && mass < Number.POSITIVE_INFINITY)) return 0;
  const opacity = area / mass;
  return opacity > 0 && opacity < Number.POSITIVE_INFINITY ? opacity : 0;
}
