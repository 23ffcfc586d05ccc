import { basename, resolve } from 'node:path';
import { YEAR } from '@marsdisk/core';
import { embeddedJson, html, type Markup, verbatim } from '../profile/report/markup.ts';
import type { RunFolder } from '../table/runFolder.ts';
import { chartScript, pageScript, pageStyle } from './libraries.ts';
import { compressedText, createPacker, type Packer } from './pack.ts';
import { declared, type PlotData } from './plotData.ts';
import type { PsdMaps } from './psdHistory.ts';
import type { RunHistory } from './runHistory.ts';

/** Columns whose name, unit and definition stand in the page. */
const SHOWN_COLUMNS = [
  'time',
  'r_RM',
  'mass_lost_by_blowout',
  'mass_lost_by_sinks',
  'mass_lost_sublimation_step',
  'M_out_dot',
  'M_sink_dot',
  'T_M_used',
  'a_blow',
  's_min',
  'tau',
  'Sigma_surf',
  's_bin_center',
  'Sigma_bin',
  'f_mass',
] as const;

/** A chart of the page. */
interface Figure {
  readonly id: string;
  readonly title: string;
  readonly remark: string;
  /** What its value axis or colours show first; null for a chart without numbers. */
  readonly scale: 'linear' | 'log' | null;
}

const FIGURES: readonly Figure[] = [
  {
    id: 'lost',
    title: 'Mass lost',
    remark: 'By channel, all cells, since the start.',
    scale: 'linear',
  },
  {
    id: 'rate',
    title: 'Loss rate dM/dt',
    remark: 'By channel, all cells that have not stopped.',
    scale: 'log',
  },
  {
    id: 'temperature',
    title: 'Temperature of Mars',
    remark: 'At the start of each step.',
    scale: 'linear',
  },
  {
    id: 'size',
    title: 'Blow-out size',
    remark: 'Smaller grains are driven out by radiation pressure.',
    scale: 'log',
  },
  {
    id: 'tau',
    title: 'Optical depth',
    remark: 'In the line of sight to Mars, over radius and time.',
    scale: 'linear',
  },
  { id: 'sigma', title: 'Surface density', remark: 'Over radius and time.', scale: 'linear' },
  {
    id: 'phase',
    title: 'Phase map',
    remark: 'State of the grains over radius and time.',
    scale: null,
  },
  {
    id: 'psd',
    title: 'Size distribution',
    remark: 'Surface density of each size bin of a cell.',
    scale: 'log',
  },
];

