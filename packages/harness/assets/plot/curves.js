import {
  axisMarks,
  axisUnit,
  frame,
  MARGIN,
  SMALLEST_SHARE,
  timeAxis,
  valueDomain,
} from './axes.js';
import { axisLabel, lengthText, numberText, quantityText } from './format.js';
import { keyLegend, withLegend } from './legend.js';

/**
 * Curves over time. A curve is `{ name, values, color, dash }`; one without a value that the axis can show is left out.
 *
 * @param level a value for comparison, `{ name, value }`
 * @returns `notes`: sentences about values that are not shown
 */
export function curveChart(view, width, options) {
  const { curves, label, unit, scale, band, isFromZero, isLength, level } = options;
  const isLog = scale === 'log';
  const drawn = curves.filter(({ values }) => values.some((v) => (isLog ? v > 0 : v !== 0)));
  const ranges = [...drawn.map(({ values }) => values), ...(band ?? [])];
  const { domain, cut } = valueDomain(ranges, scale, { isFromZero });
  const axis = axisUnit(unit, scale, domain, isLength);
  const index = Array.from(view.times.keys());
  const at = (values) => (i) => (isLog && !(values[i] > 0) ? Number.NaN : values[i]);
  // Close to the lower end of a linear axis it could not be told from the axis.
  const least = isLog ? domain[0] : domain[1] / 50;
  const hasLevel = level && level.value > least && level.value < domain[1];
  const chart = Plot.plot({
    ...frame(view, width, 300),
    y: { type: scale, domain, label: axisLabel(label, axis.unit, axis.power) },
    marks: [
      ...timeAxis(view, width),
      ...axisMarks('y', scale, domain, 7, axis.divisor),
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
      ...(hasLevel
        ? [Plot.ruleY([level.value], { stroke: 'currentColor', strokeDasharray: '2 3' })]
        : []),
      ...drawn.map(({ values, color, dash }) =>
        Plot.lineY(index, {
          x: (i) => view.times[i],
          y: at(values),
          stroke: color,
          strokeWidth: 2,
          strokeDasharray: dash,
          // A single step makes no line.
          marker: index.length === 1 ? 'dot' : null,
          clip: index.length > 1,
        }),
      ),
      Plot.ruleX([view.timeDomain[0]], { stroke: 'currentColor', strokeOpacity: 0.4 }),
    ],
  });
  const entries = [
    ...drawn,
    ...(hasLevel ? [{ name: level.name, color: 'currentColor', dash: '2 3' }] : []),
    ...(band
      ? [
          {
            name: 'range of the total in between',
            color: 'var(--curve-0)',
            isArea: true,
            opacity: 0.2,
          },
        ]
      : []),
  ];
  const top = withLegend(chart, keyLegend(entries, width - 100), MARGIN.marginLeft);
  const notes = isLog
    ? [...drawn.flatMap((curve) => zeroNote(view, curve)), ...cutNote(cut, unit, isLength)]
    : [];
  return { chart, top, drawn, notes };
}

/** What a logarithmic axis leaves out at its lower end. */
export function cutNote(cut, unit, isLength = false) {
  if (cut === null) return [];
  const text = isLength ? lengthText(cut) : quantityText(cut, unit);
  return [`Values below ${text} (${numberText(SMALLEST_SHARE)} of the largest) are not shown.`];
}

/** When a curve leaves a logarithmic axis because it is zero. */
function zeroNote(view, { name, values }) {
  const zeros = values.reduce((count, value) => count + (value > 0 ? 0 : 1), 0);
  if (zeros === 0) return [];
  const lastPositive = values.findLastIndex((value) => value > 0);
  const when = (t) => `${numberText(view.times[t])} ${view.timeUnit.name}`;
  if (zeros === values.length - 1 - lastPositive)
    return [
      `${capital(name)}: 0 from ${when(lastPositive + 1)} on, which a logarithmic axis cannot show.`,
    ];
  return [
    `${capital(name)}: 0 at ${zeros} of ${values.length} times, which a logarithmic axis cannot show.`,
  ];
}

function capital(text) {
  return text[0].toUpperCase() + text.slice(1);
}
