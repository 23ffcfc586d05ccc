import { MARGIN } from './axes.js';
import { chosen, fillSelect } from './controls.js';
import { inflate, unpack } from './decode.js';
import { drawings } from './drawings.js';
import { quantityText } from './format.js';
import { headline } from './headline.js';
import { svgElement } from './legend.js';
import { cellEdges, nearest } from './maps.js';
import { attachPlayer } from './player.js';
import { attachReadout } from './readout.js';
import { saveChart } from './save.js';
import { setText, typesetChart } from './typeset.js';

const byId = (id) => document.getElementById(id);
const textOf = (id) => byId(id).textContent;

/** On paper charts stand side by side in a narrower column, with texts that stay legible. */
const PRINTED_WIDTH = { usual: 460, phase: 940 };

/** Charts that show the same cell. */
const CELL_CHARTS = ['sizemap', 'psd'];

/** Draws everything, and again what a control changes. */
async function start() {
  const meta = JSON.parse(textOf('meta'));
  const block = await inflate(textOf('values'));
  const library = document.createElement('script');
  library.text = new TextDecoder().decode(await inflate(textOf('library')));
  document.head.append(library);
  const history = unpack(meta.history, block);
  const psd = unpack(meta.psd, block);
  const units = [
    { name: 's', seconds: 1 },
    { name: 'h', seconds: 3600 },
    { name: 'd', seconds: 86400 },
    { name: 'yr', seconds: meta.year },
  ];
  const end = history.times.at(-1);
  const usual = units.findLast(({ seconds }) => end >= seconds) ?? units[0];
  fillSelect(
    byId('time-unit'),
    units.map(({ name }) => [name, name]),
    usual.name,
  );
  headline(byId('headline'), meta, history, usual);
  for (const element of document.querySelectorAll('.quantity'))
    setText(element, element.textContent);
  if (psd !== null)
    fillSelect(
      byId('psd-cell'),
      Array.from(psd.cells, (cell, c) => [
        String(c),
        cellName(history, cell, meta.columns.r_RM.unit),
      ]),
      '0',
    );

  const drawing = drawings(meta, history, psd);
  const charts = new Map();
  const followers = new Map();
  let isPrinting = false;
  const show = (id, view) => {
    const figure = byId(`${id}-figure`);
    const readout = byId(`${id}-readout`);
    const width = isPrinting
      ? (PRINTED_WIDTH[id] ?? PRINTED_WIDTH.usual)
      : Math.max(320, Math.round(figure.clientWidth));
    const {
      statement,
      chart,
      top,
      notes = [],
      reading,
      table,
      timeScale,
    } = drawing[id](view, width);
    byId(`${id}-section`).classList.toggle('stated', statement !== undefined);
    byId(`${id}-notes`).replaceChildren(...notes.map((note) => paragraph(note)));
    charts.delete(id);
    followers.delete(id);
    if (statement !== undefined) {
      figure.removeAttribute('tabindex');
      figure.replaceChildren(paragraph(statement));
      readout.textContent = '';
      byId(`${id}-table`).replaceChildren();
      return;
    }
    figure.tabIndex = 0;
    chart.setAttribute('aria-hidden', 'true');
    typesetChart(chart);
    figure.replaceChildren(chart);
    charts.set(id, { chart, top, timeScale });
    byId(`${id}-table`).replaceChildren(table);
    const onTime = (time) => {
      for (const [other, follow] of followers) if (other !== id) follow(time);
    };
    followers.set(id, attachReadout(figure, readout, { chart, top, ...reading }, onTime));
  };
  const draw = (ids = Object.keys(drawing)) => {
    const timeUnit = units.find(({ name }) => name === byId('time-unit').value);
    const view = {
      ...timeView(history.times, timeUnit),
      radius: history.maps.radius,
      edges: cellEdges(history.maps.radius),
      columns: meta.columns,
      pick: psd === null ? null : (place) => pick({ ...place, timeUnit }),
    };
    for (const id of ids) show(id, view);
    if (psd !== null)
      markTime(charts.get('sizemap'), psd.times[byId('psd-time').value] / timeUnit.seconds);
  };
  /** Shows the sizes of a cell (by its row on the maps) at a time. */
  const pick = ({ time, row, timeUnit }) => {
    byId('psd-time').value = nearest(psd.times, time * timeUnit.seconds);
    if (row !== undefined) byId('psd-cell').value = nearest(psd.cells, history.maps.cells[row]);
    draw(row === undefined ? ['psd'] : CELL_CHARTS);
    return `Size distribution: now cell ${psd.cells[byId('psd-cell').value]} at ${textOf('psd-time-text')}.`;
  };
  draw();

  byId('controls').addEventListener('change', () => draw());
  for (const input of document.querySelectorAll('.tools input, .tools select')) {
    const { figure } = input.closest('.tools').querySelector('button[data-save]').dataset;
    const isShared = input.id === 'psd-cell' || input.id === 'psd-quantity';
    input.addEventListener(input.type === 'range' ? 'input' : 'change', () =>
      draw(isShared ? CELL_CHARTS : [figure]),
    );
  }
  if (psd !== null) attachPlayer(byId('psd-play'), byId('psd-time'), () => draw(['psd']));
  for (const button of document.querySelectorAll('button[data-save]'))
    button.addEventListener('click', () => {
      const { figure, save } = button.dataset;
      const run = meta.name.replace(/[^\w.-]+/g, '-');
      saveChart(charts.get(figure).chart, `${run}-${figure}`, save, {
        title: `${textOf(figure)}, run ${meta.name}`,
        description: meta.mark,
      });
    });
  let drawnWidth = byId('lost-figure').clientWidth;
  addEventListener('resize', () => {
    if (byId('lost-figure').clientWidth === drawnWidth) return;
    drawnWidth = byId('lost-figure').clientWidth;
    draw();
  });
  for (const [event, isBegin] of [
    ['beforeprint', true],
    ['afterprint', false],
  ])
    addEventListener(event, () => {
      isPrinting = isBegin;
      draw();
    });
  document.documentElement.dataset.drawn = 'true';
}

