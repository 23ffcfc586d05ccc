import { ConfigurationError } from '../errors.ts';

/** Shape of the three-slope power law; `alpha` and `wavy_strength` are those of the config section `psd`. */
export interface PowerLawSettings {
  /** Slope of dN/ds below ten times the smallest size. */
  readonly alpha: number;
  /** Amplitude of the single sine period over the grid; above 1 some bins become empty. */
  readonly wavy_strength: number;
  /** Decay of that amplitude per unit of ln s; 0 or less: none. Not configurable. */
  readonly wavy_decay?: number;
  /** Whether `alpha` is a slope in size or in mass. Not configurable. */
  readonly alpha_mode?: string;
}

/** Largest relative number that `sanitizeNumber` keeps unless told otherwise. */
export const NUMBER_CAP = 1e200;

/**
 * Returns the relative numbers dN/ds of a power law with three slopes: α up to 10 s_min, α + 1 in between, α + 1.5
 * from s_max/10 on. All three are pivoted at s_min, so they do not join. Not normalised.
 *
 * @param sizes Bin centres, m.
 * @param sMin Lower limit of the grid, m.
 * @param sMax Upper limit of the grid, m.
 * @throws ConfigurationError for an unknown `alpha_mode`.
 */
export function threeSlopeNumber(
  sizes: Float64Array,
  sMin: number,
  sMax: number,
  settings: PowerLawSettings,
): Float64Array {
  const mode = settings.alpha_mode ?? 'size';
  if (mode !== 'size' && mode !== 'mass')
    throw new ConfigurationError(`psd.alpha_mode: must be "size" or "mass", not "${mode}"`);
  const smallSlope = mode === 'size' ? settings.alpha : 3 * settings.alpha - 2;
  const number = new Float64Array(sizes.length);
  for (let k = 0; k < sizes.length; k++) {
    const s = sizes[k];
    let slope = smallSlope;
    if (!(s < 10 * sMin)) slope += s < sMax / 10 ? 1 : 1.5;
    number[k] = (s / sMin) ** -slope;
  }

  const amplitude = settings.wavy_strength;
  if (amplitude !== 0) {
    const decay = settings.wavy_decay ?? 0;
    const span = Math.log(sMax / sMin);
    for (let k = 0; k < sizes.length; k++) {
      const phase = Math.log(sizes[k] / sMin);
      const envelope = decay > 0 ? Math.exp(-decay * phase) : 1;
      number[k] *= 1 + amplitude * envelope * Math.sin((2 * Math.PI * phase) / span);
    }
  }
  return number;
}

/**
 * Cleans relative numbers in place: what is not finite or not positive becomes 0, what exceeds the cap becomes the cap.
 * With `normalize`, scales them so that Σ ν s³ w = 1; where that sum is not finite and positive, every number is reset
 * to 1 first. Leaves everything as it is if the lengths differ.
 *
 * @param sizes Bin centres, m.
 * @param widths Bin widths, m.
 * @param number Relative numbers per unit size; overwritten.
 * @param cap Largest number kept; 0 or less: no cap.
 * @returns How many resets were needed, 0 or 1.
 */
export function sanitizeNumber(
  sizes: Float64Array,
  widths: Float64Array,
  number: Float64Array,
  normalize: boolean,
  cap = NUMBER_CAP,
): number {
  const n = number.length;
  if (n === 0 || sizes.length !== n || widths.length !== n) return 0;
  for (let k = 0; k < n; k++) {
    const value = number[k];
    if (!(value > 0 && value < Number.POSITIVE_INFINITY)) number[k] = 0;
    else if (cap > 0 && value > cap) number[k] = cap;
  }
  if (!normalize) return 0;

  let resets = 0;
  let weight = relativeVolume(sizes, widths, number);
  if (!isPositiveAndFinite(weight)) {
    resets = 1;
    number.fill(1);
    weight = relativeVolume(sizes, widths, number);
    if (!isPositiveAndFinite(weight)) weight = 1;
  }
  for (let k = 0; k < n; k++) number[k] /= weight;
  return resets;
}

/** Returns Σ ν_k s_k³ w_k, the volume of the distribution up to the scale of ν. */
export function relativeVolume(
  sizes: Float64Array,
  widths: Float64Array,
  number: Float64Array,
): number {
  let sum = 0;
  for (let k = 0; k < number.length; k++)
    sum += number[k] * (sizes[k] * sizes[k] * sizes[k]) * widths[k];
  return sum;
}

function isPositiveAndFinite(value: number): boolean {
  return value > 0 && value < Number.POSITIVE_INFINITY;
}
