/**
 * Returns the size at which s³ ν is largest (the first of equals), m: the peak of mass per unit size. NaN if there are no
 * bins or the lengths differ; a bin whose product is NaN counts as the peak.
 *
 * @param sizes Bin centres, m.
 * @param number Relative numbers per unit size.
 */
export function massPeakSize(sizes: Float64Array, number: Float64Array): number {
  const n = sizes.length;
  if (n === 0 || number.length !== n) return Number.NaN;
  let peak = 0;
  let largest = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < n; k++) {
    const s = sizes[k];
    const product = s * s * s * number[k];
    if (Number.isNaN(product)) return s;
    if (product > largest) {
      largest = product;
      peak = k;
    }
  }
  return sizes[peak];
}
