import { ConfigurationError } from '../errors.ts';
import type { VersionCounter } from '../versions.ts';

/** A logarithmic grid of grain radii. Its arrays are never written to; other contents are another grid (`changedGrid`). */
export interface SizeGrid {
  /** Bin centres s_k, m, ascending; n values. */
  readonly sizes: Float64Array;
  /** Bin widths w_k = E_{k+1} − E_k, m; n values. */
  readonly widths: Float64Array;
  /** Bin edges E_k, m; n + 1 values. */
  readonly edges: Float64Array;
  /** Density used for the particle masses, kg m⁻³. */
  readonly rho: number;
  /** Particle masses m_k = (4/3)π ρ s_k³, kg; n values. */
  readonly masses: Float64Array;
  /** Identity of the content of `sizes` (see `versions.ts`). */
  readonly sizesVersion: number;
  /** Identity of the content of `edges`. */
  readonly edgesVersion: number;
}

/**
 * Returns a grid whose edges are equally spaced in log10 s and whose centres are the geometric means of the edges.
 *
 * The first and last edge may differ from the limits in the last digits, because they are powers of rounded
 * logarithms. No grid of the reference is free of that, and the blow-out test allows for it.
 *
 * @param sMin Lower limit, m.
 * @param sMax Upper limit, m, above `sMin`.
 * @param binCount Number of bins n, at least 1.
 * @param rho Density of the grains, kg m⁻³.
 * @throws ConfigurationError if the limits do not ascend or there are no bins.
 */
export function logarithmicGrid(
  sMin: number,
  sMax: number,
  binCount: number,
  rho: number,
  versions: VersionCounter,
): SizeGrid {
  if (sMin >= sMax)
    throw new ConfigurationError(
      `size grid: the smallest size must lie below the largest, not ${sMin} m and ${sMax} m`,
    );
  if (!(binCount >= 1 && Number.isInteger(binCount)))
    throw new ConfigurationError(
      `sizes.n_bins: must be a whole number of at least 1, not ${binCount}`,
    );
  const first = Math.log10(sMin);
  const last = Math.log10(sMax);
  const step = (last - first) / binCount;
  const edges = new Float64Array(binCount + 1);
  for (let k = 0; k < binCount; k++) edges[k] = 10 ** (k * step + first);
  edges[binCount] = 10 ** last;

  const sizes = new Float64Array(binCount);
  const widths = new Float64Array(binCount);
  for (let k = 0; k < binCount; k++) {
    sizes[k] = Math.sqrt(edges[k] * edges[k + 1]);
    widths[k] = edges[k + 1] - edges[k];
  }
  const masses = new Float64Array(binCount);
  particleMasses(sizes, rho, masses);
  return {
    sizes,
    widths,
    edges,
    rho,
    masses,
    sizesVersion: versions.next(),
    edgesVersion: versions.next(),
  };
}

/**
 * Returns a grid with other sizes, widths, edges or density. This is the only way in which a grid gets another content:
 * an array that differs gets a new version, one that holds the same values keeps the old one, and sizes and edges are
 * told apart.
 */
export function changedGrid(
  grid: SizeGrid,
  change: Partial<Pick<SizeGrid, 'sizes' | 'widths' | 'edges' | 'rho'>>,
  versions: VersionCounter,
): SizeGrid {
  const { sizes, widths, edges, rho } = { ...grid, ...change };
  const masses = new Float64Array(sizes.length);
  particleMasses(sizes, rho, masses);
  return {
    sizes,
    widths,
    edges,
    rho,
    masses,
    sizesVersion: holdsSame(sizes, grid.sizes) ? grid.sizesVersion : versions.next(),
    edgesVersion: holdsSame(edges, grid.edges) ? grid.edgesVersion : versions.next(),
  };
}

function holdsSame(a: Float64Array, b: Float64Array): boolean {
  return a.length === b.length && a.every((value, k) => Object.is(value, b[k]));
}

/**
 * Returns the bin that holds size `s`: E_q ≤ s < E_{q+1}. Sizes below the grid belong to the lowest bin, sizes above
 * it and NaN to the highest.
 *
 * @param edges Bin edges, m, ascending; n + 1 values.
 * @param s Radius, m.
 */
export function binOfSize(edges: Float64Array, s: number): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    // Not "edges[middle] <= s": NaN has to sort after every edge.
    if (edges[middle] > s) high = middle;
    else low = middle + 1;
  }
  const binCount = edges.length - 1;
  if (low < 1) return 0;
  return low > binCount ? binCount - 1 : low - 1;
}

/**
 * Writes the particle masses of the bins, m_k = (4/3)π ρ s_k³, kg.
 *
 * @param sizes Bin centres, m.
 * @param rho Density, kg m⁻³.
 */
export function particleMasses(sizes: Float64Array, rho: number, out: Float64Array): void {
  const massPerCube = (4 / 3) * Math.PI * rho;
  for (let k = 0; k < out.length; k++) out[k] = massPerCube * (sizes[k] * sizes[k] * sizes[k]);
}
