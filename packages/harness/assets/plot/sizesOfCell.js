import { chosen, samples, TABLE_ROWS, valueTable } from './controls.js';
import { cutNote } from './curves.js';
import { axisLabel, lengthText, numberText, quantityText, unitText } from './format.js';
import { cellAt, nearest, sizeEdges, sizeMap, stepAt } from './maps.js';
import { sizeChart } from './sizeChart.js';

const control = (id) => document.getElementById(id);

/** What the controls of the size distribution choose. */
function choice(psd) {
  const cell = Number(control('psd-cell').value);
  const quantity = control('psd-quantity').value;
  const bins = psd.sizes.length;
  const distribution = (step) => {
    const from = (step * psd.cells.length + cell) * bins;
    const values = psd.sigma.subarray(from, from + bins);
    if (quantity === 'Sigma_bin') return values;
    const total = values.reduce((sum, value) => sum + value, 0);
    return total > 0 ? values.map((value) => value / total) : values;
  };
  return {
    cell: psd.cells[cell],
    quantity,
    label: quantity === 'Sigma_bin' ? 'surface density of a bin Σ_bin' : 'share of the mass',
    step: Number(control('psd-time').value),
    distribution,
  };
}

/** The size distribution of a cell at a time, beside the first and the last. */
export function sizesAtTime(view, width, psd, { columns, curves }) {
  const { cell, quantity, label, step: now, distribution } = choice(psd);
  const atTime = (step) =>
    `${numberText(psd.times[step] / view.timeUnit.seconds)} ${view.timeUnit.name}`;
  control('psd-time-text').textContent = atTime(now);
  control('psd-time').setAttribute('aria-valuetext', atTime(now));
  const last = psd.times.length - 1;
  const others = [
    { step: 0, name: `first, ${atTime(0)}`, color: 'var(--curve-1)', dash: '2 3' },
    { step: last, name: `last, ${atTime(last)}`, color: 'var(--curve-2)', dash: '6 4' },
  ].filter(({ step }) => step !== now);
  const shown = [
    ...others,
    { step: now, name: `${atTime(now)}, cell ${cell}`, color: 'var(--curve-0)', isMain: true },
  ].map((curve) => {
    const values = distribution(curve.step);
    const lack = lackOf(values);
    return lack === null
      ? { ...curve, values }
      : { ...curve, values, name: `${curve.name}: ${lack}`, isAbsent: true };
  });
  const values = distribution(now);
  // The axis is the same at all times, so that the slider shows a change as a change.
  const domain = samples(last + 1, 60).flatMap((step) => Array.from(distribution(step)));
  if (domain.every((value) => !(value > 0)))
    return { statement: `Cell ${cell} held no grains at any recorded time.`, notes: [] };
  const { unit } = columns[quantity];
  const { chart, top, cut } = sizeChart(view, width, {
    sizes: psd.sizes,
    curves: shown,
    label,
    unit,
    scale: chosen('psd-scale'),
    blowout: curves.blowoutSize[nearest(view.times, psd.times[now] / view.timeUnit.seconds)],
    domain,
  });
  const x = chart.scale('x');
  const lack = lackOf(values);
  return {
    chart,
    top,
    notes: cutNote(cut, unit),
    reading: {
      columns: psd.sizes.length,
      rows: 1,
      start: { column: 0, row: 0 },
      summary:
        lack === null
          ? `Largest at ${lengthText(psd.sizes[values.indexOf(Math.max(...values))])}.`
          : `Nothing to draw for cell ${cell} at ${atTime(now)}: ${lack}.`,
      find: (px) => ({ column: nearest(psd.sizes, x.invert(px)), row: 0 }),
      read: ({ column }) => ({
        x: x.apply(psd.sizes[column]),
        y: null,
        text: `${lengthText(psd.sizes[column])}: ${shown.map((curve) => `${curve.name} ${quantityText(curve.values[column], unit)}`).join('; ')}`,
      }),
    },
    table: valueTable(
      ['size', ...shown.map(({ name }) => axisLabel(name, unitText(unit)))],
      Array.from(psd.sizes, (size, k) => [
        lengthText(size),
        ...shown.map((curve) => numberText(curve.values[k])),
      ]),
    ),
  };
}

/** All size distributions of a cell, as a map over time. */
export function sizesOverTime(view, width, psd, { columns }) {
  const { cell, quantity, label, distribution } = choice(psd);
  const bins = psd.sizes.length;
  const values = new Float32Array(psd.times.length * bins);
  psd.times.forEach((_, step) => {
    values.set(distribution(step), step * bins);
  });
  if (values.every((value) => !(value > 0)))
    return { statement: `Cell ${cell} held no grains at any recorded time.` };
  const { unit } = columns[quantity];
  const times = psd.times.map((time) => time / view.timeUnit.seconds);
  const map = sizeMap(view, width, {
    times,
    sizes: psd.sizes,
    values,
    label: `cell ${cell}: ${label}`,
    unit,
    scale: chosen('sizemap-scale'),
  });
  const [x, y] = [map.chart.scale('x'), map.chart.scale('y')];
  const edges = sizeEdges(psd.sizes);
  const shownBins = samples(bins, 8);
  const high = values.filter(Number.isFinite).reduce((most, value) => Math.max(most, value), 0);
  return {
    chart: map.chart,
    top: map.top,
    notes: map.notes,
    timeScale: x,
    reading: {
      columns: times.length,
      rows: bins,
      start: { column: times.length - 1, row: 0 },
      summary: `Largest value: ${quantityText(high, unit)}`,
      find: (px, py) => ({
        column: stepAt(times, x.invert(px)),
        row: cellAt(edges, y.invert(py)),
      }),
      read: ({ column, row }) => ({
        x: x.apply(times[column]),
        y: y.apply(psd.sizes[row]),
        text: `${numberText(times[column])} ${view.timeUnit.name}, ${lengthText(psd.sizes[row])}: ${quantityText(values[column * bins + row], unit)}`,
        time: times[column],
      }),
      follow: (time) => ({ x: x.apply(time), text: null }),
      pick: ({ column }) => view.pick({ time: times[column] }),
    },
    table: valueTable(
      [`time (${view.timeUnit.name})`, ...shownBins.map((bin) => lengthText(psd.sizes[bin]))],
      samples(times.length, TABLE_ROWS).map((t) => [
        numberText(times[t]),
        ...shownBins.map((bin) => numberText(values[t * bins + bin])),
      ]),
    ),
  };
}

/** Why a distribution cannot be drawn; null when it can. */
function lackOf(values) {
  if (Number.isNaN(values[0])) return 'no record, the cell had stopped';
  return values.some((value) => value > 0) ? null : 'no grains left';
}
