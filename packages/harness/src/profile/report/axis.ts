/** Round values from `low` to `high`, both within them or beyond by less than a step; about `count` of them. */
export function ticks(low: number, high: number, count: number): number[] {
  const rough = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step);
}

/** A round value as an axis shows it. */
export function tickText(value: number): string {
  return String(Number(value.toPrecision(6))).replace('-', '−');
}
