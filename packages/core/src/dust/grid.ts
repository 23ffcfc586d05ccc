/** A logarithmic grid of grain radii. The arrays are never written after construction, except by the size drift of 0D. */
export interface SizeGrid {
  /** Bin centres s_k, m, ascending; n values. */
  readonly sizes: Float64Array;
  /** Bin widths w_k = E_{k+1} − E_k, m; n values. */
  readonly widths: Float64Array;
  /** Bin edges E_k, m; n + 1 values. */
  readonly edges: Float64Array;
  /** Density used for the particle masses, kg m⁻³. */
  readonly rho: number;
  /** Identity of the content of `sizes` (see `versions.ts`). */
  readonly sizesVersion: number;
  /** Identity of the content of `edges`. */
  readonly edgesVersion: number;
}
