const FLOAT = /^[-+]?(?:\d[\d_]*\.?[\d_]*|\._?\d[\d_]*)(?:[eE][-+]?\d[\d_]*)?$/;
const INTEGER = /^[-+]?(\d[\d_]*)(?:\.0+)?$/;
const SPECIAL: Readonly<Record<string, number>> = {
  inf: Number.POSITIVE_INFINITY,
  infinity: Number.POSITIVE_INFINITY,
  nan: Number.NaN,
};
const TRUE = ['true', 't', 'yes', 'y', 'on', '1'];
const FALSE = ['false', 'f', 'no', 'n', 'off', '0'];

function hasStrayUnderscore(text: string): boolean {
  return text.startsWith('_') || text.endsWith('_') || text.includes('__');
}

/** A number from a number, a boolean or a numeric text; anything else comes back unchanged. */
export function toNumber(value: unknown): unknown {
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value !== 'string') return value;
  const text = value.trim();
  const special = SPECIAL[text.toLowerCase().replace(/^[-+]/, '')];
  if (special !== undefined) return text.startsWith('-') ? -special : special;
  if (!FLOAT.test(text) || hasStrayUnderscore(text)) return value;
  return Number(text.replaceAll('_', ''));
}

/** A whole number from a number, a boolean or a text of digits; anything else comes back unchanged. */
export function toInteger(value: unknown): unknown {
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'number') return value === 0 ? 0 : value;
  if (typeof value !== 'string') return value;
  const text = value.trim();
  if (!INTEGER.test(text) || hasStrayUnderscore(text)) return value;
  const number = Number(text.replaceAll('_', ''));
  return number === 0 ? 0 : number;
}

/** A boolean from a boolean, 0, 1 or one of the words for yes and no; anything else comes back unchanged. */
export function toBoolean(value: unknown): unknown {
  if (value === 0) return false;
  if (value === 1) return true;
  if (typeof value !== 'string') return value;
  const word = value.toLowerCase();
  if (TRUE.includes(word)) return true;
  return FALSE.includes(word) ? false : value;
}

/**
 * A file name in POSIX form: repeated slashes collapse (exactly two leading ones stay), `.` segments and a trailing
 * slash go, `..`, `~` and backslashes stay, the empty text becomes `.`. Other values come back unchanged.
 */
export function toPath(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const root = /^\/\/(?!\/)/.test(value) ? '//' : value.startsWith('/') ? '/' : '';
  const segments = value.split('/').filter((segment) => segment !== '' && segment !== '.');
  return root + segments.join('/') || '.';
}
