/** A ratio of two times, and how well it is known. */
export interface RatioEstimate {
  /** Median over the pairs of base time / candidate time: above 1 the candidate is faster. NaN without a pair. */
  readonly ratio: number;
  /** Ends of the interval; null when there are too few pairs for the confidence asked for. */
  readonly low: number | null;
  readonly high: number | null;
  readonly pairs: number;
  readonly confidence: number;
}

/**
 * Median of the ratios of pairs that were measured next to each other, with its bootstrap interval; see `medianRatio`.
 *
 * @param base, candidate times in pairs, all above 0
 */
export function pairedRatio(
  base: readonly number[],
  candidate: readonly number[],
  confidence = 0.95,
): RatioEstimate {
  const pairs = Math.min(base.length, candidate.length);
  return medianRatio(
    Array.from({ length: pairs }, (_, i) => base[i]! / candidate[i]!),
    confidence,
  );
}

/**
 * Median of independent ratios with its bootstrap interval.
 *
 * The bootstrap distribution of a median is known in closed form (Efron 1979, Ann. Statist. 7, 1, section 3), so nothing
 * is drawn at random and the same values give the same interval: its ends are ratios that were measured. With few pairs
 * a bootstrap interval covers the true median more rarely than it says. So it is widened, where that is needed, to the
 * ranks that cover it with at least `confidence` whatever the distribution is (sign test).
 *
 * @param values all above 0
 * @param confidence between 0 and 1
 */
export function medianRatio(values: readonly number[], confidence = 0.95): RatioEstimate {
  const ratios = Float64Array.from(values).sort();
  const pairs = ratios.length;
  const rank = lowerRank(pairs, confidence);
  return {
    ratio: medianOfSorted(ratios),
    low: rank > 0 ? ratios[rank - 1]! : null,
    high: rank > 0 ? ratios[pairs - rank]! : null,
    pairs,
    confidence,
  };
}

/** Fewest pairs that carry an interval of a confidence. */
export function leastPairs(confidence: number): number {
  let pairs = 2;
  while (lowerRank(pairs, confidence) === 0) pairs++;
  return pairs;
}

/** Rank, from 1, of the sorted value at which the interval begins; it ends as far from the other end. 0: none. */
function lowerRank(count: number, confidence: number): number {
  const tail = (1 - confidence) / 2;
  let covering = 0;
  while (2 * (covering + 1) <= count && atMost(covering, count, 0.5) <= tail) covering++;
  let resampled = 1;
  // The median of a resample is at most the k-th value when half of its members are.
  const half = Math.ceil(count / 2);
  while (resampled <= count && 1 - atMost(half - 1, count, resampled / count) < tail) resampled++;
  return Math.min(covering, resampled);
}

/** Probability of at most `successes` in `trials` of probability `p`. */
function atMost(successes: number, trials: number, p: number): number {
  if (p >= 1) return successes >= trials ? 1 : 0;
  let logTerm = trials * Math.log1p(-p);
  let sum = 0;
  for (let k = 0; k <= successes; k++) {
    sum += Math.exp(logTerm);
    logTerm += Math.log((trials - k) / (k + 1)) + Math.log(p) - Math.log1p(-p);
  }
  return Math.min(1, sum);
}

function medianOfSorted(sorted: Float64Array): number {
  const middle = sorted.length >> 1;
  if (sorted.length === 0) return Number.NaN;
  if (sorted.length % 2 === 1) return sorted[middle]!;
  // Of ratios the mean in the middle is the geometric one: swapping the sides must give the inverse.
  return Math.sqrt(sorted[middle - 1]! * sorted[middle]!);
}
