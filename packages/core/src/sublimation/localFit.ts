import type { SaturationTable } from './saturationTable.ts';

/** A straight line log10 P = A − B/T through the points of a table near a temperature. */
export interface LocalFit {
  A: number;
  /** K. */
  B: number;
  /** Temperature about which the points were chosen, K. */
  center: number;
  /** Points used: from this one … */
  firstPoint: number;
  /** … to before this one, in the order of the table. */
  endPoint: number;
}

/** A fit to be filled by `fitLocalClausius`. */
export function createLocalFit(): LocalFit {
  return { A: Number.NaN, B: Number.NaN, center: Number.NaN, firstPoint: 0, endPoint: 0 };
}

/**
 * Least-squares line of log10 P against 1/T through the points within a window about the temperature (held inside the
 * table), or through the nearest `minPoints` if the window holds fewer. Used outside the table.
 *
 * @param temperature K
 * @param window half width, K; 300 if 0
 * @param minPoints at least 2
 * @param out overwritten
 * @returns false if the fit is to be rejected: A or B not finite, or B ≤ 0
 */
export function fitLocalClausius(
  table: SaturationTable,
  temperature: number,
  window: number,
  minPoints: number,
  out: LocalFit,
): boolean {
  const { x, y } = table.curve;
  const n = x.length;
  const center = Math.min(Math.max(temperature, x[0]), x[n - 1]);
  const halfWidth = Math.abs(window) || 300;
  let first = 0;
  while (first < n && Math.abs(x[first] - center) > halfWidth) first++;
  let end = first;
  while (end < n && Math.abs(x[end] - center) <= halfWidth) end++;
  const wanted = Math.max(minPoints, 2);
  if (end - first < wanted) {
    // The nearest points of a sorted table are neighbours: drop the farther end until few enough are left.
    first = 0;
    end = n;
    while (end - first > wanted)
      if (center - x[first] > x[end - 1] - center) first++;
      else end--;
  }
  let meanInverse = 0;
  let meanLog = 0;
  for (let k = first; k < end; k++) {
    meanInverse += 1 / x[k];
    meanLog += y[k];
  }
  meanInverse /= end - first;
  meanLog /= end - first;
  let covariance = 0;
  let variance = 0;
  for (let k = first; k < end; k++) {
    const inverse = 1 / x[k] - meanInverse;
    covariance += inverse * (y[k] - meanLog);
    variance += inverse * inverse;
  }
  out.B = -covariance / variance;
  out.A = meanLog + out.B * meanInverse;
  out.center = center;
  out.firstPoint = first;
  out.endPoint = end;
  return Number.isFinite(out.A) && Number.isFinite(out.B) && out.B > 0;
}
