import { axisMarks, axisUnit, frame, MARGIN, timeAxis, valueDomain } from './axes.js';
import { cutNote } from './curves.js';
import { axisLabel, unitText } from './format.js';
import { keyLegend, rampLegend, withLegend } from './legend.js';

/** Colours of states, from cold to hot; between dark and light, for paper of both kinds. */
const STATE_COLORS = [
  [/^stopped/, '#8d9299'],
  [/^solid$/, '#4c78a8'],
  [/^solid, bulk partly/, '#7fa650'],
  [/^solid/, '#c9a227'],
  [/^vapour$/, '#e58a4b'],
  [/^vapour, bulk partly/, '#d8643f'],
  [/^vapour/, '#b8413c'],
  [/./, '#a05195'],
];

/** Where there is no number, or none that a logarithmic scale can show. */
const NOTHING_COLOR = '#8d9299';

/** A map of cells over time, of numbers. */
export function numberMap(view, width, { values, label, unit, scale }) {
  const cells = view.radius.length;
  return colorMap(view, width, {
    values,
    valueAt: (time, radius) =>
      values[stepAt(view.times, time) * cells + cellAt(view.edges, radius)],
    from: view.timeDomain[0],
    to: view.timeDomain[1],
    vertical: radiusAxis(view),
    label,
    unit,
    scale,
  });
}

/** A map of the size bins of a cell over time. */
export function sizeMap(view, width, { times, sizes, values, label, unit, scale }) {
  const edges = sizeEdges(sizes);
  const ends = [edges[0], edges.at(-1)];
  const axis = axisUnit('m', 'log', ends, true);
  return colorMap(view, width, {
    values,
    valueAt: (time, size) => values[stepAt(times, time) * sizes.length + cellAt(edges, size)],
    from: view.timeDomain[0],
    to: Math.max(times.at(-1), view.timeDomain[0]),
    vertical: {
      options: { type: 'log', domain: ends, label: axisLabel('grain size', axis.unit) },
      marks: axisMarks('y', 'log', ends, 8, axis.divisor),
      ends,
    },
    label,
    unit,
    scale,
  });
}

/** A map of cells over time, of states. */
export function stateMap(view, width, { codes, states }) {
  const colors = states.map((name) => STATE_COLORS.find(([pattern]) => pattern.test(name))[1]);
  const chart = mapPlot(view, width, {
    fill: (time, radius) =>
      states[codes[stepAt(view.times, time) * view.radius.length + cellAt(view.edges, radius)]],
    from: view.timeDomain[0],
    to: view.timeDomain[1],
    vertical: radiusAxis(view),
    color: { type: 'ordinal', domain: states, range: colors, unknown: 'transparent' },
  });
  const entries = states.map((name, i) => ({ name, color: colors[i], isArea: true }));
  return { chart, top: withLegend(chart, keyLegend(entries, width - 100), MARGIN.marginLeft) };
}

function colorMap(view, width, { values, valueAt, label, unit, scale, ...place }) {
  const { domain, cut } = valueDomain([values], scale, { padding: 0 });
  const isLog = scale === 'log';
  const chart = mapPlot(view, width, {
    ...place,
    fill: (time, level) => {
      const value = valueAt(time, level);
      return isLog && !(value > 0) ? Number.NaN : value;
    },
    color: { type: scale, domain, scheme: 'viridis', clamp: true, unknown: NOTHING_COLOR },
  });
  const [hasZero, hasGap] = [
    isLog && values.some((value) => value <= 0),
    values.some(Number.isNaN),
  ];
  const nothing = [hasZero ? ['0'] : [], hasGap ? ['no record'] : []].flat().join(' or ');
  const legend = rampLegend(chart.scale('color'), axisLabel(label, unitText(unit)), width - 110, {
    name: nothing,
    color: NOTHING_COLOR,
  });
  const notes = cutNote(cut, unit).map((note) =>
    note.replace('are not shown', 'have the darkest colour'),
  );
  return { chart, top: withLegend(chart, legend, MARGIN.marginLeft), notes };
}

function radiusAxis(view) {
  const ends = [view.edges[0], view.edges.at(-1)];
  return {
    options: { domain: ends, label: axisLabel('radius', view.columns.r_RM.unit) },
    marks: axisMarks('y', 'linear', ends, 8).slice(1),
    ends,
  };
}

function mapPlot(view, width, { fill, from, to, vertical, color }) {
  return Plot.plot({
    ...frame(view, width, 260),
    y: vertical.options,
    color,
    marks: [
      ...timeAxis(view, width),
      ...vertical.marks,
      Plot.raster({
        x1: from,
        x2: to,
        y1: vertical.ends[0],
        y2: vertical.ends[1],
        pixelSize: 1,
        imageRendering: 'pixelated',
        fill,
      }),
      Plot.frame({ stroke: 'currentColor', strokeOpacity: 0.4 }),
    ],
  });
}

/** The first step that ends at a time or later; what it recorded holds at that time. */
export function stepAt(times, time) {
  let low = 0;
  let high = times.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle] >= time) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The position whose value is nearest to a wanted one. */
export function nearest(values, wanted) {
  const above = stepAt(values, wanted);
  return above > 0 && wanted - values[above - 1] < values[above] - wanted ? above - 1 : above;
}

/** The cell, or the bin, that holds a value between its edges. */
export function cellAt(edges, value) {
  let cell = 0;
  while (cell < edges.length - 2 && value >= edges[cell + 1]) cell++;
  return cell;
}

/** Edges halfway between centres. */
export function cellEdges(centres) {
  const n = centres.length;
  if (n === 1) return [centres[0] * 0.95, centres[0] * 1.05];
  const between = Array.from({ length: n - 1 }, (_, i) => (centres[i] + centres[i + 1]) / 2);
  return [2 * centres[0] - between[0], ...between, 2 * centres[n - 1] - between[n - 2]];
}

/** Edges of size bins, halfway between the logarithms of their centres. */
export function sizeEdges(sizes) {
  if (sizes.length === 1) return [sizes[0] / 1.2, sizes[0] * 1.2];
  return cellEdges(Array.from(sizes, Math.log)).map(Math.exp);
}
