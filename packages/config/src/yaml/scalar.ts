/** What a scalar can be: a plain value, a date, or bytes. */
export type ScalarValue = null | boolean | number | string | Date | Uint8Array;

/** A resolved scalar; `isInteger` tells 1 from 1.0. */
export interface Scalar {
  readonly value: ScalarValue;
  readonly isInteger: boolean;
}

const INTEGER =
  /^([-+]?)(?:0b([01][01_]*)|0o([0-7][0-7_]*)|0x([\da-fA-F][\da-fA-F_]*)|(\d[\d_]*))$/;
const FLOATS = [
  /^[-+]?\d[\d_]*\.[\d_]*(?:[eE][-+]?\d+)?$/,
  /^[-+]?\d[\d_]*[eE][-+]?\d+$/,
  // A number that starts with its point needs a signed exponent: `.1e5` is text.
  /^[-+]?\.\d[\d_]*(?:[eE][-+]\d+)?$/,
];
const DATE = /^\d{4}-\d\d-\d\d$/;
const TIMESTAMP =
  /^(\d{4})-(\d\d?)-(\d\d?)(?:[Tt]|[ \t]+)(\d\d?):(\d\d):(\d\d)(?:\.(\d*))?(?:[ \t]*(Z|[-+]\d\d?(?::?\d\d)?))?$/;

function text(value: ScalarValue): Scalar {
  return { value, isInteger: false };
}

function integer(source: string): number | null {
  const match = INTEGER.exec(source);
  if (!match) return null;
  const [, sign, binary, octal, hexadecimal, decimal] = match;
  const digits = (binary ?? octal ?? hexadecimal ?? decimal ?? '').replaceAll('_', '');
  const prefix = binary ? '0b' : octal ? '0o' : hexadecimal ? '0x' : '';
  const size = Number(prefix + digits);
  return sign === '-' && size !== 0 ? -size : size;
}

function float(source: string): number | null {
  const special = /^([-+]?)\.(?:inf|Inf|INF)$/.exec(source);
  if (special) return special[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  if (/^\.(?:nan|NaN|NAN)$/.test(source)) return Number.NaN;
  return FLOATS.some((form) => form.test(source)) ? Number(source.replaceAll('_', '')) : null;
}

function timestamp(source: string): Date | null {
  if (DATE.test(source)) return new Date(`${source}T00:00:00Z`);
  const match = TIMESTAMP.exec(source);
  if (!match) return null;
  const [, year, month, day, hour, minute, second, fraction = '', zone = 'Z'] = match;
  const two = (digits: string | undefined) => (digits ?? '').padStart(2, '0');
  const offset =
    zone === 'Z'
      ? 'Z'
      : zone.replace(/^([-+])(\d\d?):?(\d\d)?$/, (_, s, h, m) => `${s}${two(h)}:${m ?? '00'}`);
  return new Date(
    `${year}-${two(month)}-${two(day)}T${two(hour)}:${minute}:${second}.${fraction.slice(0, 3).padEnd(3, '0')}${offset}`,
  );
}

/**
 * The value of an unquoted scalar: YAML 1.2 core with underscores in numbers, `0b`/`0o`/`0x` integers and dates; `yes`,
 * `on`, `off` and sexagesimal numbers stay text. `=` and `<<` are refused (null).
 */
export function plainScalar(source: string): Scalar | null {
  if (source === '' || /^(?:~|null|Null|NULL)$/.test(source)) return text(null);
  if (/^(?:true|True|TRUE)$/.test(source)) return text(true);
  if (/^(?:false|False|FALSE)$/.test(source)) return text(false);
  if (source === '=' || source === '<<') return null;
  const whole = integer(source);
  if (whole !== null) return { value: whole, isInteger: true };
  return text(float(source) ?? timestamp(source) ?? source);
}

/** The value of a scalar under an explicit tag (`int` of `!!int`), or null when the text does not fit the tag. */
export function taggedScalar(tag: string, source: string): Scalar | null {
  if (tag === 'str') return text(source);
  if (tag === 'null') return text(null);
  if (tag === 'bool') {
    if (/^(?:true|yes|on)$/i.test(source)) return text(true);
    return /^(?:false|no|off)$/i.test(source) ? text(false) : null;
  }
  if (tag === 'int') {
    const value = integer(source);
    return value === null ? null : { value, isInteger: true };
  }
  if (tag === 'float') {
    const value = float(source) ?? integer(source);
    return value === null ? null : text(value);
  }
  if (tag === 'timestamp') {
    const date = timestamp(source);
    return date === null ? null : text(date);
  }
  if (tag === 'binary')
    return text(Uint8Array.from(atob(source.replaceAll(/\s/g, '')), (c) => c.charCodeAt(0)));
  return null;
}
