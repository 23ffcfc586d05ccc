import { cellAt, cellEdges, curveChart, numberMap, sizeChart, stateMap, stepAt } from './charts.js';
import { chosen, samples, valueTable } from './controls.js';
import { axisLabel, lengthText, numberText, quantityText } from './format.js';

const TABLE_ROWS = 12;
const control = (id) => document.getElementById(id);

/** How each chart is drawn, read and put into a table. */
export function drawings({ columns }, { curves, maps }, psd) {
  const losses = [
    { name: 'blow-out', values: curves.lostByBlowout, color: 'var(--curve-0)' },
    { name: 'sinks', values: curves.lostBySinks, color: 'var(--curve-1)' },
    ...(curves.lostBySublimation === null
      ? []
      : [
          {
            name: 'attributed to sublimation',
            values: curves.lostBySublimation,
            color: 'var(--curve-2)',
            dash: '6 4',
          },
        ]),
  ];
  const rates = [
    { name: 'blow-out', values: curves.blowoutRate, color: 'var(--curve-0)' },
    { name: 'sinks', values: curves.sinkRate, color: 'var(--curve-1)' },
  ];
  const drawings = {
    lost: (view, width) =>
      overTime(view, width, {
        curves: losses,
        label: 'mass lost',
        unit: columns.mass_lost_by_blowout.unit,
        scale: chosen('lost-scale'),
        isFromZero: true,
      }),
    rate: (view, width) =>
      overTime(view, width, {
        curves: rates,
        label: 'dM/dt',
        unit: columns.M_out_dot.unit,
        scale: chosen('rate-scale'),
        isFromZero: true,
        band: curves.rateLow === null ? null : [curves.rateLow, curves.rateHigh],
      }),
    temperature: (view, width) =>
      overTime(view, width, {
        curves: [{ name: 'temperature', values: curves.temperature, color: 'var(--curve-0)' }],
        label: 'T_M',
        unit: columns.T_M_used.unit,
        scale: chosen('temperature-scale'),
      }),
    size: (view, width) =>
      overTime(view, width, {
        curves: [
          { name: 'blow-out size', values: curves.blowoutSize, color: 'var(--curve-0)' },
          {
            name: 'smallest size in the grid',
            values: curves.smallestSize,
            color: 'var(--curve-1)',
            dash: '6 4',
          },
        ],
        label: 'size',
        unit: columns.a_blow.unit,
        scale: chosen('size-scale'),
        ticks: (size) => lengthText(size),
      }),
    tau: (view, width) =>
      numbers(view, width, {
        values: maps.tau,
        label: 'tau',
        unit: columns.tau.unit,
        scale: chosen('tau-scale'),
      }),
    sigma: (view, width) =>
      numbers(view, width, {
        values: maps.sigma,
        label: 'Sigma',
        unit: columns.Sigma_surf.unit,
        scale: chosen('sigma-scale'),
      }),
    phase: (view, width) => states(view, width, maps),
  };
  if (psd !== null) drawings.psd = (view, width) => sizes(view, width, psd, columns, curves, maps);
  return drawings;
}

const timeText = (view, t) => `${numberText(view.times[t])} ${view.timeUnit.name}`;

function overTime(view, width, chartOptions) {
  const { chart, top, drawn } = curveChart(view, width, chartOptions);
  const x = chart.scale('x');
  const { unit, label, ticks } = chartOptions;
  const valuesText = (t) =>
    drawn
      .map(({ name, values }) => `${name} ${ticks?.(values[t]) ?? quantityText(values[t], unit)}`)
      .join(', ');
  return {
    chart,
    top,
    reading: {
      columns: view.times.length,
      rows: 1,
      start: { column: view.times.length - 1, row: 0 },
      summary: `At the end: ${valuesText(view.times.length - 1)}`,
      find: (px) => ({ column: stepAt(view.times, x.invert(px)), row: 0 }),
      read: ({ column }) => ({
        x: x.apply(view.times[column]),
        y: null,
        text: `${timeText(view, column)}: ${valuesText(column)}`,
      }),
    },
    table: valueTable(
      [
        `time (${view.timeUnit.name})`,
        ...drawn.map(({ name }) => axisLabel(drawn.length > 1 ? name : label, unit)),
      ],
      samples(view.times.length, TABLE_ROWS).map((t) => [
        numberText(view.times[t]),
        ...drawn.map(({ values }) => numberText(values[t])),
      ]),
    ),
  };
}

function numbers(view, width, options) {
  const cells = view.radius.length;
  const { values, unit, label } = options;
  return overCells(
    view,
    numberMap(view, width, options),
    rangeText(values, label, unit),
    (t, c) => `${label} ${quantityText(values[t * cells + c], unit)}`,
    (t, c) => numberText(values[t * cells + c]),
  );
}

function states(view, width, { state, states: names }) {
  const cells = view.radius.length;
  const name = (t, c) => names[state[t * cells + c]] ?? '–';
  const summary = names.length === 1 ? `${names[0]} everywhere` : `There are: ${names.join('; ')}`;
  const map = stateMap(view, width, { codes: state, states: names });
  return overCells(view, map, summary, name, name);
}