/** The axis of time as it was chosen. */
function timeView(seconds, timeUnit) {
  const times = seconds.map((time) => time / timeUnit.seconds);
  // A run of one step has a single time, which is no range.
  const timeScale = times.length === 1 ? 'linear' : chosen('time-scale');
  const from = timeScale === 'linear' ? 0 : times[0];
  return { times, timeUnit, timeScale, timeDomain: [from, times.at(-1)] };
}

/** A line on the map of sizes at the time of the distribution that is shown. */
function markTime(map, time) {
  if (map === undefined) return;
  const { chart, top, timeScale } = map;
  chart.querySelector('.now')?.remove();
  const x = timeScale.apply(time);
  const { height } = chart.viewBox.baseVal;
  const ends = { x1: x, x2: x, y1: top + MARGIN.marginTop, y2: height - MARGIN.marginBottom };
  chart.append(
    svgElement(
      'g',
      { class: 'now', 'pointer-events': 'none' },
      svgElement('line', { ...ends, stroke: '#000', 'stroke-width': 3 }),
      svgElement('line', { ...ends, stroke: '#fff', 'stroke-width': 1.25 }),
    ),
  );
}

function paragraph(text) {
  const element = document.createElement('p');
  setText(element, text);
  return element;
}

function cellName({ maps }, cell, unit) {
  const at = maps.cells.indexOf(cell);
  return at < 0 ? `${cell}` : `${cell} at ${quantityText(maps.radius[at], unit)}`;
}

start().catch((error) => {
  const trouble = document.getElementById('trouble');
  trouble.textContent = `The charts cannot be drawn: ${error.message}. A browser of 2023 or later is needed.`;
  trouble.hidden = false;
});
