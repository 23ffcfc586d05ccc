import { sanitizeNumber } from './psd.ts';

/** Parameters of the log-normal mixture; keys of the config section `initial.melt_psd`. */
export interface LognormalMixtureSettings {
  /** Mass fraction of the fine component; clipped to [0, 1]. */
  readonly f_fine: number;
  /** Centre of the fine component, m. */
  readonly s_fine: number;
  /** Centre of the coarse component, m. */
  readonly s_meter: number;
  /** Width of both components, dex. */
  readonly width_dex: number;
  /** Grains below this radius have not condensed, m; null: no cut. */
  readonly s_cut_condensation: number | null;
}

/** Parameters of the truncated power law; keys of the config section `initial.melt_psd`. */
export interface TruncatedPowerLawSettings {
  /** Slope of dN/ds. */
  readonly alpha_solid: number;
  /** Smallest solid body, m. */
  readonly s_min_solid: number;
  /** Largest solid body, m. */
  readonly s_max_solid: number;
  /** Grains below this radius have not condensed, m; null: no cut. */
  readonly s_cut_condensation: number | null;
}

/**
 * Returns the mass fraction of every bin for a mixture of two log-normal distributions of mass over size. Each
 * component is cut first and normalised afterwards: whatever part of it lies on the grid receives its whole mass. The
 * sum is 1, or less if a component has no part on the grid; all 0 for a width that is not positive.
 *
 * @param sizes Bin centres, m.
 * @param widths Bin widths, m.
 */
export function lognormalMassWeights(
  sizes: Float64Array,
  widths: Float64Array,
  settings: LognormalMixtureSettings,
): Float64Array {
  const n = sizes.length;
  const weights = new Float64Array(n);
  const sigma = Math.max(settings.width_dex, 0) * Math.LN10;
  if (n === 0 || widths.length !== n || !(sigma > 0)) return weights;
  const fineFraction = Math.min(Math.max(settings.f_fine, 0), 1);
  const cut = settings.s_cut_condensation;
  const coarse = lognormalComponent(sizes, widths, settings.s_meter, sigma, cut);
  const fine = lognormalComponent(sizes, widths, settings.s_fine, sigma, cut);
  for (let k = 0; k < n; k++) weights[k] = (1 - fineFraction) * coarse[k] + fineFraction * fine[k];
  return weights;
}

function lognormalComponent(
  sizes: Float64Array,
  widths: Float64Array,
  centre: number,
  sigma: number,
  cut: number | null,
): Float64Array {
  const component = new Float64Array(sizes.length);
  if (!(centre > 0 && Number.isFinite(centre))) return component;
  const hasCut = cut !== null && Number.isFinite(cut);
  let sum = 0;
  for (let k = 0; k < sizes.length; k++) {
    if (hasCut && sizes[k] < cut) continue;
    const deviation = Math.log(sizes[k] / centre) / sigma;
    component[k] = Math.exp(-0.5 * (deviation * deviation)) * widths[k];
    sum += component[k];
  }
  if (sum > 0) for (let k = 0; k < sizes.length; k++) component[k] /= sum;
  return component;
}

/**
 * Returns the mass of every bin, up to a factor, for a power law between two sizes (both included): s^(3 − α) w.
 * All 0 if no bin centre lies between them.
 *
 * @param sizes Bin centres, m.
 * @param widths Bin widths, m.
 */
export function truncatedPowerLawMassWeights(
  sizes: Float64Array,
  widths: Float64Array,
  settings: TruncatedPowerLawSettings,
): Float64Array {
  const n = sizes.length;
  const weights = new Float64Array(n);
  const cut = settings.s_cut_condensation;
  const hasCut = cut !== null && !Number.isNaN(cut);
  const floor = hasCut ? Math.max(settings.s_min_solid, cut) : settings.s_min_solid;
  const ceiling = settings.s_max_solid;
  if (widths.length !== n || ceiling <= floor) return weights;
  for (let k = 0; k < n; k++) {
    const s = sizes[k];
    if (s >= floor && s <= ceiling) weights[k] = s ** (3 - settings.alpha_solid) * widths[k];
  }
  return weights;
}

/**
 * Gives a distribution the mass fractions `weights` and normalises it to Σ ν s³ w = 1. Weights that are not finite and
 * positive count as 0. The distribution stays as it is if nothing is left of the weights, the density is not positive or
 * the lengths differ.
 *
 * @param sizes Bin centres, m.
 * @param widths Bin widths, m.
 * @param weights Mass of each bin, in any unit.
 * @param rho Density of the grains, kg m⁻³; cancels up to rounding.
 * @param number Relative numbers per unit size; overwritten.
 * @returns Whether the weights were applied.
 */
export function applyMassWeights(
  sizes: Float64Array,
  widths: Float64Array,
  weights: Float64Array,
  rho: number,
  number: Float64Array,
): boolean {
  const n = number.length;
  if (n === 0 || sizes.length !== n || widths.length !== n || weights.length !== n) return false;
  if (!(rho > 0)) return false;
  const clean = cleanMassWeights(weights);
  const total = clean.reduce((sum, weight) => sum + weight, 0);
  if (!(total > 0)) return false;
  const result = new Float64Array(n);
  let isEmpty = true;
  for (let k = 0; k < n; k++) {
    const mass = (4 / 3) * Math.PI * rho * (sizes[k] * sizes[k] * sizes[k]) * widths[k];
    if (mass > 0) result[k] = clean[k] / total / mass;
    if (result[k] > 0) isEmpty = false;
  }
  if (isEmpty) return false;
  number.set(result);
  sanitizeNumber(sizes, widths, number, true);
  return true;
}

/** Returns a copy in which weights that are not finite and positive are 0. */
function cleanMassWeights(weights: Float64Array): Float64Array {
  return weights.map((weight) => (weight > 0 && Number.isFinite(weight) ? weight : 0));
}
