const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const INFINITY = /^([+-]?)inf(?:inity)?$/i;

/**
 * The double nearest to a decimal number; `inf` in any case and sign as infinity. Anything else (empty, a word, a
 * date, hexadecimal) is missing: NaN.
 */
export function parseNumber(text: string): number {
  const trimmed = text.trim();
  if (DECIMAL.test(trimmed)) return Number(trimmed);
  const infinity = INFINITY.exec(trimmed);
  if (infinity === null) return Number.NaN;
  return infinity[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}
