/** The config section `supply.injection.velocity`. */
export interface SupplyVelocitySettings {
  /** `fixed_ei`: from `e_inj`, `i_inj`; `factor`: base times `vrel_factor`; anything else: that of the disk. */
  readonly mode: string;
  readonly e_inj: number | null;
  /** Inclination, rad. */
  readonly i_inj: number | null;
  readonly vrel_factor: number | null;
  /** `linear`, or anything else for the root of the mean square. */
  readonly blend_mode: string | null;
  /** `sigma_ratio`, or anything else for the share in disk and supply together. */
  readonly weight_mode: string | null;
}

/**
 * Returns the weight of supplied material in the kinematics of the disk. With `sigma_ratio` it can exceed 1.
 *
 * @param suppliedSigma Surface density supplied in the nominal step, kg m⁻²; negative counts as 0.
 * @param sigma Surface density of the disk, kg m⁻²; negative counts as 0.
 * @param weightMode See `SupplyVelocitySettings`.
 */
export function supplyVelocityWeight(
  suppliedSigma: number,
  sigma: number,
  weightMode: string | null,
): number {
  const supplied = Math.max(suppliedSigma, 0);
  const present = Math.max(sigma, 0);
  if (weightMode === 'sigma_ratio') return supplied / Math.max(present, 1e-30);
  return supplied / (present + supplied + 1e-30);
}

/** Returns the eccentricity of supplied material, given that of the disk. */
export function supplyEccentricity(settings: SupplyVelocitySettings, eBase: number): number {
  return suppliedElement(settings, eBase, settings.e_inj);
}

/** Returns the inclination of supplied material, given that of the disk, rad. */
export function supplyInclination(settings: SupplyVelocitySettings, iBase: number): number {
  return suppliedElement(settings, iBase, settings.i_inj);
}

function suppliedElement(
  settings: SupplyVelocitySettings,
  base: number,
  injected: number | null,
): number {
  if (settings.mode === 'fixed_ei') return injected ?? base;
  if (settings.mode === 'factor') {
    const factor = settings.vrel_factor;
    return factor === null || factor === 0 || !Number.isFinite(factor) ? base : base * factor;
  }
  return base;
}

/**
 * Returns e or i of disk and supplied material together.
 *
 * @param base Value of the disk.
 * @param supply Value of the supplied material.
 * @param weight Weight of the supply; clipped to [0, 1].
 * @param blendMode See `SupplyVelocitySettings`.
 */
export function blendOrbitalElement(
  base: number,
  supply: number,
  weight: number,
  blendMode: string | null,
): number {
  const w = weight < 0 ? 0 : Math.min(weight, 1);
  if (blendMode === 'linear') return (1 - w) * base + w * supply;
  const square = (1 - w) * (base * base) + w * (supply * supply);
  return Math.sqrt(Math.max(square, 0));
}
