const TIME_UNITS = [
  [60e9, 'min'],
  [1e9, 's'],
  [1e6, 'ms'],
  [1e3, 'µs'],
  [1, 'ns'],
];

/** A time in ns with three significant digits: `12.3 ms`. */
export function timeText(nanoseconds) {
  if (nanoseconds === 0) return '0 s';
  const size = Math.abs(nanoseconds);
  const [scale, unit] =
    TIME_UNITS.find(([limit, name]) => size >= (name === 'min' ? 120e9 : limit)) ??
    TIME_UNITS.at(-1);
  return `${digits(nanoseconds / scale)} ${unit}`;
}

function digits(value) {
  const size = Math.abs(value);
  if (size >= 100)
    return Math.round(value).toLocaleString('en-US').replaceAll(',', '\u202f').replace('-', '−');
  return value.toFixed(size >= 10 ? 1 : size >= 1 ? 2 : 3).replace('-', '−');
}

/** `12.3 %` of a share. */
export function percentText(share) {
  return `${(100 * share).toFixed(1)} %`;
}
