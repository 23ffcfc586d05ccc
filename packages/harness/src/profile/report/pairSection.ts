import type { EngineResult } from '../results/result.ts';
import { changeReport, functionChangeTable } from './changes.ts';
import { moduleColor, OTHER_COLOR } from './colors.ts';
import { dataTable } from './dataTable.ts';
import { ratioStatement } from './facts.ts';
import { html, type Markup } from './markup.ts';
import type { ReportedPair } from './pairs.ts';
import { duration } from './quantities.ts';
import { functionTable, moduleTable, stageTable } from './tables.ts';

const SHOWN_FUNCTIONS = 25;

/** A part of the page with a heading of the third rank. */
function part(title: string, remark: string, content: Markup | readonly Markup[]): Markup {
  return html`<div class="part"><div class="head"><h3>${title}</h3><p class="soft">${remark}</p></div>
${content}
</div>`;
}

/**
 * Pairs of engines, each with what changed, hot functions, modules and flame graphs: tabs on the screen; one below the
 * other in print and without the script.
 *
 * @param first the pair that is chosen at the beginning
 */
export function pairSections(pairs: readonly ReportedPair[], first: ReportedPair): Markup {
  const tabs =
    pairs.length < 2
      ? null
      : html`<div class="tabs" role="tablist" aria-label="Pairs of engines" hidden>${pairs.map(
          ({ title }, i) =>
            html`<button type="button" role="tab" id="tab-${i}" aria-controls="pair-${i}" aria-selected="${pairs[i] === first ? 'true' : 'false'}">${title}</button>`,
        )}</div>`;
  return html`${tabs}${pairs.map((pair, i) => pairSection(pair, `pair-${i}`))}`;
}

function pairSection(pair: ReportedPair, id: string): Markup {
  const { base, candidate, title } = pair;
  const engines = [base, candidate];
  return html`<section class="pair" id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>
<p class="verdict">${verdictText(pair)}</p>
${changes(pair)}
${part('Hot functions', 'Time in the function itself, per cell-step. An optimised kernel stands in the row of the plain one of its name.', html`<div class="functions">${dataTable(`Hot functions, ${title}`, functionChangeTable(pair, SHOWN_FUNCTIONS))}</div>`)}
${modules(engines, title)}
${flames(
  [
    ...engines.flatMap((engine) => engineGraph(engine)),
    ...(base.tree === null || candidate.tree === null ? [] : [differenceGraph(pair)]),
  ],
  id,
)}
</section>
`;
}

/** The same for an engine without another one. */
export function engineSection(engine: EngineResult): Markup {
  const { label } = engine;
  return html`<section class="pair" id="pair-0" aria-labelledby="pair-0-title"><h2 id="pair-0-title">${label}</h2>
${part('Hot functions', 'Time in the function itself, per cell-step. Total holds everything that it calls.', html`<div class="functions">${dataTable(`Hot functions of ${label}`, functionTable(engine, SHOWN_FUNCTIONS))}</div>`)}
${modules([engine], label)}
${flames(engineGraph(engine), 'pair-0')}
</section>
`;
}

function verdictText({ comparison, base, candidate }: ReportedPair): string {
  const { caution } = comparison;
  const steps = `${duration(base.cellStep.median)} before, ${duration(candidate.cellStep.median)} now a cell-step`;
  const [ratio] = ratioStatement(comparison);
  if (ratio === undefined) return `${steps}; ${caution}.`;
  return `${ratio}: ${steps}.${caution === null ? '' : ` Note: ${caution}.`}`;
}

function changes(pair: ReportedPair): Markup {
  const report = changeReport(pair);
  const title = 'What changed and why';
  if (report === null)
    return part(
      title,
      'Both have the same optimisations on, or have no call tree: what differs is the code, and the functions below show where.',
      [],
    );
  const { table, flags } = report;
  return part(
    title,
    'The time of a cell-step by the kernels that optimisations spare, with what each calls, mean of all passes; the rows add up to the whole.',
    [
      html`<div class="kernels">${dataTable(`What changed, ${pair.title}`, table)}</div>`,
      html`<details><summary>What the flags do</summary><dl class="flags">${flags.map(({ name, does }) => html`<dt>${name}</dt><dd>${does}</dd>\n`)}</dl></details>`,
    ],
  );
}

function modules(engines: readonly EngineResult[], title: string): Markup {
  return part(
    'Where the time goes',
    'Wall time per cell-step by the source file of the innermost function; a built-in or library function counts for its caller.',
    [
      dataTable(`Time by module, ${title}`, moduleTable(engines)),
      dataTable(`Time by stage, clock and samples, ${title}`, stageTable(engines)),
    ],
  );
}

/** A flame graph: which tree of the data it draws, and how it is explained. */
interface Graph {
  readonly title: string;
  readonly remark: string;
  readonly kind: 'engine' | 'difference';
  /** Label of the engine or title of the pair. */
  readonly key: string;
  readonly legend: readonly Markup[];
}

function key(color: string, text: string): Markup {
  return html`<li><i class="key" style="--color:${color}"></i>${text}</li>`;
}

function engineGraph({ label, tree, modules: split }: EngineResult): Graph[] {
  if (tree === null) return [];
  const named = split.filter(
    ({ share, name }) => share >= 0.01 && moduleColor(name) !== OTHER_COLOR,
  );
  return [
    {
      title: label,
      remark: `${duration(tree.total)} a cell-step`,
      kind: 'engine',
      key: label,
      legend: named.map(({ name }) => key(moduleColor(name), name)),
    },
  ];
}

function differenceGraph({ title, base, candidate }: ReportedPair): Graph {
  return {
    title: `Difference, ${base.label} → ${candidate.label}`,
    remark: 'a frame is as wide as the longer of its two times',
    kind: 'difference',
    key: title,
    legend: [
      key('hsl(210 75% 62%)', 'shrunk or vanished'),
      key('hsl(24 85% 62%)', 'grown or new'),
      key('#e3e1dc', 'as it was'),
    ],
  };
}

function flames(graphs: readonly Graph[], id: string): Markup {
  if (graphs.length === 0) return html``;
  const isPair = graphs.length > 1;
  const toolbar = html`<div class="toolbar" role="group" aria-label="Flame graphs" hidden><label>Find <input class="find" type="search" placeholder="function or file" autocomplete="off" spellcheck="false"></label><label>Show <select class="direction"><option value="calls">what calls what</option><option value="callers">functions and their callers</option></select></label>${isPair ? html`<label>Widths <select class="widths"><option value="each">each fills the page</option><option value="shared">one scale for both</option></select></label>` : null}<button class="reset" type="button">Show everything</button><output class="found soft"></output></div><noscript><p>The flame graphs need JavaScript.</p></noscript>`;
  const drawn = graphs.map(
    ({ title, remark, kind, key: of, legend }, i) =>
      html`<div class="graph"><h4>${title} <span class="soft">${remark}</span></h4><ul class="legend">${legend}</ul>
<p class="details" id="${id}-details-${i}" aria-hidden="true">Point at a frame to read about it.</p>
<div class="flame" id="${id}-flame-${i}" data-kind="${kind}" data-key="${of}" data-details="${id}-details-${i}" role="tree" aria-label="Flame graph: ${title}"></div></div>`,
  );
  return part(
    'Flame graphs',
    'Callers stand above what they call; width is time. Click a frame, or press Enter on it, to look closer; arrow keys move, Escape shows everything again.',
    [toolbar, ...drawn],
  );
}
