import {
  type CollisionDynamicsSettings,
  kernelEccentricity,
  kernelInclination,
  scaleHeight,
} from './kernelState.ts';
import {
  blendOrbitalElement,
  type SupplyVelocitySettings,
  supplyEccentricity,
  supplyInclination,
  supplyVelocityWeight,
} from './supplyVelocity.ts';
import { pericenterVelocity, relativeVelocity } from './velocity.ts';

/** What decides how fast the bodies of a cell meet. */
export interface KinematicsInput {
  /** Surface density Σ, kg m⁻². */
  sigma: number;
  /** Nominal time step, s. */
  dt: number;
  /** Rate at which mass is supplied, kg m⁻² s⁻¹. */
  supplyRate: number;
  /** Orbital radius, m. */
  r: number;
  /** Orbital frequency, s⁻¹. */
  omega: number;
  /** Line-of-sight optical depth at the start of the step. */
  tau: number;
  /** Eccentricity of the cell; counts only if one of the two settings below is missing. */
  eccentricity: number;
  /** Inclination of the cell, rad; counts only if one of the two settings below is missing. */
  inclination: number;
  /** Null: e and i as given, pericentre velocity. A run always has them. */
  dynamics: CollisionDynamicsSettings | null;
  /** Null: supplied material has the velocity of the disk. A run always has them. */
  supplyVelocity: SupplyVelocitySettings | null;
}

/** How fast the bodies of a cell meet, and from which orbits that follows. */
export interface CollisionKinematics {
  eBase: number;
  /** rad, like all inclinations here. */
  iBase: number;
  eSupply: number;
  iSupply: number;
  /** Eccentricity of the kernel; NaN without collisions. */
  eUsed: number;
  /** Inclination of the kernel; NaN without collisions. */
  iUsed: number;
  /** Weight of the supplied material, not clipped. */
  supplyVelocityWeight: number;
  /** Relative velocity of all pairs, m s⁻¹. */
  vRel: number;
  /** Scale height of all bins, m. */
  scaleHeight: number;
}

/**
 * Writes e, i, relative velocity and scale height of a cell: the orbits of the disk, blended with those of the supplied
 * material by their masses (E.020, E.021, step 4 of E.046).
 *
 * @throws PhysicsError if the eccentricity reaches 1, ConfigurationError for scale-height settings that do not fit.
 */
export function collisionKinematics(input: KinematicsInput, out: CollisionKinematics): void {
  const { dynamics, supplyVelocity, r } = input;
  const vK = r * input.omega;
  let eBase = input.eccentricity;
  let iBase = input.inclination;
  if (dynamics !== null) {
    eBase = kernelEccentricity(dynamics, input.tau, vK);
    iBase = kernelInclination(dynamics, eBase);
  }

  let eSupply = eBase;
  let iSupply = iBase;
  let e = input.eccentricity;
  let i = input.inclination;
  let weight = 0;
  if (supplyVelocity !== null) {
    weight = supplyVelocityWeight(
      input.supplyRate * input.dt,
      input.sigma,
      supplyVelocity.weight_mode,
    );
    eSupply = supplyEccentricity(supplyVelocity, eBase);
    iSupply = supplyInclination(supplyVelocity, iBase);
    e = blendOrbitalElement(eBase, eSupply, weight, supplyVelocity.blend_mode);
    i = blendOrbitalElement(iBase, iSupply, weight, supplyVelocity.blend_mode);
  }

  out.eBase = eBase;
  out.iBase = iBase;
  out.eSupply = eSupply;
  out.iSupply = iSupply;
  out.eUsed = e;
  out.iUsed = i;
  out.supplyVelocityWeight = weight;
  if (dynamics !== null) {
    out.scaleHeight = scaleHeight(dynamics, i, r);
    out.vRel = relativeVelocity(dynamics.v_rel_mode, vK, e, i);
  } else {
    const height = r * Math.max(i, 1e-6);
    out.scaleHeight = Math.max(height, 1e-6);
    out.vRel = pericenterVelocity(vK, e);
  }
}
