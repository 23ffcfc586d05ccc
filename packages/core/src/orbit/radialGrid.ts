import { ConfigurationError } from '../errors.ts';

/** Annular cells of equal width. */
export interface RadialGrid {
  /** Cell edges, m, ascending; n + 1 values. */
  readonly edges: Float64Array;
  /** Cell centres, m; n values. */
  readonly radii: Float64Array;
  /** Cell widths, m; n values. */
  readonly widths: Float64Array;
  /** Annulus areas 2π r Δr, m²; n values. */
  readonly areas: Float64Array;
}

/**
 * Divides the disk into cells of equal width.
 *
 * @param rIn inner edge, m
 * @param rOut outer edge, m; taken over exactly as the last edge
 * @param cells number of cells, ≥ 1
 * @throws ConfigurationError without a cell, or unless 0 < rIn < rOut
 */
export function linearRadialGrid(rIn: number, rOut: number, cells: number): RadialGrid {
  if (!Number.isInteger(cells) || cells < 1)
    throw new ConfigurationError(`the number of cells is ${cells}, but must be a whole number ≥ 1`);
  if (!(rIn > 0 && rIn < rOut && Number.isFinite(rOut)))
    throw new ConfigurationError(
      `the disk reaches from ${rIn} m to ${rOut} m, but must have 0 < r_in < r_out, both finite`,
    );
  const width = (rOut - rIn) / cells;
  const edges = Float64Array.from({ length: cells + 1 }, (_, i) => rIn + i * width);
  edges[cells] = rOut;
  const radii = new Float64Array(cells);
  const widths = new Float64Array(cells);
  const areas = new Float64Array(cells);
  for (let i = 0; i < cells; i++) {
    radii[i] = 0.5 * (edges[i] + edges[i + 1]);
    widths[i] = edges[i + 1] - edges[i];
    areas[i] = 2 * Math.PI * radii[i] * widths[i];
  }
  return { edges, radii, widths, areas };
}
