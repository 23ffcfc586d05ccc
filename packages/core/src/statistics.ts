/** Extremes and median of a series; NaN where nothing is finite. */
export interface Statistics {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

/** Minimum, median and maximum over the finite values; of an even number of values the median is the middle mean. */
export function statisticsOf(values: ArrayLike<number>): Statistics {
  return weightedStatistics(values, new Float64Array(values.length).fill(1));
}

/** The same for values of which each stands for several. */
export function weightedStatistics(
  values: ArrayLike<number>,
  counts: ArrayLike<number>,
): Statistics {
  const order = Uint32Array.from({ length: values.length }, (_, i) => i)
    .filter((i) => Number.isFinite(values[i]))
    .sort((a, b) => values[a] - values[b]);
  if (order.length === 0) return { min: Number.NaN, median: Number.NaN, max: Number.NaN };
  let total = 0;
  for (const i of order) total += counts[i];
  /** The value at a position of the sorted series. */
  const at = (position: number) => {
    let passed = 0;
    for (const i of order) {
      passed += counts[i];
      if (position < passed) return values[i];
    }
    return Number.NaN;
  };
  const half = Math.floor(total / 2);
  const median = total % 2 === 1 ? at(half) : (at(half - 1) + at(half)) / 2;
  return { min: values[order[0]], median, max: values[order[order.length - 1]] };
}