/** Between which values a map lies. */
function rangeText(values, label, unit) {
  const finite = values.filter(Number.isFinite);
  const low = finite.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const high = finite.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  return numberText(low) === numberText(high)
    ? `${label} is ${quantityText(low, unit)} everywhere, to four digits`
    : `${label} lies between ${numberText(low)} and ${quantityText(high, unit)}`;
}

function overCells(view, { chart, top }, summary, text, short) {
  const at = (c) => quantityText(view.radius[c], view.columns.r_RM.unit);
  const [x, y] = [chart.scale('x'), chart.scale('y')];
  const edges = cellEdges(view.radius);
  const shownCells = samples(view.radius.length, 8);
  return {
    chart,
    top,
    reading: {
      columns: view.times.length,
      rows: view.radius.length,
      start: { column: view.times.length - 1, row: 0 },
      summary,
      find: (px, py) => ({
        column: stepAt(view.times, x.invert(px)),
        row: cellAt(edges, y.invert(py)),
      }),
      read: ({ column, row }) => ({
        x: x.apply(view.times[column]),
        y: y.apply(view.radius[row]),
        text: `${timeText(view, column)}, ${at(row)}: ${text(column, row)}`,
      }),
    },
    table: valueTable(
      [`time (${view.timeUnit.name})`, ...shownCells.map(at)],
      samples(view.times.length, TABLE_ROWS).map((t) => [
        numberText(view.times[t]),
        ...shownCells.map((c) => short(t, c)),
      ]),
    ),
  };
}

function sizes(view, width, psd, columns, curves) {
  const cell = Number(control('psd-cell').value);
  const t = Number(control('psd-time').value);
  const quantity = control('psd-quantity').value;
  const bins = psd.sizes.length;
  const distribution = (step) => {
    const from = (step * psd.cells.length + cell) * bins;
    const values = psd.sigma.subarray(from, from + bins);
    if (quantity === 'Sigma_bin') return values;
    const total = values.reduce((sum, value) => sum + value, 0);
    return values.map((value) => value / total);
  };
  const atTime = (step) =>
    `${numberText(psd.times[step] / view.timeUnit.seconds)} ${view.timeUnit.name}`;
  control('psd-time-text').textContent = atTime(t);
  control('psd-time').setAttribute('aria-valuetext', atTime(t));
  const last = psd.times.length - 1;
  const now = distribution(t);
  const others = [
    { step: 0, name: `first, ${atTime(0)}`, color: 'var(--curve-1)', dash: '2 3' },
    { step: last, name: `last, ${atTime(last)}`, color: 'var(--curve-2)', dash: '6 4' },
  ].filter(({ step }) => step !== t);
  const shown = [
    ...others.map((curve) => ({ ...curve, values: distribution(curve.step) })),
    {
      name: `${atTime(t)}, cell ${psd.cells[cell]}${Number.isNaN(now[0]) ? ' (stopped)' : ''}`,
      values: now,
      color: 'var(--curve-0)',
      isMain: true,
    },
  ];
  // The axis is the same at all times, so that the slider shows a change as a change.
  const domain = samples(last + 1, 60).flatMap((step) => Array.from(distribution(step)));
  const blowout = curves.blowoutSize[nearest(view.times, psd.times[t] / view.timeUnit.seconds)];
  const label = quantity === 'Sigma_bin' ? 'Sigma_bin' : 'share of the mass';
  const { unit } = columns[quantity];
  const { chart, top } = sizeChart(view, width, {
    sizes: psd.sizes,
    curves: shown,
    label,
    unit,
    scale: chosen('psd-scale'),
    blowout,
    domain,
  });
  const x = chart.scale('x');
  return {
    chart,
    top,
    reading: {
      columns: bins,
      rows: 1,
      start: { column: 0, row: 0 },
      summary: Number.isNaN(now[0])
        ? 'The cell has stopped before this time.'
        : `Largest at ${lengthText(psd.sizes[now.indexOf(Math.max(...now))])}.`,
      find: (px) => ({ column: nearest(psd.sizes, x.invert(px)), row: 0 }),
      read: ({ column }) => ({
        x: x.apply(psd.sizes[column]),
        y: null,
        text: `${lengthText(psd.sizes[column])}: ${shown.map(({ name, values }) => `${name} ${quantityText(values[column], unit)}`).join('; ')}`,
      }),
    },
    table: valueTable(
      ['size', ...shown.map(({ name }) => axisLabel(name, unit))],
      Array.from(psd.sizes, (size, k) => [
        lengthText(size),
        ...shown.map(({ values }) => numberText(values[k])),
      ]),
    ),
  };
}

function nearest(values, wanted) {
  const above = stepAt(values, wanted);
  return above > 0 && wanted - values[above - 1] < values[above] - wanted ? above - 1 : above;
}
