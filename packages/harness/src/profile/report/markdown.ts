import { curveName } from '../experiments/workerCurve.ts';
import type { EngineResult, ProfileResult } from '../results/result.ts';
import { changeReport, functionChangeTable } from './changes.ts';
import {
  waterfallStatement,
  waterfallTable,
  workersStatement,
  workerTable,
} from './experimentTables.ts';
import { engineFacts, environmentFacts, type Fact, headline, ratioStatement } from './facts.ts';
import { mainPair, type ReportedPair, reportedPairs } from './pairs.ts';
import { parityAlarms, parityStatement, parityTable } from './parity.ts';
import { type ComparedSides, sidesTable } from './sides.ts';
import {
  comparisonTable,
  functionTable,
  moduleTable,
  type ReportTable,
  stageTable,
} from './tables.ts';
import { reportTitle } from './title.ts';

const SHOWN_FUNCTIONS = 25;

/**
 * The facts of the HTML report in Markdown, for issues and pull requests.
 *
 * @param sides the stored results that are compared, if it is a comparison
 */
export function markdownReport(result: ProfileResult, sides: ComparedSides | null = null): string {
  const { engines, comparisons, notes, parity, waterfall, workerCurves } = result;
  const pairs = reportedPairs(result);
  const main = mainPair(pairs);
  return [
    `# ${reportTitle(result, sides)}`,
    sides === null ? headline(result) : table(sidesTable(sides)),
    ...parityAlarms(result).map((alarm) => `> **${alarm}**`),
    ...(comparisons.length > 0
      ? ['## Compared', ...comparisons.flatMap(ratioStatement), table(comparisonTable(comparisons))]
      : []),
    ...notes.map((note) => `> ${note}`),
    ...engines.flatMap((engine) => [`## ${engine.label}`, facts(engineFacts(engine))]),
    ...(sides === null ? ['## Do they compute the same?', parityStatement(result)] : []),
    ...(parity === null ? [] : [table(parityTable(parity))]),
    ...(main === null
      ? engineText(engines[0]!)
      : [
          ...pairText(main),
          ...pairs.filter((pair) => pair !== main).flatMap((pair) => folded(pair)),
        ]),
    ...(sides === null
      ? [
          '## What each optimisation is worth',
          waterfallStatement(result),
          ...(waterfall === null ? [] : [table(waterfallTable(waterfall))]),
          '## Threads',
          workersStatement(result),
          ...workerCurves.map((curve) => `### ${curveName(curve)}\n\n${table(workerTable(curve))}`),
          '## Environment',
          facts(environmentFacts(result)),
        ]
      : []),
  ]
    .join('\n\n')
    .concat('\n');
}

function pairText(pair: ReportedPair): string[] {
  const changes = changeReport(pair);
  return [
    ...(changes === null
      ? []
      : [`## What changed, ${pair.title}, a cell-step`, table(changes.table)]),
    `## Where the time goes, ${pair.title}, a cell-step`,
    table(moduleTable([pair.base, pair.candidate])),
    table(stageTable([pair.base, pair.candidate])),
    `## Hot functions, ${pair.title}, self time a cell-step`,
    table(functionChangeTable(pair, SHOWN_FUNCTIONS)),
  ];
}

/** A pair that is there, but not in the way. */
function folded(pair: ReportedPair): string[] {
  return [`<details><summary>${pair.title}</summary>`, ...pairText(pair), '</details>'];
}

function engineText(engine: EngineResult): string[] {
  return [
    '## Where the time goes, a cell-step',
    table(moduleTable([engine])),
    table(stageTable([engine])),
    '## Hot functions, self time a cell-step',
    table(functionTable(engine, SHOWN_FUNCTIONS)),
  ];
}

function facts(list: readonly Fact[]): string {
  return list
    .map(
      ({ name, value, remark }) => `- ${name}: **${value}**${remark === '' ? '' : ` – ${remark}`}`,
    )
    .join('\n');
}

function table({ columns, rows, total }: ReportTable): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [
    line(columns.map(({ title }) => title)),
    line(columns.map(({ isNumber }) => (isNumber ? '---:' : '---'))),
    ...[...rows, ...(total === undefined ? [] : [total])].map((row) =>
      line(row.map(({ text }) => text)),
    ),
  ].join('\n');
}
