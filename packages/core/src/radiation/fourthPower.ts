/** 2²⁷ + 1 splits a double into two halves whose products are exact (Veltkamp). */
const SPLITTER = 134217729;

/**
 * T⁴ rounded once. The square is kept with its rounding error and squared again in twice the working precision
 * (Dekker), because the blow-out gate compares two numbers that differ in the last bit, and `Math.pow` and
 * `(T * T) * (T * T)` round differently for some temperatures.
 */
export function fourthPower(temperature: number): number {
  const square = temperature * temperature;
  const squareError = squaringError(temperature, square);
  const fourth = square * square;
  const fourthError = squaringError(square, fourth);
  return fourth + (fourthError + (2 * square * squareError + squareError * squareError));
}

/** The exact value of x² − fl(x²), given the rounded square. */
function squaringError(x: number, square: number): number {
  const c = SPLITTER * x;
  const high = c - (c - x);
  const low = x - high;
  return high * high - square + 2 * high * low + low * low;
}
