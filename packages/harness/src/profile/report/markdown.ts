import { curveName } from '../experiments/workerCurve.ts';
import type { ProfileResult } from '../results/result.ts';
import {
  waterfallStatement,
  waterfallTable,
  workersStatement,
  workerTable,
} from './experimentTables.ts';
import { engineFacts, environmentFacts, type Fact, headline } from './facts.ts';
import { parityAlarms, parityStatement, parityTable } from './parity.ts';
import {
  comparisonTable,
  functionChangeTable,
  functionTable,
  moduleTable,
  type ReportTable,
} from './tables.ts';

const SHOWN_FUNCTIONS = 25;

/** The facts of the HTML report in Markdown, for issues and pull requests. */
export function markdownReport(result: ProfileResult): string {
  const { name, engines, comparisons, notes, parity, waterfall, workerCurves } = result;
  const shown = engines.slice(0, 2);
  const [base, candidate] = shown;
  const functions =
    candidate === undefined
      ? functionTable(base!, SHOWN_FUNCTIONS)
      : functionChangeTable(base!, candidate, SHOWN_FUNCTIONS);
  return [
    `# Profile ${name}`,
    headline(result),
    ...parityAlarms(result).map((alarm) => `> **${alarm}**`),
    ...(comparisons.length > 0 ? ['## Compared', table(comparisonTable(comparisons))] : []),
    ...notes.map((note) => `> ${note}`),
    ...engines.flatMap((engine) => [`## ${engine.label}`, facts(engineFacts(engine))]),
    '## Do they compute the same?',
    parityStatement(result),
    ...(parity === null ? [] : [table(parityTable(parity))]),
    '## Where the time goes, a cell-step',
    table(moduleTable(shown)),
    '## Hot functions, self time a cell-step',
    table(functions),
    '## What each optimisation is worth',
    waterfallStatement(result),
    ...(waterfall === null ? [] : [table(waterfallTable(waterfall))]),
    '## Threads',
    workersStatement(result),
    ...workerCurves.map((curve) => `### ${curveName(curve)}\n\n${table(workerTable(curve))}`),
    '## Environment',
    facts(environmentFacts(result)),
  ]
    .join('\n\n')
    .concat('\n');
}

function facts(list: readonly Fact[]): string {
  return list
    .map(
      ({ name, value, remark }) => `- ${name}: **${value}**${remark === '' ? '' : ` – ${remark}`}`,
    )
    .join('\n');
}

function table({ columns, rows }: ReportTable): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [
    line(columns.map(({ title }) => title)),
    line(columns.map(({ isNumber }) => (isNumber ? '---:' : '---'))),
    ...rows.map((row) => line(row.map(({ text }) => text))),
  ].join('\n');
}
