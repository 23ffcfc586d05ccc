import { DAY } from '../constants.ts';
import { PhysicsError } from '../errors.ts';

/** Thickness of the cooling layer if none is given, m. */
export const HYODO_LAYER = 1e5;

/**
 * Cooling time of the linear law, 717 d · (D/100 km) · ((T₀ − T₁)/3000 K) · (T₀/4000 K), s; 0 if T₀ ≤ T₁. Attributed
 * to Hyodo et al. 2018 (ApJ 860, 150); a black body would have the fourth power of T₀ in the denominator.
 *
 * @param initial T₀, K; > 0
 * @param target T₁, K; ≥ 0
 * @param layer D, m
 * @throws PhysicsError
 */
export function hyodoCoolingTime(initial: number, target: number, layer = HYODO_LAYER): number {
  if (!(initial > 0) || !(target >= 0))
    throw new PhysicsError(
      `linear cooling needs T_0 > 0 K and T_1 ≥ 0 K, but goes from ${initial} K to ${target} K`,
    );
  if (initial <= target) return 0;
  const days = 717 * (layer / 1000 / 100) * ((initial - target) / 3000) * (initial / 4000);
  return days * DAY;
}

/**
 * Temperature of the linear law, a straight line from T₀ to 0 K, K; not below 0, and extended to t < 0.
 *
 * @param initial T₀, K; > 0
 * @param time s
 * @param layer D, m
 * @throws PhysicsError
 */
export function hyodoTemperature(initial: number, time: number, layer = HYODO_LAYER): number {
  const duration = hyodoCoolingTime(initial, 0, layer);
  const slope = duration === 0 ? 0 : initial / duration;
  return Math.max(initial - slope * time, 0);
}
