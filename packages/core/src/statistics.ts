/** Extremes and median of a series; NaN where nothing is finite. */
export interface Statistics {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

/** Minimum, median and maximum over the finite values; of an even number of values the median is the middle mean. */
export function statisticsOf(values: ArrayLike<number>): Statistics {
  const finite = Float64Array.from(values).filter(Number.isFinite).sort();
  const count = finite.length;
  if (count === 0) return { min: Number.NaN, median: Number.NaN, max: Number.NaN };
  const half = count >> 1;
  const median = count % 2 === 1 ? finite[half] : (finite[half - 1] + finite[half]) / 2;
  return { min: finite[0], median, max: finite[count - 1] };
}
