import { ConfigurationError } from '../errors.ts';
import type { VersionCounter } from '../versions.ts';
import { logarithmicGrid, type SizeGrid } from './grid.ts';
import {
  applyMassWeights,
  type LognormalMixtureSettings,
  lognormalMassWeights,
  type TruncatedPowerLawSettings,
  truncatedPowerLawMassWeights,
} from './massWeights.ts';
import { type PowerLawSettings, sanitizeNumber, threeSlopeNumber } from './psd.ts';

/** The config sections that the initial distribution is made from. */
export interface InitialPsdSettings {
  readonly sizes: {
    /** Upper limit of the grid, m. */
    readonly s_max: number;
    readonly n_bins: number;
  };
  readonly psd: PowerLawSettings;
  readonly initial: {
    /** `upper`, `mono`, `melt_lognormal_mixture` or `melt_truncated_powerlaw`. */
    readonly s0_mode: string;
    readonly melt_psd: LognormalMixtureSettings & TruncatedPowerLawSettings;
  };
  readonly material: {
    /** Density of the grains, kg m⁻³. */
    readonly rho: number;
  };
}

/** The size distribution that every cell of a 1D run starts with. */
export interface InitialPsd {
  readonly grid: SizeGrid;
  /** Relative numbers per unit size with Σ ν s³ w = 1; one value a bin. */
  readonly number: Float64Array;
}

/**
 * Returns the grid of a 1D run and the distribution on it. In 1D, `mono` is the same as `upper`.
 *
 * @param sMinEffective Lower limit of the grid: the larger of `sizes.s_min` and the blow-out size at the initial
 *   temperature, m.
 * @throws ConfigurationError if the grid is empty or `s0_mode` is an unknown melt mode.
 */
export function initialPsd(
  settings: InitialPsdSettings,
  sMinEffective: number,
  versions: VersionCounter,
): InitialPsd {
  const { s_max, n_bins } = settings.sizes;
  const { s0_mode, melt_psd } = settings.initial;
  const rho = settings.material.rho;
  const grid = logarithmicGrid(sMinEffective, s_max, n_bins, rho, versions);
  const { sizes, widths } = grid;
  const number = threeSlopeNumber(sizes, sMinEffective, s_max, settings.psd);
  sanitizeNumber(sizes, widths, number, true);
  if (s0_mode === 'melt_lognormal_mixture')
    applyMassWeights(sizes, widths, lognormalMassWeights(sizes, widths, melt_psd), rho, number);
  else if (s0_mode === 'melt_truncated_powerlaw')
    applyMassWeights(
      sizes,
      widths,
      truncatedPowerLawMassWeights(sizes, widths, melt_psd),
      rho,
      number,
    );
  else if (s0_mode.startsWith('melt_'))
    throw new ConfigurationError(
      `initial.s0_mode: must be "upper", "mono", "melt_lognormal_mixture" or "melt_truncated_powerlaw", not "${s0_mode}"`,
    );
  sanitizeNumber(sizes, widths, number, false);
  return { grid, number };
}
