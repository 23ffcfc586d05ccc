/** Fewest points that carry a power. */
const FEWEST = 4;

/**
 * The power p of the law y ~ xᵖ through points, by least squares of the logarithms; null for fewer than four finite
 * points above 0.
 */
export function powerOf(x: readonly number[], y: readonly number[]): number | null {
  const points = x.flatMap((value, i) =>
    y[i]! > 0 && Number.isFinite(y[i]) ? [[Math.log(value), Math.log(y[i]!)] as const] : [],
  );
  if (points.length < FEWEST) return null;
  const mean = (at: 0 | 1) => points.reduce((sum, point) => sum + point[at], 0) / points.length;
  const [meanX, meanY] = [mean(0), mean(1)];
  let covariance = 0;
  let variance = 0;
  for (const [logX, logY] of points) {
    covariance += (logX - meanX) * (logY - meanY);
    variance += (logX - meanX) ** 2;
  }
  return covariance / variance;
}
