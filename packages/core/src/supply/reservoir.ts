import { MARS_MASS } from '../constants.ts';
import { ConfigurationError } from '../errors.ts';
import type { ReservoirSettings } from './settings.ts';

/** A finite mass from which one cell is supplied. */
export interface ReservoirLaw {
  /** kg; every cell has this much (the disk as a whole has it once for each cell). */
  readonly massTotal: number;
  /** Below this fraction of the mass the rate falls in proportion to what is left; 0 stops abruptly when empty. */
  readonly taperFraction: number;
}

export interface ReservoirState {
  /** kg; NaN without a reservoir. */
  reservoirRemaining: number;
}

export interface ReservoirOutcome {
  /** Factor that the reservoir puts on the rate; 1 when it does not limit. */
  reservoirScale: number;
  /** M_Mars; NaN stands for null (no reservoir). */
  reservoirRemainingMarsMasses: number;
  /** NaN stands for null (no reservoir, or one without mass). */
  reservoirFraction: number;
  /** Whether less was left than the rate asks for. */
  clippedByReservoir: boolean;
}

const SMALLEST_RATE = 1e-12;
const SMALLEST_FRACTION = 1e-12;

/**
 * The reservoir of the section `supply.reservoir`; null if no mass is given.
 *
 * @throws ConfigurationError if it is enabled without a mass
 */
export function buildReservoir(settings: ReservoirSettings): ReservoirLaw | null {
  if (settings.mass_total_Mmars === null) {
    if (settings.enabled)
      throw new ConfigurationError(
        'supply.reservoir.mass_total_Mmars: missing; an enabled reservoir needs a mass of at least 0',
      );
    return null;
  }
  return {
    massTotal: settings.mass_total_Mmars * MARS_MASS,
    taperFraction: settings.depletion_mode === 'taper' ? settings.taper_fraction : 0,
  };
}

/**
 * Draws the supply of a step from the reservoir and returns the rate that it can give, kg m⁻² s⁻¹; a negative rate
 * fills it. Rates below 1e-12 kg m⁻² s⁻¹ are cut back further than necessary when the reservoir limits them, because
 * the factor is formed with that floor.
 *
 * @param law null if there is no reservoir
 * @param rate asked for, kg m⁻² s⁻¹
 * @param dt step, s; nothing is drawn if not positive
 * @param area of the cell, m²; nothing is drawn if not positive
 * @param isApplied whether mass is drawn at all; if not, only the state is reported
 */
export function drawFromReservoir(
  law: ReservoirLaw | null,
  state: ReservoirState,
  rate: number,
  dt: number,
  area: number,
  isApplied: boolean,
  out: ReservoirOutcome,
): number {
  out.reservoirScale = 1;
  out.clippedByReservoir = false;
  if (law === null) {
    out.reservoirRemainingMarsMasses = Number.NaN;
    out.reservoirFraction = Number.NaN;
    return rate;
  }
  let drawn = rate;
  if (isApplied && dt > 0 && area > 0) {
    const { massTotal, taperFraction } = law;
    const remaining = state.reservoirRemaining;
    let scale = 1;
    if (taperFraction > 0 && massTotal > 0) {
      const fraction = remaining / massTotal;
      if (fraction < taperFraction)
        scale = Math.min(1, Math.max(fraction / Math.max(taperFraction, SMALLEST_FRACTION), 0));
    }
    // Compared with the rate before the taper, as the published model does.
    const largestRate = remaining / (area * dt);
    if (largestRate < rate) {
      out.clippedByReservoir = true;
      scale = Math.min(scale, largestRate / Math.max(rate, SMALLEST_RATE));
    }
    drawn = rate * scale;
    out.reservoirScale = scale;
    state.reservoirRemaining = Math.max(remaining - drawn * area * dt, 0);
  }
  out.reservoirRemainingMarsMasses = state.reservoirRemaining / MARS_MASS;
  out.reservoirFraction = law.massTotal > 0 ? state.reservoirRemaining / law.massTotal : Number.NaN;
  return drawn;
}
