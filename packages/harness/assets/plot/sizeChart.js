import { axisMarks, axisUnit, frame, MARGIN, valueDomain } from './axes.js';
import { axisLabel, lengthText } from './format.js';
import { keyLegend, withLegend } from './legend.js';

/** Size distributions: the chosen one, and the first and last recorded for comparison. */
export function sizeChart(view, width, { sizes, curves, label, unit, scale, blowout, domain }) {
  const index = Array.from(sizes.keys());
  const isLog = scale === 'log';
  const hasBlowout = blowout > sizes[0] / 30 && blowout < sizes.at(-1) * 30;
  const across = [
    Math.min(sizes[0], hasBlowout ? blowout : sizes[0]) / 1.2,
    Math.max(sizes.at(-1), hasBlowout ? blowout : 0) * 1.2,
  ];
  const { domain: up, cut } = valueDomain([domain], scale, { isFromZero: !isLog });
  const [xAxis, yAxis] = [axisUnit('m', 'log', across, true), axisUnit(unit, scale, up)];
  const chart = Plot.plot({
    ...frame(view, width, 340),
    x: { type: 'log', label: axisLabel('grain size', xAxis.unit), domain: across },
    y: { type: scale, domain: up, label: axisLabel(label, yAxis.unit, yAxis.power) },
    marks: [
      ...axisMarks('x', 'log', across, width / 70, xAxis.divisor),
      ...axisMarks('y', scale, up, 8, yAxis.divisor),
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
          // A single bin makes no line.
          marker: isMain || sizes.length === 1 ? 'dot' : null,
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
  return { chart, cut, top: withLegend(chart, keyLegend(entries, width - 100), MARGIN.marginLeft) };
}
