const TIME_UNITS: readonly (readonly [scale: number, unit: string])[] = [
  [60, 'min'],
  [1, 's'],
  [1e-3, 'ms'],
  [1e-6, 'µs'],
  [1e-9, 'ns'],
];

/** A hyphen as a minus sign, at which no line is broken. */
function withMinus(text: string): string {
  return text.replaceAll('-', '−');
}

/** Three significant digits, no exponent for the numbers of a report. */
export function digits(value: number): string {
  if (!Number.isFinite(value)) return '–';
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 100)
    return withMinus(Math.round(value).toLocaleString('en-US').replaceAll(',', '\u202f'));
  return withMinus(value.toFixed(size >= 10 ? 1 : size >= 1 ? 2 : 3));
}

/** `1.2e−14` of a relative deviation or a tolerance. */
export function scientific(value: number, decimals = 1): string {
  return withMinus(value.toExponential(decimals));
}

/** A number of things: `76`, `1 234`. */
export function whole(count: number): string {
  return count.toLocaleString('en-US').replaceAll(',', '\u202f');
}

/** `12.3 ms` */
export function duration(seconds: number): string {
  if (!Number.isFinite(seconds)) return '–';
  if (seconds === 0) return '0 s';
  const size = Math.abs(seconds);
  const [scale, unit] =
    TIME_UNITS.find(([limit, name]) => size >= (name === 'min' ? 120 : limit)) ??
    TIME_UNITS[TIME_UNITS.length - 1]!;
  return `${digits(seconds / scale)} ${unit}`;
}

/** `12.3 MiB` */
export function bytes(count: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB'];
  let value = count;
  let unit = 0;
  while (Math.abs(value) >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  return unit === 0 ? `${Math.round(value)} B` : `${digits(value)} ${units[unit]}`;
}

/** `12.3 %` of a share. */
export function percent(share: number): string {
  return `${withMinus((100 * share).toFixed(1))} %`;
}

/** `1.82 ×` */
export function times(ratio: number): string {
  return `${withMinus(ratio.toFixed(2))} ×`;
}
