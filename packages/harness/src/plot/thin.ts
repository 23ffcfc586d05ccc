/**
 * Chooses at most `limit` of `count` positions: the first, the last, half of the others evenly apart and half at even
 * ratios, so that a logarithmic axis is as well filled as a linear one.
 *
 * @returns positions from 0, ascending, each once
 */
export function chooseEvenlyAndByRatio(count: number, limit: number): Int32Array {
  if (count <= limit) return Int32Array.from({ length: count }, (_, i) => i);
  const chosen = new Set<number>([0, count - 1]);
  const half = Math.floor(limit / 2);
  for (let i = 0; i < half; i++) chosen.add(Math.round((i * (count - 1)) / Math.max(1, half - 1)));
  for (let ratios = limit - half; ratios > 0 && chosen.size < limit; ratios--) {
    const position = Math.round(count ** (ratios / (limit - half))) - 1;
    chosen.add(Math.min(count - 1, Math.max(0, position)));
  }
  return Int32Array.from(chosen).sort();
}

/** Chooses at most `limit` of `count` positions, evenly apart, with the first and the last. */
export function chooseEvenly(count: number, limit: number): Int32Array {
  if (count <= limit) return Int32Array.from({ length: count }, (_, i) => i);
  if (limit === 1) return Int32Array.of(0);
  return Int32Array.from({ length: limit }, (_, i) => Math.round((i * (count - 1)) / (limit - 1)));
}

/**
 * Smallest and largest value since the position chosen before, for each chosen position: what a thinned curve hides.
 */
export function rangeBetween(
  values: Float64Array,
  chosen: Int32Array,
): { readonly low: Float64Array; readonly high: Float64Array } {
  const low = new Float64Array(chosen.length);
  const high = new Float64Array(chosen.length);
  let from = 0;
  for (let k = 0; k < chosen.length; k++) {
    const to = chosen[k]!;
    let least = Number.POSITIVE_INFINITY;
    let most = Number.NEGATIVE_INFINITY;
    for (let i = from; i <= to; i++) {
      const value = values[i]!;
      if (value < least) least = value;
      if (value > most) most = value;
    }
    low[k] = least;
    high[k] = most;
    from = to;
  }
  return { low, high };
}
