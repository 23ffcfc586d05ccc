import { curveName } from '../experiments/workerCurve.ts';
import type { EngineResult, ProfileResult } from '../results/result.ts';
import { differenceTree } from '../samples/difference.ts';
import { colorsOf, moduleColor, OTHER_COLOR } from './colors.ts';
import { dataTable } from './dataTable.ts';
import {
  waterfallStatement,
  waterfallTable,
  workersStatement,
  workerTable,
} from './experimentTables.ts';
import { engineFacts, environmentFacts, type Fact } from './facts.ts';
import { type FlameData, flameDifference, flameOf, withoutHarness } from './flameData.ts';
import { flameGraphScript, pageScript, pageStyle } from './libraries.ts';
import { embeddedJson, html, type Markup, verbatim } from './markup.ts';
import { parityAlarms, parityStatement, parityTable, parityValue } from './parity.ts';
import { bytes, digits, duration, times } from './quantities.ts';
import {
  comparisonTable,
  functionChangeTable,
  functionTable,
  moduleTable,
  type ReportTable,
} from './tables.ts';
import { warmUpChart } from './warmUpChart.ts';
import { waterfallChart } from './waterfallChart.ts';
import { workerChart } from './workerChart.ts';

const SHOWN_FUNCTIONS = 25;

/** A flame graph of the page. */
interface Graph {
  readonly id: string;
  readonly title: string;
  readonly remark: string;
  readonly data: FlameData;
}

