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

/** Names of curves or states beside their colours, in rows as wide as the chart. */
export function keyLegend(entries, width) {
  const group = svgElement('g', { 'font-size': 12, 'text-anchor': 'start' });
  let x = 0;
  let row = 0;
  for (const { name, color, isArea, dash } of entries) {
    const length = 44 + 6.6 * name.length;
    if (x > 0 && x + length > width) {
      x = 0;
      row++;
    }
    const y = row * ROW + 10;
    group.append(
      isArea
        ? svgElement('rect', { x, y: y - 6, width: 12, height: 12, rx: 2, fill: color })
        : svgElement('line', {
            x1: x,
            x2: x + 18,
            y1: y,
            y2: y,
            stroke: color,
            'stroke-width': 2.5,
            ...(dash ? { 'stroke-dasharray': dash } : {}),
          }),
      svgElement('text', { x: x + (isArea ? 18 : 24), y: y + 4, fill: 'currentColor' }, name),
    );
    x += length;
  }
  return { group, height: (row + 1) * ROW };
}

/** Colours of a map beside their values. */
export function rampLegend(scale, label, width) {
  const length = Math.min(280, width);
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
    [0.5, 'middle'],
    [1, 'end'],
  ])
    group.append(
      svgElement(
        'text',
        { x: share * length, y: 38, fill: 'currentColor', 'text-anchor': anchor },
        numberText(at(share), 3),
      ),
    );
  return { group, height: 46 };
}

/** Puts a legend above a chart; both become one SVG. */
export function withLegend(chart, { group, height }, left) {
  const width = Number(chart.getAttribute('width'));
  const below = Number(chart.getAttribute('height'));
  const inner = svgElement('g', { transform: `translate(0,${height})` });
  for (const child of [...chart.childNodes]) if (child.nodeName !== 'style') inner.append(child);
  group.setAttribute('transform', `translate(${left},0)`);
  chart.append(group, inner);
  chart.setAttribute('font-family', 'system-ui, sans-serif');
  chart.setAttribute('height', below + height);
  chart.setAttribute('viewBox', `0 0 ${width} ${below + height}`);
  return height;
}
