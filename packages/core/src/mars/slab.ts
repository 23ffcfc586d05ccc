import { STEFAN_BOLTZMANN } from '../constants.ts';
import { PhysicsError } from '../errors.ts';

/** A layer of magma that cools as a whole. */
export interface Slab {
  /** D, m. */
  readonly thickness: number;
  /** ρ, kg m⁻³. */
  readonly density: number;
  /** c_p, J kg⁻¹ K⁻¹. */
  readonly heatCapacity: number;
}

/** The slab of every run; not configurable. */
export const DEFAULT_SLAB: Slab = { thickness: 1e5, density: 3000, heatCapacity: 1000 };

/** k = d(T⁻³)/dt = 3σ/(D ρ c_p), K⁻³ s⁻¹. */
function coolingRate({ thickness, density, heatCapacity }: Slab): number {
  return (3 * STEFAN_BOLTZMANN) / (thickness * density * heatCapacity);
}

/**
 * Temperature of a slab of magma that radiates as a black body, (T₀⁻³ + k t)^(−⅓), K (E.042; Hyodo et al. 2018).
 *
 * @param initial T₀, K; > 0
 * @param time s; ≥ 0
 * @throws PhysicsError
 */
export function slabTemperature(initial: number, time: number, slab = DEFAULT_SLAB): number {
  if (!(initial > 0) || !(time >= 0))
    throw new PhysicsError(
      `slab cooling needs T_0 > 0 K and t ≥ 0 s, but has T_0 = ${initial} K, t = ${time} s`,
    );
  return (initial ** -3 + coolingRate(slab) * time) ** (-1 / 3);
}

/**
 * Time in which the slab cools from one temperature to another, s; 0 if it is already as cold.
 *
 * @param initial T₀, K; > 0
 * @param target T₁, K; > 0
 * @throws PhysicsError
 */
export function slabCoolingTime(initial: number, target: number, slab = DEFAULT_SLAB): number {
  if (!(initial > 0) || !(target > 0))
    throw new PhysicsError(
      `slab cooling needs temperatures > 0 K, but goes from ${initial} K to ${target} K`,
    );
  return Math.max((target ** -3 - initial ** -3) / coolingRate(slab), 0);
}
