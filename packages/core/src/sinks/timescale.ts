import { MarsDiskError } from '../errors.ts';
import { isMarsTemperature } from '../mars/temperatureRange.ts';
import { grainTemperature } from '../radiation/grainTemperature.ts';
import { instantSinkSize } from '../sublimation/erosion.ts';
import { gasDragTime } from './gasDrag.ts';

/** Grain radius for which 1D evaluates the time-scales, m. */
export const SINK_REFERENCE_SIZE = 1e-6;

/** Which sinks act, and on what. */
export interface SinkSettings {
  readonly isSublimationEnabled: boolean;
  readonly isGasDragEnabled: boolean;
  /** `sinks.rho_g`, kg m⁻³; without gas there is no drag. */
  readonly gasDensity: number;
  /** `sinks.sub_params.eta_instant`. */
  readonly etaInstant: number;
  /** Grain density, kg m⁻³. */
  readonly rho: number;
  /** Grain radius for which the times are given, m; > 0. */
  readonly referenceSize: number;
}

/** Time-scales of the sinks of a cell, s; NaN stands for none. */
export interface SinkTimescales {
  /** The shortest of all. */
  total: number;
  sublimation: number;
  gasDrag: number;
  /** The shortest that is not sublimation. */
  surface: number;
  dominant: 'none' | 'sublimation' | 'gas_drag';
}

/** Time-scales to be filled by `evaluateSinkTimescales`. */
export function createSinkTimescales(): SinkTimescales {
  const none = Number.NaN;
  return { total: none, sublimation: none, gasDrag: none, surface: none, dominant: 'none' };
}

/**
 * Temperature at which the sink time-scale looks at a grain, K: its grey-body temperature, or that of Mars if there is
 * no radius (NaN) or T_M lies outside the accepted range.
 *
 * @param r orbital radius, m
 * @param temperature temperature of Mars, K
 */
export function sinkTemperature(r: number, temperature: number): number {
  const isUsable = r > 0 && r < Number.POSITIVE_INFINITY && isMarsTemperature(temperature);
  return isUsable ? grainTemperature(r, temperature) : temperature;
}

/**
 * Time-scales in which sublimation and gas drag remove a grain of the reference size. Sublimation wins ties.
 *
 * @param flux sublimation mass flux J at the grain's temperature, kg m⁻² s⁻¹; looked at only if sublimation is enabled
 * @param omega orbital frequency Ω, s⁻¹; > 0
 * @param out overwritten entirely
 * @throws MarsDiskError if Ω or the reference size is not positive
 */
export function evaluateSinkTimescales(
  flux: number,
  omega: number,
  settings: SinkSettings,
  out: SinkTimescales,
): void {
  const { referenceSize, etaInstant, rho, gasDensity } = settings;
  if (!(omega > 0) || !(referenceSize > 0))
    throw new MarsDiskError(
      `the sink time-scale needs Ω and the reference size > 0, but has Ω = ${omega} s⁻¹, s = ${referenceSize} m`,
    );
  const orbitalTime = 1 / omega;
  let sublimation = Number.NaN;
  if (settings.isSublimationEnabled) {
    const size = instantSinkSize(flux, rho, orbitalTime, etaInstant);
    if (size > 0) sublimation = (etaInstant * orbitalTime * referenceSize) / size;
  }
  const isDragged = settings.isGasDragEnabled && gasDensity > 0;
  const gasDrag = isDragged ? gasDragTime(referenceSize, rho, gasDensity) : Number.NaN;
  out.sublimation = sublimation;
  out.gasDrag = gasDrag;
  out.surface = gasDrag;
  if (sublimation <= gasDrag || (Number.isNaN(gasDrag) && !Number.isNaN(sublimation))) {
    out.total = sublimation;
    out.dominant = 'sublimation';
  } else {
    out.total = gasDrag;
    out.dominant = Number.isNaN(gasDrag) ? 'none' : 'gas_drag';
  }
}
