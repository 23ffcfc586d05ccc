import { samples, TABLE_ROWS, valueTable } from './controls.js';
import { curveChart } from './curves.js';
import { axisLabel, digitsOf, lengthText, numberText, quantityText, unitText } from './format.js';
import { cellAt, numberMap, stateMap, stepAt } from './maps.js';

/** Relative differences that the page cannot show: it rounds to single precision, and maps to four digits. */
const CURVE_ROUNDING = 5e-7;
const MAP_ROUNDING = 2.5e-4;
/** Relative differences that are only the rounding of sums in the run itself. */
const SUM_ROUNDING = 1e-12;

/**
 * Curves over time, or a sentence where there is nothing to see.
 *
 * @param nothing what is said when all values are zero
 * @param constant what is said when no curve changes, before the values
 */
export function curvesOverTime(view, width, options) {
  const { curves, unit, label, isLength, nothing, constant } = options;
  if (nothing !== undefined && curves.every(({ values }) => values.every((value) => !(value > 0))))
    return { statement: nothing };
  const digits = digitsOf(finiteRange(curves.flatMap(({ values }) => Array.from(values))));
  const valueText = (value) =>
    isLength ? lengthText(value, digits) : quantityText(value, unit, digits);
  if (constant && curves.every(({ values }) => isConstant(values, CURVE_ROUNDING)))
    return {
      statement: `${constant}: ${curves
        .map(({ name, values }) => {
          const text = valueText(values.find(Number.isFinite) ?? Number.NaN);
          return curves.length === 1 ? text : `${name} ${text}`;
        })
        .join(', ')}.`,
    };
  const { chart, top, drawn, notes } = curveChart(view, width, options);
  const x = chart.scale('x');
  const valuesText = (t) =>
    drawn.map(({ name, values }) => `${name} ${valueText(values[t])}`).join(', ');
  const readAt = (column) => ({
    x: x.apply(view.times[column]),
    text: `${timeText(view, column)}: ${valuesText(column)}`,
  });
  return {
    chart,
    top,
    notes: [...notes, ...(options.notes ?? [])],
    reading: {
      columns: view.times.length,
      rows: 1,
      start: { column: view.times.length - 1, row: 0 },
      summary: `At the end: ${valuesText(view.times.length - 1)}`,
      find: (px) => ({ column: stepAt(view.times, x.invert(px)), row: 0 }),
      read: ({ column }) => ({ ...readAt(column), y: null, time: view.times[column] }),
      follow: (time) => readAt(stepAt(view.times, time)),
    },
    table: valueTable(
      [
        `time (${view.timeUnit.name})`,
        ...drawn.map(({ name }) => axisLabel(drawn.length > 1 ? name : label, unitText(unit))),
      ],
      samples(view.times.length, TABLE_ROWS).map((t) => [
        numberText(view.times[t]),
        ...drawn.map(({ values }) => numberText(values[t], digits)),
      ]),
    ),
  };
}

/** Numbers over radius and time; of a disk of one cell, over time. */
export function numbersOverCells(view, width, options) {
  const cells = view.radius.length;
  const { values, range, unit, label, symbol, scale } = options;
  if (range === null) return { statement: 'No value was recorded.' };
  const [low, high] = range;
  const spread = (high - low) / Math.max(Math.abs(low), Math.abs(high));
  if (!(spread > MAP_ROUNDING))
    return {
      statement:
        `${symbol} is ${quantityText((low + high) / 2, unit)} in every cell at all times` +
        `${spread > SUM_ROUNDING ? `; it varies by ${numberText(spread, 1)} of that` : ''}.`,
    };
  if (cells === 1)
    return curvesOverTime(view, width, {
      curves: [{ name: symbol, values, color: 'var(--curve-0)' }],
      label,
      unit,
      scale,
    });
  return overCells(
    view,
    numberMap(view, width, options),
    `${symbol} lies between ${numberText(low)} and ${quantityText(high, unit)}`,
    (t, c) => `${symbol} ${quantityText(values[t * cells + c], unit)}`,
    (t, c) => numberText(values[t * cells + c]),
  );
}

/** States over radius and time. */
export function statesOverCells(view, width, { state, states: names }) {
  const cells = view.radius.length;
  if (names.length === 1 && !state.includes(255))
    return {
      statement: `${names[0][0].toUpperCase()}${names[0].slice(1)} in every cell at all times.`,
    };
  const name = (t, c) => names[state[t * cells + c]] ?? '–';
  const map = stateMap(view, width, { codes: state, states: names });
  return overCells(view, map, `There are: ${names.join('; ')}`, name, name);
}

function overCells(view, { chart, top, notes }, summary, text, short) {
  const at = (c) => quantityText(view.radius[c], view.columns.r_RM.unit);
  const [x, y] = [chart.scale('x'), chart.scale('y')];
  const shownCells = samples(view.radius.length, 8);
  const place = ({ column, row }) => `${timeText(view, column)}, ${at(row)}`;
  return {
    chart,
    top,
    notes,
    reading: {
      columns: view.times.length,
      rows: view.radius.length,
      start: { column: view.times.length - 1, row: 0 },
      summary,
      find: (px, py) => ({
        column: stepAt(view.times, x.invert(px)),
        row: cellAt(view.edges, y.invert(py)),
      }),
      read: (position) => ({
        x: x.apply(view.times[position.column]),
        y: y.apply(view.radius[position.row]),
        text: `${place(position)}: ${text(position.column, position.row)}`,
        time: view.times[position.column],
      }),
      follow: (time) => ({ x: x.apply(time), text: null }),
      ...(view.pick && {
        pick: ({ column, row }) => view.pick({ time: view.times[column], row }),
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

function timeText(view, t) {
  return `${numberText(view.times[t])} ${view.timeUnit.name}`;
}

function finiteRange(values) {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values)
    if (Number.isFinite(value)) [low, high] = [Math.min(low, value), Math.max(high, value)];
  return low <= high ? [low, high] : [Number.NaN, Number.NaN];
}

function isConstant(values, rounding) {
  const [low, high] = finiteRange(values);
  return !(high - low > rounding * Math.max(Math.abs(low), Math.abs(high)));
}
