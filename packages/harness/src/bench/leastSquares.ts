/**
 * The coefficients, none below 0, whose sums of terms come closest to the values: the smallest squares of the relative
 * deviations. A few terms only: every choice of them is tried (Lawson and Hanson 1974, chapter 23, has a way for many).
 *
 * @param terms one row a value
 * @param values all above 0
 */
export function nonNegativeLeastSquares(
  terms: readonly (readonly number[])[],
  values: readonly number[],
): number[] {
  const count = terms[0]?.length ?? 0;
  const weighted = terms.map((row, i) => row.map((term) => term / values[i]!));
  // Powers of a size differ by many orders of magnitude.
  const scales = Array.from({ length: count }, (_, k) =>
    Math.hypot(...weighted.map((row) => row[k]!)),
  );
  const scaled = weighted.map((row) =>
    row.map((term, k) => (scales[k]! > 0 ? term / scales[k]! : 0)),
  );
  let best = new Array<number>(count).fill(0);
  let least = values.length;
  for (let choice = 1; choice < 1 << count; choice++) {
    const chosen = Array.from({ length: count }, (_, k) => k).filter((k) => (choice >> k) & 1);
    const solution = solve(scaled.map((row) => chosen.map((k) => row[k]!)));
    if (solution === null || solution.some((x) => !(x >= 0))) continue;
    const squares = scaled.reduce((sum, row) => {
      const fitted = chosen.reduce((total, k, i) => total + row[k]! * solution[i]!, 0);
      return sum + (fitted - 1) ** 2;
    }, 0);
    if (!(squares < least)) continue;
    least = squares;
    best = new Array<number>(count).fill(0);
    chosen.forEach((k, i) => {
      best[k] = solution[i]! / scales[k]!;
    });
  }
  return best;
}

/**
 * Least squares of rows · x = 1 by orthogonal columns (modified Gram-Schmidt: Björck 1967, BIT 7, 1), since the squares of
 * the normal equations lose half of the digits; null where there is no single solution.
 */
function solve(rows: readonly (readonly number[])[]): number[] | null {
  const n = rows[0]?.length ?? 0;
  const columns = Array.from({ length: n }, (_, k) => rows.map((row) => row[k]!));
  const rest = rows.map(() => 1);
  const upper = columns.map(() => new Array<number>(n).fill(0));
  const right = new Array<number>(n).fill(0);
  for (let k = 0; k < n; k++) {
    const length = Math.hypot(...columns[k]!);
    if (length < 1e-10) return null;
    const unit = columns[k]!.map((x) => x / length);
    upper[k]![k] = length;
    for (let j = k + 1; j < n; j++) upper[k]![j] = takeAway(unit, columns[j]!);
    right[k] = takeAway(unit, rest);
  }
  const solution = new Array<number>(n).fill(0);
  for (let k = n - 1; k >= 0; k--) {
    let sum = right[k]!;
    for (let j = k + 1; j < n; j++) sum -= upper[k]![j]! * solution[j]!;
    solution[k] = sum / upper[k]![k]!;
  }
  return solution;
}

/** Takes the part along a unit vector away from a vector, and returns its length. */
function takeAway(unit: readonly number[], vector: number[]): number {
  const along = unit.reduce((sum, x, i) => sum + x * vector[i]!, 0);
  for (let i = 0; i < vector.length; i++) vector[i] = vector[i]! - along * unit[i]!;
  return along;
}
