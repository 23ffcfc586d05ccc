/** A monotone piecewise cubic through given points. */
export interface Pchip {
  /** Nodes, strictly ascending; n ≥ 2 values. */
  readonly x: Float64Array;
  /** Values at the nodes; n values. */
  readonly y: Float64Array;
  /** Derivatives at the nodes; n values. */
  readonly slopes: Float64Array;
}

/**
 * Shape-preserving cubic Hermite interpolation: where the data rise, the curve rises (E.037; Fritsch & Butland 1984,
 * Moler 2004).
 *
 * @param x nodes, strictly ascending; n ≥ 2 values
 * @param y values; n values
 */
export function buildPchip(x: Float64Array, y: Float64Array): Pchip {
  const n = x.length;
  const widths = Float64Array.from({ length: n - 1 }, (_, k) => x[k + 1] - x[k]);
  const secants = widths.map((h, k) => (y[k + 1] - y[k]) / h);
  if (n === 2) return { x, y, slopes: Float64Array.of(secants[0], secants[0]) };
  const slopes = new Float64Array(n);
  for (let k = 1; k < n - 1; k++)
    slopes[k] = innerSlope(widths[k - 1], widths[k], secants[k - 1], secants[k]);
  slopes[0] = endSlope(widths[0], widths[1], secants[0], secants[1]);
  slopes[n - 1] = endSlope(widths[n - 2], widths[n - 3], secants[n - 2], secants[n - 3]);
  return { x, y, slopes };
}

/** Weighted harmonic mean of the secants left and right of a node; 0 at an extremum. */
function innerSlope(hLeft: number, hRight: number, mLeft: number, mRight: number): number {
  if (Math.sign(mLeft) !== Math.sign(mRight) || mLeft === 0) return 0;
  const w1 = 2 * hRight + hLeft;
  const w2 = hRight + 2 * hLeft;
  return (w1 + w2) / (w1 / mLeft + w2 / mRight);
}

/** Three-point slope at an end, limited so that it keeps the shape; (h, m) from the end inwards. */
function endSlope(hEnd: number, hNext: number, mEnd: number, mNext: number): number {
  const slope = ((2 * hEnd + hNext) * mEnd - hEnd * mNext) / (hEnd + hNext);
  if (Math.sign(slope) !== Math.sign(mEnd)) return 0;
  const isSteep = Math.abs(slope) > 3 * Math.abs(mEnd);
  return Math.sign(mEnd) !== Math.sign(mNext) && isSteep ? 3 * mEnd : slope;
}

/** Value of the curve; NaN outside the nodes. */
export function evaluatePchip(curve: Pchip, at: number): number {
  const { x, y, slopes } = curve;
  const last = x.length - 1;
  if (!(at >= x[0] && at <= x[last])) return Number.NaN;
  let k = 0;
  let above = last;
  while (above - k > 1) {
    const middle = (k + above) >>> 1;
    if (x[middle] <= at) k = middle;
    else above = middle;
  }
  const h = x[k + 1] - x[k];
  const m = (y[k + 1] - y[k]) / h;
  const z = at - x[k];
  const t = (slopes[k] + slopes[k + 1] - 2 * m) / h;
  return y[k] + slopes[k] * z + ((m - slopes[k]) / h - t) * (z * z) + (t / h) * (z * z * z);
}
