import { axisLabel, axisPower, lengthText, tickText } from './format.js';
import { keyLegend, rampLegend, withLegend } from './legend.js';

const MARGIN = { marginLeft: 76, marginRight: 18, marginBottom: 40, marginTop: 12 };

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

/** What every chart shares: the library, its size, the axis of time. */
function frame(view, width, height) {
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

/** Marks of an axis: its ticks, and their texts, which the library would leave out in part on a logarithmic axis. */
function axisMarks(axis, scale, domain, most, text) {
  const ticks = axisTicks(scale, domain, most);
  const options = { text, labelAnchor: 'center', labelArrow: 'none' };
  return axis === 'x'
    ? [Plot.axisX(ticks, options)]
    : [Plot.gridY(ticks, { strokeOpacity: 0.12 }), Plot.axisY(ticks, options)];
}

function timeAxis(view, width) {
  return axisMarks('x', view.timeScale, view.timeDomain, width / 90, tickText);
}

/** The power of ten in the label of an axis of values; the ticks of one over many decades are such powers already. */
function labelPower(scale, domain) {
  return scale === 'log' && domain[1] / domain[0] >= 100 ? 0 : axisPower(domain);
}

/** Curves over time. A curve is `{ name, values, color, dash }`. */
export function curveChart(view, width, { curves, label, unit, scale, band, isFromZero, ticks }) {
  const isLog = scale === 'log';
  const shown = curves.filter(({ values }) => values.some((v) => (isLog ? v > 0 : v !== 0)));
  const drawn = shown.length > 0 ? shown : curves.slice(0, 1);
  const domain = valueDomain(
    [...drawn.map(({ values }) => values), ...(band ?? [])],
    scale,
    isFromZero,
  );
  const power = ticks ? 0 : labelPower(scale, domain);
  const index = Array.from(view.times.keys());
  const at = (values) => (i) => (isLog && !(values[i] > 0) ? Number.NaN : values[i]);
  const chart = Plot.plot({
    ...frame(view, width, 300),
    y: {
      type: scale,
      domain,
      label: axisLabel(label, unit, power),
    },
    marks: [
      ...timeAxis(view, width),
      ...axisMarks('y', scale, domain, 7, ticks ?? ((value) => tickText(value / 10 ** power))),
      ...(band
        ? [
            Plot.areaY(index, {
              x: (i) => view.times[i],
              y1: (i) => Math.max(band[0][i], isLog ? domain[0] : Number.NEGATIVE_INFINITY),
              y2: at(band[1]),
              fill: 'var(--curve-0)',
              fillOpacity: 0.2,
              clip: true,
            }),
          ]
        : []),
      ...drawn.map(({ values, color, dash }) =>
        Plot.lineY(index, {
          x: (i) => view.times[i],
          y: at(values),
          stroke: color,
          strokeWidth: 2,
          strokeDasharray: dash,
          clip: true,
        }),
      ),
      Plot.ruleX([view.timeDomain[0]], { stroke: 'currentColor', strokeOpacity: 0.4 }),
    ],
  });
  const top = withLegend(chart, keyLegend(drawn, width - 100), MARGIN.marginLeft);
  return { chart, top, drawn };
}

/** A map of cells over time, of numbers. */
export function numberMap(view, width, { values, label, unit, scale }) {
  const domain = valueDomain([values], scale, false);
  const isLog = scale === 'log';
  const chart = mapPlot(view, width, {
    value: (t, c) => {
      const value = values[t * view.radius.length + c];
      return isLog && !(value > 0) ? Number.NaN : value;
    },
    color: { type: scale, domain, scheme: 'viridis', clamp: true },
  });
  const legend = rampLegend(chart.scale('color'), axisLabel(label, unit), width - 110);
  return { chart, top: withLegend(chart, legend, MARGIN.marginLeft) };
}

/** A map of cells over time, of states. */
export function stateMap(view, width, { codes, states }) {
  const colors = states.map((name) => STATE_COLORS.find(([pattern]) => pattern.test(name))[1]);
  const chart = mapPlot(view, width, {
    value: (t, c) => states[codes[t * view.radius.length + c]],
    color: { type: 'ordinal', domain: states, range: colors },
  });
  const entries = states.map((name, i) => ({ name, color: colors[i], isArea: true }));
  return { chart, top: withLegend(chart, keyLegend(entries, width - 100), MARGIN.marginLeft) };
}

function mapPlot(view, width, { value, color }) {
  const edges = cellEdges(view.radius);
  const [from, to] = view.timeDomain;
  return Plot.plot({
    ...frame(view, width, 260),
    y: {
      domain: [edges[0], edges.at(-1)],
      label: axisLabel('radius', view.columns.r_RM.unit),
    },
    color,
    marks: [
      ...timeAxis(view, width),
      Plot.axisY({ tickFormat: tickText, labelAnchor: 'center', labelArrow: 'none' }),
      Plot.raster({
        x1: from,
        x2: to,
        y1: edges[0],
        y2: edges.at(-1),
        pixelSize: 1,
        imageRendering: 'pixelated',
        fill: (time, radius) => value(stepAt(view.times, time), cellAt(edges, radius)),
      }),
      Plot.frame({ stroke: 'currentColor', strokeOpacity: 0.4 }),
    ],
  });
}

/** Size distributions: the chosen one, and the first and last recorded for comparison. */
export function sizeChart(view, width, { sizes, curves, label, unit, scale, blowout, domain }) {
  const index = Array.from(sizes.keys());
  const isLog = scale === 'log';
  const hasBlowout = blowout > sizes[0] / 30 && blowout < sizes.at(-1) * 30;
  const range = {
    x: [
      Math.min(sizes[0], hasBlowout ? blowout : sizes[0]) / 1.2,
      Math.max(sizes.at(-1), hasBlowout ? blowout : 0) * 1.2,
    ],
    y: valueDomain([domain], scale, !isLog),
  };
  const power = labelPower(scale, range.y);
  const chart = Plot.plot({
    ...frame(view, width, 340),
    x: {
      type: 'log',
      label: axisLabel('grain size', view.columns.s_bin_center.unit),
      domain: range.x,
    },
    y: {
      type: scale,
      domain: range.y,
      label: axisLabel(label, unit, power),
    },
    marks: [
      ...axisMarks('x', 'log', range.x, width / 90, (size) => lengthText(size)),
      ...axisMarks('y', scale, range.y, 8, (value) => tickText(value / 10 ** power)),
      ...(hasBlowout
        ? [
            Plot.ruleX([blowout], {
              stroke: 'currentColor',
              strokeDasharray: '3 3',
              strokeOpacity: 0.7,
            }),
          ]
        : []),
      ...curves.map(({ values, color, dash, isMain }) =>
        Plot.line(index, {
          x: (k) => sizes[k],
          y: (k) => (isLog && !(values[k] > 0) ? Number.NaN : values[k]),
          stroke: color,
          strokeWidth: isMain ? 2.5 : 1.5,
          strokeDasharray: dash,
          marker: isMain ? 'dot' : null,
          clip: true,
        }),
      ),
    ],
  });
  const entries = [
    ...curves,
    ...(hasBlowout
      ? [{ name: `blow-out size ${lengthText(blowout)}`, color: 'currentColor', dash: '3 3' }]
      : []),
  ];
  return { chart, top: withLegend(chart, keyLegend(entries, width - 100), MARGIN.marginLeft) };
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

/** The cell that holds a radius. */
export function cellAt(edges, radius) {
  let cell = 0;
  while (cell < edges.length - 2 && radius >= edges[cell + 1]) cell++;
  return cell;
}

/** Edges halfway between centres. */
export function cellEdges(centres) {
  const n = centres.length;
  if (n === 1) return [centres[0] * 0.95, centres[0] * 1.05];
  const between = Array.from({ length: n - 1 }, (_, i) => (centres[i] + centres[i + 1]) / 2);
  return [2 * centres[0] - between[0], ...between, 2 * centres[n - 1] - between[n - 2]];
}

/** Range of an axis or of colours: never empty, and with room above. */
function valueDomain(arrays, scale, isFromZero) {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const values of arrays)
    for (const value of values)
      if (Number.isFinite(value) && (scale === 'linear' || value > 0)) {
        if (value < low) low = value;
        if (value > high) high = value;
      }
  if (!(low <= high)) return scale === 'log' ? [0.1, 1] : [0, 1];
  if (scale === 'log') {
    // What is lost in the rounding of the largest value would press the rest flat.
    low = Math.max(low, high * 1e-16);
    return high / low < 1.02 ? [low / 1.1, high * 1.1] : [low, high];
  }
  if (isFromZero) low = Math.min(low, 0);
  if (high - low <= 1e-4 * Math.abs(high)) {
    const room = Math.abs(high) * 0.01 || 1;
    return [low - room, high + room];
  }
  return [low, high];
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
