import { axisPower, lengthUnit, tickTexter, unitText } from './format.js';

/** The room around what a chart shows. */
export const MARGIN = { marginLeft: 84, marginRight: 18, marginBottom: 42, marginTop: 12 };

/** What lies below this share of the largest value is its rounding, and would press the rest flat. */
export const SMALLEST_SHARE = 1e-16;

/** What every chart shares: the library, its size, the axis of time. */
export function frame(view, width, height) {
  return {
    ...MARGIN,
    width,
    height,
    style: { fontSize: '12px', fontFamily: 'inherit', overflow: 'visible' },
    x: {
      type: view.timeScale,
      label: `time (${view.timeUnit.name})`,
      domain: view.timeDomain,
    },
  };
}

/**
 * Marks of an axis: its ticks, and their texts, which the library would leave out in part on a logarithmic axis.
 *
 * @param divisor what a tick of 1 stands for
 */
export function axisMarks(axis, scale, domain, most, divisor = 1) {
  const ticks = axisTicks(scale, domain, most);
  const options = {
    text: tickTexter(ticks, divisor),
    labelAnchor: 'center',
    labelArrow: 'none',
  };
  return axis === 'x'
    ? [Plot.axisX(ticks, { ...options, labelOffset: 38 })]
    : [
        Plot.gridY(ticks, { strokeOpacity: 0.12 }),
        Plot.axisY(ticks, { ...options, labelOffset: MARGIN.marginLeft - 8 }),
      ];
}

/** The axis of time. */
export function timeAxis(view, width) {
  return axisMarks('x', view.timeScale, view.timeDomain, width / 90);
}

/** The unit of an axis as its label states it, and the size of that unit. */
export function axisUnit(unit, scale, domain, isLength = false) {
  if (isLength) {
    const { name, factor } = lengthUnit(domain);
    return { unit: name, power: 0, divisor: factor };
  }
  // The ticks of a logarithmic axis over many decades are powers of ten already.
  const power = scale === 'log' && domain[1] / domain[0] >= 100 ? 0 : axisPower(domain);
  return { unit: unitText(unit), power, divisor: 10 ** power };
}

/**
 * Range of an axis or of colours, never empty.
 *
 * @param padding share of the range (of its logarithm) that is added on both sides
 * @returns `cut`: the least value that a logarithmic scale shows, when there are smaller ones; else null
 */
export function valueDomain(arrays, scale, { isFromZero = false, padding = 0.03 } = {}) {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const values of arrays)
    for (const value of values)
      if (Number.isFinite(value) && (scale === 'linear' || value > 0)) {
        if (value < low) low = value;
        if (value > high) high = value;
      }
  if (!(low <= high)) return { domain: scale === 'log' ? [0.1, 1] : [0, 1], cut: null };
  if (scale === 'log') {
    const least = high * SMALLEST_SHARE;
    const cut = low < least ? least : null;
    const from = cut ?? low;
    if (from === high) return { domain: [high / 1.1, high * 1.1], cut };
    const room = (high / from) ** padding;
    return { domain: [cut ?? from / room, high * room], cut };
  }
  if (isFromZero && low >= 0) return { domain: [0, high * (1 + padding) || 1], cut: null };
  const room = high > low ? (high - low) * padding : Math.abs(high) * 0.1 || 1;
  return { domain: [low - room, high + room], cut: null };
}

/** Ticks in a range, at most about `most`: powers of ten on a logarithmic axis that is long enough. */
function axisTicks(scale, [low, high], most) {
  if (scale === 'linear' || high / low < 8) return d3.ticks(low, high, Math.min(most, 8));
  const first = Math.ceil(Math.log10(low) - 1e-9);
  const last = Math.floor(Math.log10(high) + 1e-9);
  const ticks = [];
  if (high / low < 100) {
    for (let power = first - 1; power <= last; power++)
      for (const factor of [1, 2, 5]) ticks.push(Number(`${factor}e${power}`));
    return ticks.filter((tick) => tick >= low && tick <= high);
  }
  const every = Math.max(1, Math.ceil((last - first + 1) / most));
  for (let power = first; power <= last; power += every) ticks.push(Number(`1e${power}`));
  return ticks;
}
