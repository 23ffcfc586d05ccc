import { binIntegral } from '@marsdisk/core';

/**
 * How fragments spread over the bins, in n values instead of n × n: the weight of bin k for a remnant in bin q is
 * b_k / T_q for k ≤ q.
 */
export interface FragmentShares {
  /** b_k = ∫ s^(−α) ds over bin k, m^(1−α). */
  readonly integrals: Float64Array;
  /** T_q = Σ_{k ≤ q} b_k, m^(1−α). */
  readonly totals: Float64Array;
  /** 1/T_q, 0 where there is nothing to divide by. */
  readonly inverseTotals: Float64Array;
}

/** Shares to be written by `fragmentShares`. */
export function createFragmentShares(binCount: number): FragmentShares {
  return {
    integrals: new Float64Array(binCount),
    totals: new Float64Array(binCount),
    inverseTotals: new Float64Array(binCount),
  };
}

/**
 * Writes the shares of a grid.
 *
 * @param edges Bin edges, m; n + 1 values.
 * @param alpha Exponent α of dM/ds ∝ s^(−α).
 */
export function fragmentShares(edges: Float64Array, alpha: number, out: FragmentShares): void {
  const { integrals, totals, inverseTotals } = out;
  let total = 0;
  for (let k = 0; k < integrals.length; k++) {
    integrals[k] = binIntegral(edges[k], edges[k + 1], alpha);
    total += integrals[k];
    totals[k] = total;
    inverseTotals[k] = total > 0 ? 1 / total : 0;
  }
}
