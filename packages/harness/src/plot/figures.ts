import { html, type Markup, verbatim } from '../profile/report/markup.ts';
import type { PlotData } from './plotData.ts';
import type { PsdMaps } from './psdHistory.ts';
import type { RunHistory } from './runHistory.ts';

/** A chart of the page. */
interface Figure {
  readonly id: string;
  readonly title: string;
  readonly remark: string;
  /** What a click on the chart does; not said where a sentence stands for the chart. */
  readonly hint?: string;
  /** What its value axis or colours show first; null for a chart without numbers. */
  readonly scale: 'linear' | 'log' | null;
}

/** The charts of a run, each with its controls, empty until the script of the page draws them. */
export function figures({ history, psd }: PlotData): Markup {
  return html`${figureList(history, psd).map((figure) => figureMarkup(figure, history, psd))}`;
}

/** Two buttons of which one is pressed. */
export function scaleChoice(name: string, label: string, chosen: 'linear' | 'log'): Markup {
  const option = (value: string) =>
    html`<label><input type="radio" name="${name}" value="${value}"${value === chosen ? verbatim(' checked') : null}>${value}</label>`;
  return html`<fieldset><legend>${label}</legend>${option('linear')}${option('log')}</fieldset>`;
}

function figureList(history: RunHistory, psd: PsdMaps | null): Figure[] {
  const { maps, cellCount } = history;
  const place = cellCount === 1 ? 'over time' : 'over radius and time';
  const pick = psd === null || cellCount === 1 ? {} : { hint: 'Click for the sizes there.' };
  const charts: Figure[] = [
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
      remark: `In the line of sight to Mars, ${place}.`,
      ...pick,
      scale: fittingScale(maps.tau),
    },
    {
      id: 'sigma',
      title: 'Surface density',
      remark: `Of the surface layer, ${place}.`,
      ...pick,
      scale: fittingScale(maps.sigma),
    },
    {
      id: 'phase',
      title: 'Phase map',
      remark: `State of the grains ${place}.`,
      ...pick,
      scale: null,
    },
  ];
  if (psd === null) return charts;
  return [
    ...charts,
    {
      id: 'psd',
      title: 'Size distribution',
      remark: 'Of a cell at one time, size bin by size bin.',
      scale: 'log',
    },
    {
      id: 'sizemap',
      title: 'Size distribution over time',
      remark: 'All recorded distributions of the chosen cell.',
      hint: 'Click to choose the time.',
      scale: 'log',
    },
  ];
}

function figureMarkup(
  { id, title, remark, hint, scale }: Figure,
  { cellCount }: RunHistory,
  psd: PsdMaps | null,
): Markup {
  const isColored = id === 'sizemap' || ((id === 'tau' || id === 'sigma') && cellCount > 1);
  return html`<section class="figure ${id}" id="${id}-section" aria-labelledby="${id}">
<h2 id="${id}">${title}</h2>
<p class="soft">${remark}${hint === undefined ? null : html` <span class="hint">${hint}</span>`}</p>
<div class="tools">${scale === null ? null : scaleChoice(`${id}-scale`, isColored ? 'Colours' : 'Values', scale)}${id === 'psd' && psd !== null ? psdChoice(psd) : null}<span class="save"><button type="button" data-save="svg" data-figure="${id}" aria-label="${title} as SVG">SVG</button><button type="button" data-save="png" data-figure="${id}" aria-label="${title} as PNG">PNG</button></span></div>
<figure id="${id}-figure" tabindex="0" role="group" aria-roledescription="chart" aria-label="${title}" aria-describedby="${id}-readout"></figure>
<p class="readout" id="${id}-readout"></p>
<div class="notes" id="${id}-notes"></div>
<details><summary>Values as a table</summary><div class="scroll" id="${id}-table" tabindex="0" role="region" aria-label="${title}, values"></div></details>
</section>
`;
}

/** A logarithmic scale where the values span more than two decades. */
function fittingScale(values: Float64Array): 'linear' | 'log' {
  const positive = values.filter((value) => value > 0);
  const high = positive.reduce((most, value) => Math.max(most, value), 0);
  return positive.some((value) => high > 100 * value) ? 'log' : 'linear';
}

function psdChoice({ times }: PsdMaps): Markup {
  const last = times.length - 1;
  return html`<label>Cell <select id="psd-cell"></select></label><label>Shows <select id="psd-quantity"><option value="Sigma_bin">surface density</option><option value="f_mass">share of the mass</option></select></label><span class="slider"><label>Time <input type="range" id="psd-time" min="0" max="${last}" value="${last}"></label><button type="button" id="psd-play"${last === 0 ? verbatim(' disabled') : null}>Play</button><output id="psd-time-text" for="psd-time"></output></span>`;
}
