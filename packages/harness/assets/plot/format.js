const SUPERSCRIPTS = { '-': '⁻', 0: '⁰', 1: '¹', 2: '²', 3: '³', 4: '⁴' };
const PREFIXES = [
  [1e-9, 'n'],
  [1e-6, 'µ'],
  [1e-3, 'm'],
  [1, ''],
  [1e3, 'k'],
];

/** A number for people: `0.0123`, `1.23e-12` as 1.23 × 10⁻¹². */
export function numberText(value, digits = 4) {
  if (!Number.isFinite(value)) return '–';
  if (value === 0) return '0';
  const magnitude = Math.abs(value);
  if (magnitude >= 1e-3 && magnitude < 1e5) return String(Number(value.toPrecision(digits)));
  const [mantissa, exponent] = value.toExponential(digits - 1).split('e');
  const power = `10${raised(String(Number(exponent)))}`;
  return Number(mantissa) === 1 ? power : `${Number(mantissa)} × ${power}`;
}

/** `kg m^-2` as kg m⁻²; nothing for a ratio. */
export function unitText(unit) {
  if (unit === '1' || unit === '-') return '';
  return unit.replace(/\^(-?\d+)/g, (_, power) => raised(power));
}

/** A value with its unit. */
export function quantityText(value, unit, digits) {
  const text = unitText(unit);
  return text === '' ? numberText(value, digits) : `${numberText(value, digits)} ${text}`;
}

/** A length with a prefix: 3 µm. */
export function lengthText(metres, digits = 4) {
  if (!Number.isFinite(metres)) return '–';
  const [factor, prefix] = prefixOf(metres);
  return `${Number((metres / factor).toPrecision(digits))} ${prefix}m`;
}

/** The unit of an axis of lengths, and its size in metres: with a prefix unless the axis spans many of them. */
export function lengthUnit([low, high]) {
  if (high / low >= 1e4) return { name: 'm', factor: 1 };
  const [factor, prefix] = prefixOf(Math.sqrt(low * high));
  return { name: `${prefix}m`, factor };
}

function prefixOf(metres) {
  let chosen = PREFIXES[0];
  for (const prefix of PREFIXES) if (metres >= prefix[0] * 0.99995) chosen = prefix;
  return chosen;
}

/** The name of a quantity with its unit, for an axis in units of a power of ten. */
export function axisLabel(name, unit, power = 0) {
  const text = [power === 0 ? '' : `10${raised(String(power))}`, unitText(unit)].join(' ').trim();
  return text === '' ? name : `${name} (${text})`;
}

/** Digits that tell values apart that lie in a narrow range. */
export function digitsOf([low, high]) {
  const magnitude = Math.max(Math.abs(low), Math.abs(high));
  const digits = 2 + Math.ceil(Math.log10(magnitude / (high - low)));
  return Number.isFinite(digits) ? Math.min(Math.max(digits, 4), 7) : 4;
}

/** The power of ten that stands in the label of a linear axis instead of in every tick. */
export function axisPower([low, high]) {
  const magnitude = Math.max(Math.abs(low), Math.abs(high));
  return magnitude >= 1e-2 && magnitude < 1e5 ? 0 : Math.floor(Math.log10(magnitude) + 1e-9);
}

/** The texts of ticks in units of `divisor`: with as many places as it takes to tell evenly spaced ones apart. */
export function tickTexter(ticks, divisor = 1) {
  const shown = ticks.map((tick) => tick / divisor);
  const gaps = shown.slice(1).map((tick, i) => tick - shown[i]);
  const least = Math.min(...gaps);
  const isEven = gaps.length > 0 && Math.max(...gaps) < least * 1.01;
  if (isDecades(shown)) return (value) => decadeText(value / divisor);
  const largest = Math.max(...shown.map(Math.abs));
  if (!isEven || largest >= 1e5 || least < 1e-9) return (value) => numberText(value / divisor);
  const places = Math.max(0, -Math.floor(Math.log10(least) + 1e-6));
  return (value) => (value / divisor).toFixed(places);
}

/** Whether all are powers of ten, over so many of them that they are best written as such. */
function isDecades(values) {
  const powers = values.map(Math.log10);
  return (
    powers.every((power) => Math.abs(power - Math.round(power)) < 1e-9) &&
    powers.some((power) => power < -2 || power > 3)
  );
}

function decadeText(value) {
  const power = Math.round(Math.log10(value));
  return power === 0 ? '1' : power === 1 ? '10' : `10${raised(String(power))}`;
}

function raised(power) {
  return [...power].map((character) => SUPERSCRIPTS[character] ?? '⁵⁶⁷⁸⁹'[character - 5]).join('');
}
