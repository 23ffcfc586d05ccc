import { chosen, fillSelect } from './controls.js';
import { inflate, unpack } from './decode.js';
import { drawings } from './drawings.js';
import { numberText, quantityText } from './format.js';
import { attachReadout } from './readout.js';
import { saveChart } from './save.js';

const byId = (id) => document.getElementById(id);
const textOf = (id) => byId(id).textContent;

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
  headline(meta, history, usual);
  if (psd !== null)
    fillSelect(
      byId('psd-cell'),
      Array.from(psd.cells, (cell, c) => [
        String(c),
        cellName(history, cell, meta.columns.r_RM.unit),
      ]),
      '0',
    );

  const charts = new Map();
  const drawing = drawings(meta, history, psd);
  const draw = (ids = Object.keys(drawing)) => {
    const timeUnit = units.find(({ name }) => name === byId('time-unit').value);
    const times = history.times.map((time) => time / timeUnit.seconds);
    const timeScale = chosen('time-scale');
    const last = times.at(-1);
    // A run of one step has a single time, which is no range.
    const from = timeScale === 'linear' || times.length === 1 ? 0 : times[0];
    const view = {
      times,
      timeUnit,
      timeScale: times.length === 1 ? 'linear' : timeScale,
      timeDomain: [from, last],
      radius: history.maps.radius,
      columns: meta.columns,
    };
    for (const id of ids) {
      const figure = byId(`${id}-figure`);
      const width = Math.max(320, Math.round(figure.clientWidth));
      const { chart, top, reading, table } = drawing[id](view, width);
      chart.setAttribute('aria-hidden', 'true');
      figure.replaceChildren(chart);
      charts.set(id, chart);
      attachReadout(figure, byId(`${id}-readout`), { chart, top, ...reading });
      byId(`${id}-table`).replaceChildren(table);
    }
  };
  draw();

  byId('controls').addEventListener('change', () => draw());
  for (const input of document.querySelectorAll('.tools input, .tools select'))
    input.addEventListener(input.type === 'range' ? 'input' : 'change', () =>
      draw([input.closest('.tools').querySelector('button').dataset.figure]),
    );
  for (const button of document.querySelectorAll('button[data-save]'))
    button.addEventListener('click', () => {
      const { figure, save } = button.dataset;
      const run = document.title.replace(/^Run /, '').replace(/[^\w.-]+/g, '-');
      saveChart(charts.get(figure), `${run}-${figure}`, save);
    });
  let drawnWidth = byId('lost-figure').clientWidth;
  addEventListener('resize', () => {
    if (byId('lost-figure').clientWidth === drawnWidth) return;
    drawnWidth = byId('lost-figure').clientWidth;
    draw();
  });
  document.documentElement.dataset.drawn = 'true';
}

function cellName({ maps }, cell, unit) {
  const at = maps.cells.indexOf(cell);
  return at < 0 ? `${cell}` : `${cell} at ${quantityText(maps.radius[at], unit)}`;
}

function headline({ columns }, { curves, times, cellCount, stoppedCells }, unit) {
  const blowout = curves.lostByBlowout.at(-1);
  const sinks = curves.lostBySinks.at(-1);
  const mass = (value) => [numberText(value, 3), columns.mass_lost_by_blowout.unit];
  const cards = [
    ['mass lost', mass(blowout + sinks)],
    ['by blow-out', mass(blowout)],
    ['by sinks', mass(sinks)],
    ['simulated', [numberText(times.at(-1) / unit.seconds), unit.name]],
    ['cells stopped', [String(stoppedCells), `of ${cellCount}`]],
  ];
  byId('headline').replaceChildren(
    ...cards.map(([name, [value, unitName]]) => {
      const card = document.createElement('li');
      const [label, bold] = [document.createElement('small'), document.createElement('b')];
      label.textContent = name;
      bold.textContent = value;
      card.append(label, bold, ` ${unitName}`);
      return card;
    }),
  );
}

start().catch((error) => {
  const trouble = document.getElementById('trouble');
  trouble.textContent = `The charts cannot be drawn: ${error.message}. A browser of 2023 or later is needed.`;
  trouble.hidden = false;
});
