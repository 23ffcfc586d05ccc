/** The section `radiation.tau_gate`. */
export interface TauGateSettings {
  readonly enable: boolean;
  /** Blow-out stops at and above this line-of-sight optical depth. */
  readonly tau_max: number;
}

/** Whether the optical depth along the line of sight to Mars stops the blow-out. */
export function isTauGateBlocked(tauLos: number, settings: TauGateSettings | null): boolean {
  return settings?.enable === true && Number.isFinite(tauLos) && tauLos >= settings.tau_max;
}

/**
 * Share of the blow-out flux that survives the competition with another loss of solids, t_solid/(t_solid + t_blow),
 * in [0, 1]; 1 where a time is missing (NaN), infinite or not positive.
 *
 * @param tBlow blow-out time, s
 * @param tSolid time of the competing process, s
 */
export function competitionGateFactor(tBlow: number, tSolid: number): number {
  const isUsable = tBlow > 0 && Number.isFinite(tBlow) && tSolid > 0 && Number.isFinite(tSolid);
  if (!isUsable) return 1;
  return Math.min(Math.max(tSolid / (tSolid + tBlow), 0), 1);
}

/**
 * Time in which collisions of an optically thin layer use up its solids, 1/(Ω τ⊥), s, with τ⊥ = τ_los/max(f_los, 1);
 * NaN unless both optical depths exceed 1e-12.
 */
export function collisionCompetitionTime(omega: number, tauLos: number, fLos: number): number {
  const tauVertical = tauLos / Math.max(fLos, 1);
  return tauLos > 1e-12 && tauVertical > 1e-12 ? 1 / (omega * tauVertical) : Number.NaN;
}

/**
 * Share of the smallest grains that leaves within a step, 1 − exp(−x).
 *
 * @param ratio x = Δt/t_blow; 0 or less gives 0
 */
export function fastBlowoutFactor(ratio: number): number {
  if (ratio <= 0) return 0;
  return Math.min(Math.max(-Math.expm1(-ratio), 0), 1);
}
