import { writeFileAtomically } from '../files/atomic.ts';
import { formatDouble } from '../format/number.ts';

/** What a JSON file can hold. A `bigint` is an integer; whether a `number` is one, see `JsonOptions`. */
export type JsonValue =
  | string
  | number
  | bigint
  | boolean
  | null
  | undefined
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

export interface JsonOptions {
  /**
   * Whether the whole number at this place is an integer quantity, written without a point (`4`), and not a double
   * that happens to be whole (`4.0`). JavaScript cannot tell the two apart; the declaration of the field can.
   * Elements of an array have the path of the array. Default: no number is an integer, only a `bigint`.
   */
  readonly isInteger?: (path: readonly string[]) => boolean;
}

/**
 * JSON text: keys sorted by code point, indent 2, everything outside printable ASCII escaped, doubles in shortest
 * form with `.0` kept, not-finite numbers as null, no newline at the end. Keys whose value is undefined are left out.
 */
export function formatJson(value: JsonValue, options: JsonOptions = {}): string {
  return formatValue(value, '\n', [], options.isInteger ?? (() => false));
}

/** Writes `formatJson(value)` so that the file appears complete or not at all. Throws `FileError`. */
export function writeJsonFile(path: string, value: JsonValue, options: JsonOptions = {}): void {
  writeFileAtomically(path, formatJson(value, options));
}

function formatValue(
  value: JsonValue,
  newline: string,
  path: readonly string[],
  isInteger: (path: readonly string[]) => boolean,
): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'string') return quote(value);
  if (typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) return 'null';
    return Number.isSafeInteger(value) && isInteger(path) ? String(value) : formatDouble(value);
  }
  const inner = `${newline}  `;
  if (isArray(value)) {
    if (value.length === 0) return '[]';
    const items = value.map((item) => formatValue(item, inner, path, isInteger));
    return `[${inner}${items.join(`,${inner}`)}${newline}]`;
  }
  const entries = Object.entries(value)
    .filter(([, entry]) => entry !== undefined)
    .sort(([a], [b]) => compareCodePoints(a, b));
  if (entries.length === 0) return '{}';
  const lines = entries.map(
    ([key, entry]) => `${quote(key)}: ${formatValue(entry, inner, [...path, key], isInteger)}`,
  );
  return `{${inner}${lines.join(`,${inner}`)}${newline}}`;
}

/** `Array.isArray` does not narrow readonly arrays. */
function isArray(value: object): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function quote(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Order by code point. JavaScript compares UTF-16 units, which puts U+1F600 before U+FFFD. */
export function compareCodePoints(a: string, b: string): number {
  const left = [...a];
  const right = [...b];
  const length = Math.min(left.length, right.length);
  for (let i = 0; i < length; i++) {
    const difference = (left[i]?.codePointAt(0) ?? 0) - (right[i]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
