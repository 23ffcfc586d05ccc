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
export function lengthText(metres, digits = 3) {
  let chosen = PREFIXES[0];
  for (const prefix of PREFIXES) if (metres >= prefix[0] * 0.9995) chosen = prefix;
  return `${Number((metres / chosen[0]).toPrecision(digits))} ${chosen[1]}m`;
}

/** The name of a quantity with its unit, for an axis in units of a power of ten. */
export function axisLabel(name, unit, power = 0) {
  const text = [power === 0 ? '' : `10${raised(String(power))}`, unitText(unit)].join(' ').trim();
  return text === '' ? name : `${name} (${text})`;
}

/** The power of ten that stands in the label of a linear axis instead of in every tick. */
export function axisPower([low, high]) {
  const magnitude = Math.max(Math.abs(low), Math.abs(high));
  return magnitude >= 1e-2 && magnitude < 1e5 ? 0 : Math.floor(Math.log10(magnitude) + 1e-9);
}

/** A tick of an axis. */
export function tickText(value) {
  return numberText(value, 4);
}

function raised(power) {
  return [...power].map((character) => SUPERSCRIPTS[character] ?? '⁵⁶⁷⁸⁹'[character - 5]).join('');
}
