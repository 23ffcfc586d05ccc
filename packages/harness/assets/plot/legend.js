import { numberText } from './format.js';

const SVG = 'http://www.w3.org/2000/svg';
const ROW = 20;

/** An element of an SVG. */
export function svgElement(name, attributes, ...children) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

/** Names of curves or states beside their colours, in rows as wide as the chart; of what is absent, the name alone. */
export function keyLegend(entries, width) {
  const group = svgElement('g', { 'font-size': 12, 'text-anchor': 'start' });
  let x = 0;
  let row = 0;
  for (const { name, color, isArea, isAbsent, dash, opacity } of entries) {
    const length = 44 + 6.6 * name.length;
    if (x > 0 && x + length > width) {
      x = 0;
      row++;
    }
    const y = row * ROW + 10;
    if (!isAbsent) group.append(isArea ? swatch(x, y, color, opacity) : stroke(x, y, color, dash));
    const indent = isAbsent ? 0 : isArea ? 18 : 24;
    group.append(svgElement('text', { x: x + indent, y: y + 4, fill: 'currentColor' }, name));
    x += length;
  }
  return { group, height: (row + 1) * ROW };
}

function swatch(x, y, color, opacity = 1) {
  return svgElement('rect', {
    x,
    y: y - 6,
    width: 12,
    height: 12,
    rx: 2,
    fill: color,
    'fill-opacity': opacity,
  });
}

function stroke(x, y, color, dash) {
  return svgElement('line', {
    x1: x,
    x2: x + 18,
    y1: y,
    y2: y,
    stroke: color,
    'stroke-width': 2.5,
    ...(dash ? { 'stroke-dasharray': dash } : {}),
  });
}

/**
 * Colours of a map beside their values.
 *
 * @param nothing name and colour of places without a value; an empty name where there are none
 */
export function rampLegend(scale, label, width, nothing) {
  const beside = nothing.name === '' ? 0 : 44 + 6.6 * nothing.name.length;
  const length = Math.min(280, width - beside);
  const canvas = document.createElement('canvas');
  canvas.width = 256;
  canvas.height = 1;
  const context = canvas.getContext('2d');
  const [low, high] = scale.domain;
  const at = (share) =>
    scale.type === 'log' ? low * (high / low) ** share : low + (high - low) * share;
  for (let i = 0; i < 256; i++) {
    context.fillStyle = scale.apply(at(i / 255));
    context.fillRect(i, 0, 1, 1);
  }
  const group = svgElement('g', { 'font-size': 11, 'text-anchor': 'start' });
  group.append(
    svgElement('text', { x: 0, y: 10, fill: 'currentColor', 'font-size': 12 }, label),
    svgElement('image', {
      x: 0,
      y: 16,
      width: length,
      height: 10,
      preserveAspectRatio: 'none',
      href: canvas.toDataURL(),
    }),
  );
  for (const [share, anchor] of [
    [0, 'start'],
    ...(length < 240 ? [] : [[0.5, 'middle']]),
    [1, 'end'],
  ])
    group.append(
      svgElement(
        'text',
        { x: share * length, y: 38, fill: 'currentColor', 'text-anchor': anchor },
        numberText(at(share), 3),
      ),
    );
  if (beside > 0)
    group.append(
      swatch(length + 24, 21, nothing.color),
      svgElement('text', { x: length + 42, y: 25, fill: 'currentColor' }, nothing.name),
    );
  return { group, height: 50 };
}

/** Room above a legend, for the heads of its letters where the chart is a file of its own. */
const ABOVE = 4;

/**
 * Puts a legend above a chart; both become one SVG.
 *
 * @returns by how much the chart stands lower than before
 */
export function withLegend(chart, { group, height }, left) {
  const width = Number(chart.getAttribute('width'));
  const below = Number(chart.getAttribute('height'));
  const down = ABOVE + height;
  const inner = svgElement('g', { transform: `translate(0,${down})` });
  for (const child of [...chart.childNodes]) if (child.nodeName !== 'style') inner.append(child);
  group.setAttribute('transform', `translate(${left},${ABOVE})`);
  chart.append(group, inner);
  chart.setAttribute('font-family', 'system-ui, sans-serif');
  chart.setAttribute('height', below + down);
  chart.setAttribute('viewBox', `0 0 ${width} ${below + down}`);
  return down;
}