/** A run as one HTML page that needs no network. */
export function plotPage(data: PlotData): string {
  const { folder, history, psd, notes } = data;
  const packer = createPacker();
  const meta = {
    year: YEAR,
    columns: Object.fromEntries(
      SHOWN_COLUMNS.map((name) => {
        const { unit, definition } = declared(name);
        return [name, { unit, definition }];
      }),
    ),
    history: packHistory(history, packer),
    psd: psd === null ? null : packPsd(psd, packer),
  };
  const name = basename(resolve(folder.directory));
  const figures = FIGURES.filter(({ id }) => id !== 'psd' || psd !== null);
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>Run ${name}</title>
<style>${verbatim(pageStyle())}</style>
</head>
<body>
<a class="skip" href="#lost">Skip to the charts</a>
<header>
<h1>Run ${name}</h1>
<p class="lead">${lead(folder, data)}</p>
${notes.map((note) => html`<p class="caution">${note}</p>\n`)}<ul class="headline" id="headline"></ul>
</header>
<form class="controls" id="controls" aria-label="All charts">
<label>Time in <select id="time-unit"></select></label>
${scaleChoice('time-scale', 'Time axis', 'linear')}
<p class="hint">Point at a chart to read it, or focus it and use the arrow keys (with Shift: ten at once).</p>
</form>
<noscript><p class="caution">The charts are drawn by the script of this page; allow it to run.</p></noscript>
<p class="caution" id="trouble" role="alert" hidden></p>
<main>
${figures.map((figure) => figureMarkup(withFittingScale(figure, history), psd))}
</main>
<footer><p>${footer(folder)}</p></footer>
<script type="application/json" id="meta">${embeddedJson(meta)}</script>
<script type="text/plain" id="values">${verbatim(packer.text())}</script>
<script type="text/plain" id="library">${verbatim(compressedText(chartScript()))}</script>
<script>${verbatim(pageScript())}</script>
</body>
</html>
`;
  return page.html;
}

function figureMarkup({ id, title, remark, scale }: Figure, psd: PsdMaps | null): Markup {
  return html`<section class="figure ${id}" aria-labelledby="${id}">
<h2 id="${id}">${title}</h2>
<p class="soft">${remark}</p>
<div class="tools">${scale === null ? null : scaleChoice(`${id}-scale`, isMap(id) ? 'Colours' : 'Values', scale)}${id === 'psd' && psd !== null ? psdChoice(psd) : null}<span class="save"><button type="button" data-save="svg" data-figure="${id}">SVG</button><button type="button" data-save="png" data-figure="${id}">PNG</button></span></div>
<figure id="${id}-figure" tabindex="0" role="group" aria-roledescription="chart" aria-label="${title}" aria-describedby="${id}-readout"></figure>
<p class="readout" id="${id}-readout" aria-live="polite"></p>
<details><summary>Values as a table</summary><div class="scroll" id="${id}-table" tabindex="0" role="region" aria-label="${title}, values"></div></details>
</section>
`;
}

/** Colours of a map start with a logarithmic scale where its values span more than two decades. */
function withFittingScale(figure: Figure, { maps }: RunHistory): Figure {
  const { id } = figure;
  if (!isMap(id)) return figure;
  const values = (id === 'tau' ? maps.tau : maps.sigma).filter((value) => value > 0);
  const [low, high] = [minimum(values), -minimum(values.map((value) => -value))];
  return { ...figure, scale: high > 100 * low ? 'log' : 'linear' };
}

function minimum(values: Float64Array): number {
  return values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
}

function isMap(id: string): boolean {
  return id === 'tau' || id === 'sigma';
}

function psdChoice({ times }: PsdMaps): Markup {
  return html`<label>Cell <select id="psd-cell"></select></label><label>Shows <select id="psd-quantity"><option value="Sigma_bin">surface density</option><option value="f_mass">share of the mass</option></select></label><label class="slider">Time <input type="range" id="psd-time" min="0" max="${times.length - 1}" value="${times.length - 1}"><output id="psd-time-text" for="psd-time"></output></label>`;
}

function scaleChoice(name: string, label: string, chosen: 'linear' | 'log'): Markup {
  const option = (value: string) =>
    html`<label><input type="radio" name="${name}" value="${value}"${value === chosen ? verbatim(' checked') : null}>${value}</label>`;
  return html`<fieldset><legend>${label}</legend>${option('linear')}${option('log')}</fieldset>`;
}

function lead({ end, record }: RunFolder, { history }: PlotData): string {
  const source = record?.['config_source_path'];
  const engine = (record?.['engine'] as { name?: unknown } | undefined)?.name;
  const steps = record?.['steps_done'];
  return [
    typeof source === 'string' ? `${basename(source)}.` : null,
    `${history.cellCount} cells,`,
    typeof steps === 'number' ? `${steps.toLocaleString('en-US')} steps,` : null,
    typeof engine === 'string' ? `engine ${engine},` : null,
    `${end}.`,
  ]
    .filter((part) => part !== null)
    .join(' ');
}

function footer({ directory, record }: RunFolder): string {
  const made = record?.['timestamp_utc'];
  return `Drawn by marsdisk plot from ${directory}${typeof made === 'string' ? `, run of ${made}` : ''}. Maps and size distributions are rounded to four digits; marsdisk table shows all of them.`;
}

function packHistory({ times, curves, maps, ...rest }: RunHistory, { floats, bytes }: Packer) {
  const { rateRange } = curves;
  return {
    ...rest,
    times: floats(times),
    curves: {
      lostByBlowout: floats(curves.lostByBlowout),
      lostBySinks: floats(curves.lostBySinks),
      lostBySublimation:
        curves.lostBySublimation === null ? null : floats(curves.lostBySublimation),
      blowoutRate: floats(curves.blowoutRate),
      sinkRate: floats(curves.sinkRate),
      rateLow: rateRange === null ? null : floats(rateRange.low),
      rateHigh: rateRange === null ? null : floats(rateRange.high),
      temperature: floats(curves.temperature),
      blowoutSize: floats(curves.blowoutSize),
      smallestSize: floats(curves.smallestSize),
    },
    maps: {
      cells: Array.from(maps.cells),
      radius: floats(maps.radius),
      tau: floats(maps.tau, true),
      sigma: floats(maps.sigma, true),
      state: bytes(maps.state),
      states: maps.states,
    },
  };
}

function packPsd({ times, sizes, cells, sigma, ...rest }: PsdMaps, { floats }: Packer) {
  return {
    ...rest,
    times: floats(times),
    sizes: floats(sizes),
    cells: Array.from(cells),
    sigma: floats(sigma, true),
  };
}