/** A result as one HTML page that needs no network. */
export function htmlReport(result: ProfileResult): string {
  const { name, profile, engines, comparisons, notes } = result;
  // Base and the first candidate are shown in full; all others in the table of comparisons.
  const shown = engines.slice(0, 2);
  const graphs = flameGraphs(shown);
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>Profile ${name}</title>
<style>${verbatim(pageStyle())}</style>
</head>
<body>
<a class="skip" href="#functions">Skip to the hot functions</a>
<header>
<h1>Profile ${name}</h1>
<p class="lead">${profile.description} ${profile.config}${profile.overrides.length > 0 ? ` with ${profile.overrides.join(', ')}` : ''}. Engines: ${engines.map(({ label }) => label).join(', ')}.</p>
${parityAlarms(result).map((alarm) => html`<p class="alarm" role="alert">${alarm}</p>`)}
${headlines(result)}
${[...new Set([...comparisons.flatMap(({ caution }) => caution ?? []), ...notes])].map((note) => html`<p class="caution">${note}</p>`)}
</header>
<main>
${comparisons.length > 1 ? section('comparisons', 'Compared with the base', table('Speed-ups', comparisonTable(comparisons))) : null}
${section('functions', 'Hot functions', [
  html`<p class="soft">Time in the function itself, per cell-step. ${shown.length > 1 ? 'An optimised kernel stands in the row of the plain one of its name.' : 'Total holds everything that it calls.'}</p>`,
  html`<div class="functions">${shown.length > 1 ? table('Hot functions side by side', functionChangeTable(shown[0]!, shown[1]!, SHOWN_FUNCTIONS)) : table('Hot functions', functionTable(shown[0]!, SHOWN_FUNCTIONS))}</div>`,
])}
${section('modules', 'Where the time goes', [
  html`<p class="soft">Wall time per cell-step by the source file of the innermost function; a built-in or library function counts for its caller.</p>`,
  table('Time by module', moduleTable(shown)),
])}
${graphs.length > 0 ? flameSection(graphs, shown) : null}
${section('parity', 'Do they compute the same?', paritySection(result))}
${section('waterfall', 'What each optimisation is worth', waterfallSection(result))}
${section('workers', 'Threads', workersSection(result))}
${section('warm-up', 'Warm-up', [
  html`<p class="soft">Step time of the first steps of each process, before anything is measured.</p>`,
  warmUpChart(shown),
])}
${engines.map((engine) => section(`engine-${engines.indexOf(engine)}`, `Measured: ${engine.label}`, [facts(engineFacts(engine)), deoptimisations(engine)]))}
${section('environment', 'Environment', facts(environmentFacts(result)))}
</main>
<script type="application/json" id="data">${embeddedJson({
    graphs: graphs.map(({ id, data }) => ({ id, data })),
    colors: colorsOf(shown.flatMap(({ modules }) => modules)),
  })}</script>
<script>${verbatim(flameGraphScript().replaceAll('</script', '<\\/script'))}</script>
<script>${verbatim(pageScript())}</script>
</body>
</html>
`;
  return page.html;
}

function section(id: string, title: string, content: Markup | readonly Markup[]): Markup {
  return html`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>
${content}
</section>`;
}

function table(caption: string, { columns, rows }: ReportTable): Markup {
  return dataTable(caption, columns, rows);
}

function paritySection(result: ProfileResult): Markup[] {
  const { parity } = result;
  return [
    html`<p class="soft">${parityStatement(result)}</p>`,
    ...(parity === null ? [] : [table('Parity by column group', parityTable(parity))]),
  ];
}

function waterfallSection(result: ProfileResult): Markup[] {
  const { waterfall } = result;
  return [
    html`<p class="soft">${waterfallStatement(result)}</p>`,
    ...(waterfall === null
      ? []
      : [waterfallChart(waterfall), table('Optimisations', waterfallTable(waterfall))]),
  ];
}

function workersSection(result: ProfileResult): Markup[] {
  const { workerCurves } = result;
  return [
    html`<p class="soft">${workersStatement(result)}</p>`,
    ...(workerCurves.length === 0 ? [] : [workerChart(workerCurves)]),
    ...workerCurves.map(
      (curve) =>
        html`<h3>${curveName(curve)}</h3>${table(`Threads, ${curveName(curve)}`, workerTable(curve))}`,
    ),
  ];
}

function facts(list: readonly Fact[]): Markup {
  return html`<dl>${list.map(({ name, value, remark }) => html`<dt>${name}</dt><dd class="value">${value}</dd><dd class="remark">${remark}</dd>\n`)}</dl>`;
}

function headlines({ engines, comparisons, parity }: ProfileResult): Markup {
  const cards: { title: string; value: string; remark: string; isBad?: boolean }[] = [];
  const first = comparisons[0];
  if (first?.speedup) {
    const { value, low, high } = first.speedup;
    cards.push({
      title: `${first.candidate} against ${first.base}`,
      value: times(value),
      remark:
        low === null || high === null
          ? 'as fast; no interval'
          : `as fast; 95 % interval ${low.toFixed(2)} to ${high.toFixed(2)}`,
    });
  }
  if (parity !== null)
    cards.push({ title: 'numbers', ...parityValue(parity), isBad: !parity.agrees });
  for (const { label, cellStep, measurements } of engines.slice(0, 2)) {
    cards.push({
      title: `${label}, speed`,
      value: `${digits(1 / cellStep.median)} /s`,
      remark: `cell-steps per second; ${duration(cellStep.min)} to ${duration(cellStep.max)} each over ${cellStep.count} ${cellStep.count === 1 ? 'pass' : 'passes'}`,
    });
    const peak = Math.max(...measurements.map(({ memory }) => memory.residentPeak));
    const heap = Math.max(...measurements.map(({ memory }) => memory.heapPeak));
    cards.push({
      title: `${label}, memory`,
      value: bytes(peak),
      remark: `resident at most, ${bytes(heap)} of it JavaScript heap`,
    });
  }
  return html`<ul class="headline">${cards.map(({ title, value, remark, isBad }) => html`<li${isBad === true ? html` class="bad"` : null}><small>${title}</small><b>${value}</b><small>${remark}</small></li>`)}</ul>`;
}

function flameGraphs(engines: readonly EngineResult[]): Graph[] {
  const trees = engines.flatMap(({ label, tree }) =>
    tree === null ? [] : [{ label, tree: withoutHarness(tree) }],
  );
  const graphs = trees.map(({ label, tree }, i) => ({
    id: `flame-${i}`,
    title: label,
    remark: `${duration(tree.total)} a cell-step`,
    data: flameOf(tree, label),
  }));
  const [base, candidate] = trees;
  if (base === undefined || candidate === undefined) return graphs;
  const label = `${base.label} → ${candidate.label}`;
  graphs.push({
    id: 'flame-difference',
    title: `Difference, ${label}`,
    remark: 'a frame is as wide as the longer of its two times',
    data: flameDifference(differenceTree(base.tree, candidate.tree), label),
  });
  return graphs;
}

function flameSection(graphs: readonly Graph[], engines: readonly EngineResult[]): Markup {
  const modules = engines
    .flatMap((engine) => engine.modules)
    .filter(({ share, name }) => share >= 0.01 && moduleColor(name) !== OTHER_COLOR)
    .map(({ name }) => name);
  const key = (color: string, text: string) =>
    html`<li><i class="key" style="--color:${color}"></i>${text}</li>`;
  const legend = (id: string) =>
    id === 'flame-difference'
      ? [key('hsl(207 75% 62%)', 'shrunk or vanished'), key('hsl(24 85% 62%)', 'grown or new')]
      : [...new Set(modules)].map((name) => key(moduleColor(name), name));
  return section('flames', 'Flame graphs', [
    html`<p class="soft">Callers stand above what they call; width is time. Click a frame, or press Enter on it, to look closer; arrow keys move, Escape shows everything again.</p>
<div class="search"><label for="search">Find</label><input id="search" type="search" placeholder="function" autocomplete="off" spellcheck="false"><button id="reset" type="button">Show everything</button><span id="found" class="soft" role="status"></span></div>`,
    ...graphs.map(
      ({ id, title, remark }) =>
        html`<h3>${title} <span class="soft">${remark}</span></h3><ul class="legend">${legend(id)}</ul>
<div class="flame" id="${id}" role="tree" aria-label="Flame graph: ${title}"></div>
<p class="details" id="${id}-details" aria-live="polite">Point at a frame to read about it.</p>`,
    ),
  ]);
}

function deoptimisations({ measurements }: EngineResult): Markup {
  const found = measurements.flatMap((measurement) => measurement.deoptimisations ?? []);
  if (found.length === 0) return html``;
  return html`<h3>Deoptimised while measured</h3>${dataTable(
    'Deoptimisations',
    [
      { title: 'function', isNumber: false },
      { title: 'times', isNumber: true },
      { title: 'reason', isNumber: false },
    ],
    found.map((entry) => [
      { text: entry.function },
      { text: String(entry.count), sort: entry.count },
      { text: entry.reason },
    ]),
  )}`;
}
