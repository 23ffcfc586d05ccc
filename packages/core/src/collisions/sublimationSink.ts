/**
 * Writes the rates at which grains sublimate away, |ds/dt|/s, s⁻¹, for sublimation that removes mass from the bins.
 * Growth and rates that are not finite do nothing.
 *
 * @param sizes Bin centres, m; a bin of size 0 has no rate.
 * @param dsdt Change of radius of all grains, m s⁻¹.
 */
export function sublimationSink(sizes: Float64Array, dsdt: number, out: Float64Array): void {
  const isShrinking = dsdt < 0 && dsdt > Number.NEGATIVE_INFINITY;
  for (let k = 0; k < out.length; k++)
    out[k] = isShrinking && sizes[k] > 0 ? 1 / (sizes[k] / -dsdt) : 0;
}

/**
 * Adds to the blow-out rates what mass-conserving sublimation contributes, s⁻¹: a bound grain that shrinks to the
 * blow-out size within the nominal step leaves at the rate 1/t of that crossing. Other grains keep mass and size. This
 * happens even where blow-out itself is switched off.
 *
 * @param sizes Bin centres, m, ascending.
 * @param dsdt Change of radius of all grains, m s⁻¹.
 * @param aBlow Blow-out radius, m.
 * @param dt Nominal time step, s.
 * @param blowout Blow-out rates; raised in place.
 */
export function addBlowoutCrossing(
  sizes: Float64Array,
  dsdt: number,
  aBlow: number,
  dt: number,
  blowout: Float64Array,
): void {
  if (!(dsdt < 0 && dsdt > Number.NEGATIVE_INFINITY)) return;
  for (let k = 0; k < blowout.length; k++) {
    if (!(sizes[k] > aBlow)) continue;
    const time = (sizes[k] - aBlow) / -dsdt;
    // Larger grains take longer.
    if (time > dt) return;
    if (time > 0) blowout[k] += 1 / Math.max(time, 1e-30);
  }
}
