import { basename, resolve } from 'node:path';
import { type StopReason, YEAR } from '@marsdisk/core';
import { embeddedJson, html, type Markup, verbatim } from '../profile/report/markup.ts';
import { figures, scaleChoice } from './figures.ts';
import { chartScript, pageScript, pageStyle } from './libraries.ts';
import { compressedText, createPacker } from './pack.ts';
import { packHistory, packPsd } from './packing.ts';
import { PAGE_MARKER } from './pageFile.ts';
import { declared, type PlotData } from './plotData.ts';
import { runMark } from './provenance.ts';

/** Columns whose unit and definition stand in the page. */
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

const STOP_REASONS: Readonly<Record<string, string>> = {
  t_end_reached: 'end time reached',
  max_steps: 'largest number of steps reached',
  dt_invalid: 'no valid step length',
  tau_exceeded_all_cells: 'all cells stopped',
  loss_rate_below_threshold: 'loss rate below its threshold',
  a_blow_below_s_min_config: 'blow-out size below the smallest size',
} satisfies Record<StopReason, string>;

/** A run as one HTML page that needs no network. */
export function plotPage(data: PlotData): string {
  const { folder, history, psd, cautions, provenance } = data;
  const packer = createPacker();
  const name = basename(resolve(folder.directory));
  const mark = runMark(provenance);
  const meta = {
    name,
    mark,
    year: YEAR,
    initialMass: provenance.initialMass,
    isSupplied: provenance.isSupplied,
    columns: Object.fromEntries(
      SHOWN_COLUMNS.map((column) => {
        const { unit, definition } = declared(column);
        return [column, { unit, definition }];
      }),
    ),
    history: packHistory(history, packer),
    psd: psd === null ? null : packPsd(psd, packer),
  };
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
${verbatim(PAGE_MARKER)}
<meta name="marsdisk-run" content="${mark}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>Run ${name}</title>
<style>${verbatim(pageStyle())}</style>
</head>
<body>
<a class="skip" href="#lost">Skip to the charts</a>
<header>
<h1>Run ${name}</h1>
${cautions.map((caution) => html`<p class="caution">${caution}</p>\n`)}<ul class="headline" id="headline"></ul>
${factList(data)}
</header>
<form class="controls" id="controls" aria-label="All charts">
<label>Time in <select id="time-unit"></select></label>
${scaleChoice('time-scale', 'Time axis', 'linear')}
<p class="hint">Point at a chart to read all of them, or focus it and use the arrow keys (with Shift: ten at once).</p>
</form>
<noscript><p class="caution">The charts are drawn by the script of this page; allow it to run.</p></noscript>
<p class="caution" id="trouble" role="alert" hidden></p>
<main>
${figures(data)}</main>
<footer>
${footer(data)}</footer>
<script type="application/json" id="meta">${embeddedJson(meta)}</script>
<script type="text/plain" id="values">${verbatim(packer.text())}</script>
<script type="text/plain" id="library">${verbatim(compressedText(chartScript()))}</script>
<script>${verbatim(pageScript())}</script>
</body>
</html>
`;
  return page.html;
}

/** Which run it is: enough to see whether the page is still that of the run in the directory. */
function factList({ folder, provenance, history, psd }: PlotData): Markup {
  const { configName, configHash, ended, begun, commit, engine, workers, steps } = provenance;
  const { radii, sizes, bins, stopReason } = provenance;
  const facts: readonly (readonly [name: string, value: string | null])[] = [
    [
      'Configuration',
      joined([configName, configHash === null ? null : `hash ${configHash}`], ', '),
    ],
    [
      'Status',
      joined(
        [folder.end, stopReason === null ? null : (STOP_REASONS[stopReason] ?? stopReason)],
        ', ',
      ),
    ],
    ['Ended', ended === null ? null : clockText(ended)],
    ['Begun', begun === null ? null : clockText(begun)],
    [
      'Engine',
      joined(
        [
          engine,
          workers === null || workers === 1 ? null : `${workers} workers`,
          commit === null ? null : `commit ${commit.slice(0, 12)}`,
        ],
        ', ',
      ),
    ],
    [
      'Disk',
      joined(
        [
          counted(history.cellCount, 'cell'),
          radii === null ? null : `${radii[0]} to ${radii[1]} R_Mars`,
        ],
        ', ',
      ),
    ],
    [
      'Sizes',
      joined(
        [
          counted(bins ?? psd?.sizes.length ?? 0, 'bin'),
          sizes === null ? null : `${metres(sizes[0])} to ${metres(sizes[1])}`,
        ],
        ', ',
      ),
    ],
    ['Steps', steps === null ? null : steps.toLocaleString('en-US')],
  ];
  return html`<dl class="facts">
${facts.map(([name, value]) => (value === null || value === '' ? null : html`<div><dt>${name}</dt><dd class="quantity">${value}</dd></div>\n`))}</dl>`;
}

function footer({ folder, remarks, provenance }: PlotData): Markup {
  return html`<ul>
${remarks.map((remark) => html`<li>${remark}</li>\n`)}<li>Maps and size distributions are rounded to four digits; marsdisk table shows all of them.</li>
<li>Drawn by marsdisk plot from ${folder.directory} (${runMark(provenance)}). The hash is that of the configuration with all defaults, without io.</li>
</ul>
`;
}

function joined(parts: readonly (string | null)[], separator: string): string {
  return parts.filter((part) => part !== null).join(separator);
}

/** A grain size with the prefix that gives the shortest number. */
function metres(size: number): string {
  const [factor, unit] =
    size < 1e-7 ? [1e9, 'nm'] : size < 1e-4 ? [1e6, 'µm'] : size < 0.1 ? [1e3, 'mm'] : [1, 'm'];
  return `${Number((size * factor).toPrecision(6))} ${unit}`;
}

function clockText(time: string): string {
  return time.replace('T', ' ').replace('Z', ' UTC');
}

function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`;
}
