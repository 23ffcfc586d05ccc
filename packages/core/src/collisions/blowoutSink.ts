/**
 * Returns the time in which unbound grains leave, s: the given one if it is finite, else 1/Ω, Infinity without an orbit.
 *
 * @param tBlow Blow-out time, s; NaN if there is none.
 * @param omega Orbital frequency, s⁻¹.
 */
export function blowoutTime(tBlow: number, omega: number): number {
  if (Number.isFinite(tBlow)) return tBlow;
  return omega > 0 ? 1 / omega : Number.POSITIVE_INFINITY;
}

/**
 * Writes the rates at which radiation pressure removes the grains of the bins, s⁻¹: 1/t_blow for bins whose lower edge
 * does not exceed the blow-out size (within 1e-12, since the grid starts at that size up to rounding), else 0.
 *
 * @param lowerEdges Lower edges of the bins, m; at least as many as `out`.
 * @param isEnabled Whether there is any blow-out.
 * @param aBlow Blow-out radius, m.
 * @param tBlow Blow-out time, s; not finite or not positive: no blow-out.
 */
export function blowoutSink(
  lowerEdges: Float64Array,
  isEnabled: boolean,
  aBlow: number,
  tBlow: number,
  out: Float64Array,
): void {
  const isActive = isEnabled && tBlow > 0 && tBlow < Number.POSITIVE_INFINITY;
  const rate = isActive ? 1 / tBlow : 0;
  const limit = aBlow * (1 + 1e-12);
  for (let k = 0; k < out.length; k++) out[k] = lowerEdges[k] <= limit ? rate : 0;
}
