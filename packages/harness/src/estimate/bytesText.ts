const PREFIXES = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];

/** Bytes for people, with a decimal prefix: `532 B`, `16.4 kB`, `1.2 GB`. */
export function bytesText(bytes: number): string {
  let value = bytes;
  let at = 0;
  for (; value >= 999.5 && at < PREFIXES.length - 1; at++) value /= 1000;
  const digits = at === 0 ? Math.round(value) : Number(value.toPrecision(3));
  return `${digits} ${PREFIXES[at]}`;
}
