/** What depends on the temperature of Mars alone, once per step. */
export interface RadiationState {
  /** Temperature of Mars T_M, K. */
  temperature: number;
  /** Radiative flux at the surface of Mars, σ T_M⁴, W m⁻². */
  flux: number;
  /** Q_pr of the last blow-out iteration. */
  qprBlow: number;
  /** Blow-out radius before the floor, m. */
  sBlow: number;
  /** Blow-out radius, at least `sizes.s_min`, m. */
  sBlowEffective: number;
  /** Effective smallest size, m (E.008). */
  sMin: number;
  /** Q_pr at the effective smallest size. */
  qprMin: number;
  /** β at the effective smallest size (E.013). */
  betaMin: number;
  /** Whether β at the smallest size reaches the threshold; decided by rounding, see docs/deviations.md. */
  isBetaGateOpen: boolean;
}
