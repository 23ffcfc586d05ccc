import { ConfigurationError, PhysicsError } from '../errors.ts';

/** What the mapping of supplied mass to bins reads of the config section `supply.injection`. */
export interface SupplyInjectionSettings {
  /** `initial_psd`, `powerlaw_bins`, or anything else for `min_bin`. */
  readonly mode: string | null;
  /** Smallest injected size, m. */
  readonly s_inj_min: number | null;
  /** Largest injected size, m. */
  readonly s_inj_max: number | null;
  /** Slope of dN/ds of the injected bodies. */
  readonly q: number;
}

/** Where supplied mass goes: the settings and the bins of a run. */
export interface SupplyInjection {
  readonly settings: SupplyInjectionSettings;
  /** Bin centres, m. */
  readonly sizes: Float64Array;
  /** Bin widths, m; only `powerlaw_bins` needs them. */
  readonly widths: Float64Array | null;
  /** Particle masses, kg. */
  readonly masses: Float64Array;
  /** Mass weights of the bins; only `initial_psd` needs them. */
  readonly massWeights: Float64Array | null;
}

/**
 * Writes the rates at which supplied bodies enter the bins, m⁻² s⁻¹, with Σ m_k F_k = `rate` (E.045).
 *
 * @param rate Supplied mass, kg m⁻² s⁻¹; negative counts as 0.
 * @param sMinEffective Effective smallest size of the step, m: nothing smaller is injected (`initial_psd` ignores it).
 * @throws PhysicsError if lengths differ, ConfigurationError if the mode lacks its weights or widths.
 */
export function supplySource(
  injection: SupplyInjection,
  rate: number,
  sMinEffective: number,
  out: Float64Array,
): void {
  const { settings, sizes, widths, masses } = injection;
  const n = sizes.length;
  if (masses.length !== n || (widths !== null && widths.length !== n))
    throw new PhysicsError(
      `supply: ${n} sizes need as many masses and widths, not ${masses.length} and ${widths?.length}`,
    );
  for (let k = 0; k < n; k++) out[k] = 0;
  if (!(rate > 0) || n === 0) return;
  if (settings.mode === 'initial_psd') {
    injectByWeights(injection, rate, out);
    return;
  }
  let floor = Math.max(sMinEffective, 0);
  const smallest = settings.s_inj_min;
  if (smallest !== null && Number.isFinite(smallest) && smallest > floor) floor = smallest;
  if (settings.mode === 'powerlaw_bins' && injectPowerLaw(injection, rate, floor, out)) return;
  injectIntoSmallestBin(injection, rate, floor, out);
}

function injectByWeights(injection: SupplyInjection, rate: number, out: Float64Array): void {
  const { masses, massWeights } = injection;
  const n = masses.length;
  if (massWeights === null || massWeights.length !== n)
    throw new ConfigurationError(
      `supply.injection.mode: "initial_psd" needs ${n} mass weights, not ${massWeights?.length ?? 'none'}`,
    );
  let total = 0;
  for (let k = 0; k < n; k++) if (isUsable(massWeights[k])) total += massWeights[k];
  if (!(total > 0))
    throw new ConfigurationError(
      'supply.injection.mode: "initial_psd" needs mass weights that do not vanish',
    );
  for (let k = 0; k < n; k++)
    if (isUsable(massWeights[k]) && masses[k] > 0)
      out[k] = (rate * (massWeights[k] / total)) / masses[k];
}

/** Fills `out` and returns true, or returns false if no mass falls on the grid. */
function injectPowerLaw(
  injection: SupplyInjection,
  rate: number,
  floor: number,
  out: Float64Array,
): boolean {
  const { settings, sizes, widths, masses } = injection;
  if (widths === null)
    throw new ConfigurationError('supply.injection.mode: "powerlaw_bins" needs the bin widths');
  const n = sizes.length;
  let largest = sizes[0];
  for (let k = 1; k < n; k++) if (sizes[k] > largest) largest = sizes[k];
  let ceiling = largest;
  const limit = settings.s_inj_max;
  if (limit !== null && Number.isFinite(limit) && limit < ceiling) ceiling = limit;
  if (ceiling < floor) ceiling = floor;

  const q = settings.q;
  const power = 1 - q;
  const isLogarithmic = Math.abs(q - 1) <= 1e-9 * Math.max(Math.abs(q), 1);
  let total = 0;
  for (let k = 0; k < n; k++) {
    // The limits of a bin are taken around its centre here and do not meet the grid edges.
    const lower = sizes[k] - 0.5 * widths[k];
    const left = Math.max(lower, 0);
    const right = left + widths[k];
    const a = Math.max(left, floor);
    const b = Math.min(right, ceiling);
    let weight = 0;
    if (b > a) weight = isLogarithmic ? Math.log(b / a) : (b ** power - a ** power) / power;
    out[k] = isUsable(weight) ? weight : 0;
    total += out[k] * masses[k];
  }
  if (!(total > 0)) {
    for (let k = 0; k < n; k++) out[k] = 0;
    return false;
  }
  for (let k = 0; k < n; k++) out[k] = (out[k] * rate) / total;
  return true;
}

function injectIntoSmallestBin(
  injection: SupplyInjection,
  rate: number,
  floor: number,
  out: Float64Array,
): void {
  const { sizes, masses } = injection;
  let bin = 0;
  while (bin < sizes.length - 1 && !(sizes[bin] >= floor)) bin++;
  if (masses[bin] > 0) out[bin] = rate / masses[bin];
}

function isUsable(weight: number): boolean {
  return weight > 0 && weight < Number.POSITIVE_INFINITY;
}
