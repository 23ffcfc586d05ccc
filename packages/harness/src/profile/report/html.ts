import { curveName } from '../experiments/workerCurve.ts';
import type { EngineResult, ProfileResult } from '../results/result.ts';
import { dataTable } from './dataTable.ts';
import {
  waterfallStatement,
  waterfallTable,
  workersStatement,
  workerTable,
} from './experimentTables.ts';
import { engineFacts, environmentFacts } from './facts.ts';
import { flameData } from './flameData.ts';
import { headlines } from './headlines.ts';
import { flameGraphScript, pageScript, pageStyle } from './libraries.ts';
import { embeddedJson, html, type Markup, verbatim } from './markup.ts';
import { engineSection, pairSections } from './pairSection.ts';
import { mainPair, reportedPairs } from './pairs.ts';
import { parityAlarms, parityStatement, parityTable } from './parity.ts';
import { factList, section } from './section.ts';
import { type ComparedSides, sidesList, sidesTable } from './sides.ts';
import { comparisonTable } from './tables.ts';
import { reportTitle } from './title.ts';
import { warmUpChart } from './warmUpChart.ts';
import { waterfallChart } from './waterfallChart.ts';
import { workerChart } from './workerChart.ts';

/** Reasons of an engine that are listed; more is noise. */
const SHOWN_DEOPTIMISATIONS = 5;
/** Engines whose curves can be told apart in one chart. */
const MOST_CURVES = 4;

/**
 * A result as one HTML page that needs no network.
 *
 * @param sides the stored results that are compared, if it is a comparison
 */
export function htmlReport(result: ProfileResult, sides: ComparedSides | null = null): string {
  const { profile, engines, comparisons, notes } = result;
  const pairs = reportedPairs(result);
  const main = mainPair(pairs);
  const shown = main === null ? engines.slice(0, 1) : [main.base, main.candidate];
  const title = reportTitle(result, sides);
  const lead = html`${profile.description} ${profile.config}${profile.overrides.length > 0 ? ` with ${profile.overrides.join(', ')}` : ''}. Engines: ${engines.map(({ label }) => label).join(', ')}.`;
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>${title}</title>
<style>${verbatim(pageStyle())}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the results</a>
<header>
<h1>${title}</h1>
${sides === null ? html`<p class="lead">${lead}</p>` : sidesList(sides)}
${parityAlarms(result).map((alarm) => html`<p class="alarm" role="alert">${alarm}</p>`)}
${headlines(result, main, shown)}
${[...new Set([...comparisons.flatMap(({ caution }) => caution ?? []), ...notes])].map((note) => html`<p class="caution">${note}</p>`)}
</header>
<main id="main">
${pairs.length > 1 ? section('comparisons', 'All pairs', '', dataTable('Speed-ups', comparisonTable(comparisons))) : null}
${main === null ? shown.map(engineSection) : pairSections(pairs, main)}
${sides === null ? experiments(result) : null}
${section('warm-up', 'Warm-up', 'The first steps of each process, before anything is measured, show how the machine code settles. Blocks of the same work again and again decide whether it has: compared with the last ones, those before (large marks) may differ in the median by no more than the grey band is high, twice in a row.', warmUpChart(engines.length > MOST_CURVES ? shown : engines, profile.warm_up))}
${section(
  'engines',
  'Measured',
  '',
  engines.map((engine) => engineDetails(engine)),
)}
${sides === null ? section('environment', 'Environment', '', factList(environmentFacts(result))) : section('environment', 'What is compared', '', dataTable('What is compared', sidesTable(sides)))}
</main>
<script type="application/json" id="data">${embeddedJson(flameData(engines, pairs))}</script>
<script>${verbatim(flameGraphScript().replaceAll('</script', '<\\/script'))}</script>
<script>${verbatim(pageScript())}</script>
</body>
</html>
`;
  return page.html;
}

/** What was measured besides the engines: outputs, optimisations, threads. */
function experiments(result: ProfileResult): Markup {
  const { parity, waterfall, workerCurves } = result;
  return html`${section('parity', 'Do they compute the same?', parityStatement(result), parity === null ? [] : dataTable('Parity by column group', parityTable(parity)))}
${section('waterfall', 'What each optimisation is worth', waterfallStatement(result), waterfall === null ? [] : [waterfallChart(waterfall), dataTable('Optimisations', waterfallTable(waterfall))])}
${section('workers', 'Threads', workersStatement(result), [
  ...(workerCurves.length === 0 ? [] : [workerChart(workerCurves)]),
  ...workerCurves.map(
    (curve) =>
      html`<h3>${curveName(curve)}</h3>${dataTable(`Threads, ${curveName(curve)}`, workerTable(curve))}`,
  ),
])}`;
}

function engineDetails(engine: EngineResult): Markup {
  return html`<div class="engine"><h3>${engine.label}</h3>
${factList(engineFacts(engine))}${deoptimisations(engine)}</div>`;
}

function deoptimisations({ label, measurements }: EngineResult): Markup {
  const found = measurements
    .flatMap((measurement) => measurement.deoptimisations ?? [])
    .sort((a, b) => b.count - a.count);
  if (found.length === 0) return html``;
  const more = found.length - SHOWN_DEOPTIMISATIONS;
  return html`<h4>Deoptimised while measured</h4>${dataTable(`Deoptimisations of ${label}`, {
    columns: [
      { title: 'function', isNumber: false },
      { title: 'times', isNumber: true },
      { title: 'reason', isNumber: false },
    ],
    rows: found
      .slice(0, SHOWN_DEOPTIMISATIONS)
      .map((entry) => [
        { text: entry.function },
        { text: String(entry.count), sort: entry.count },
        { text: entry.reason },
      ]),
    sorted: { column: 1, isDescending: true },
  })}${more > 0 ? html`<p class="soft">and ${more} more, in result.json</p>` : null}`;
}
