/**
 * The shortest decimal that reads back as the same double, always recognisable as a double: with `.0`, a fraction or
 * an exponent. Exponent form when the decimal exponent is below −4 or at least 16, with two exponent digits or more
 * (`1e-05`, `1e+16`). Not-finite values are `inf`, `-inf`, `nan`.
 */
export function formatDouble(value: number): string {
  const magnitude = Math.abs(value);
  if (magnitude >= 1e-4 && magnitude < 1e16)
    return Number.isInteger(value) ? `${value}.0` : `${value}`;
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  if (magnitude === Number.POSITIVE_INFINITY) return value > 0 ? 'inf' : '-inf';
  if (Number.isNaN(value)) return 'nan';
  const text = value.toExponential();
  // JavaScript writes one exponent digit where one will do; the files have at least two.
  return text.at(-2) === '-' || text.at(-2) === '+'
    ? `${text.slice(0, -1)}0${text.slice(-1)}`
    : text;
}
