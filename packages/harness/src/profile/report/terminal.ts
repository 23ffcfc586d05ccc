import { curveName } from '../experiments/workerCurve.ts';
import type { Comparison, EngineResult, ProfileResult } from '../results/result.ts';
import type { Ratio } from '../results/spread.ts';
import { RESULT_FILE } from '../results/store.ts';
import { groupTimes } from '../samples/hotFunctions.ts';
import { waterfallTable, workerTable } from './experimentTables.ts';
import { engineFacts, headline, ratioStatement } from './facts.ts';
import { parityAlarms, parityStatement, parityTable, reportedGroups } from './parity.ts';
import { duration, percent, times } from './quantities.ts';
import { intervalText, type ReportTable, stageTable } from './tables.ts';
import { textTable } from './textTable.ts';
import { REPORT_FILES } from './write.ts';

const SHOWN_FUNCTIONS = 15;
/** Smaller parts are left out on the terminal. */
const SHOWN_SHARE = 0.001;

/**
 * A result for the terminal.
 *
 * @param folder where the files of the result are, as it is to be shown
 */
export function terminalReport(result: ProfileResult, folder: string): string {
  const alarms = parityAlarms(result).map((alarm) => `${alarm}\n`);
  const parts = [
    `${headline(result)}\n${alarms.join('')}`,
    ...result.engines.map((engine) => engineText(engine)),
    ...(result.comparisons.length > 0 ? [comparisonText(result.comparisons)] : []),
    parityText(result),
    ...(result.waterfall === null
      ? []
      : [plainTable('what each optimisation is worth', waterfallTable(result.waterfall))]),
    ...result.workerCurves.map((curve) =>
      plainTable(`threads, ${curveName(curve)}`, workerTable(curve)),
    ),
    ...(result.notes.length > 0 ? [result.notes.map((note) => `note: ${note}\n`).join('')] : []),
    filesText(result, folder),
    // Said again where the eye ends.
    ...(alarms.length > 0 ? [alarms.join('')] : []),
  ];
  return parts.join('\n');
}

/** A line for every column group that is not the same in every bit. */
function parityText(result: ProfileResult): string {
  const statement = `${parityStatement(result)}\n`;
  const { parity } = result;
  if (parity === null) return statement;
  const groups = reportedGroups(parity);
  const different = groups.filter(({ verdict }) => verdict !== 'identical');
  const same = groups.length - different.length;
  const table = different.length === 0 ? '' : tableText(parityTable(parity, different));
  return `${statement}${table}${same === 0 ? '' : `  ${same} column groups: every bit the same\n`}`;
}

function plainTable(title: string, table: ReportTable): string {
  return `${title}\n${tableText(table)}`;
}

function tableText({ columns, rows }: ReportTable): string {
  return textTable(
    columns.map(({ title, isNumber }) => ({ title, align: isNumber ? 'right' : 'left' })),
    rows.map((row) => row.map(({ text }) => text)),
  );
}

function engineText(engine: EngineResult): string {
  const facts = engineFacts(engine).map(({ name, value, remark }) => [name, value, remark]);
  const lines = [`${engine.label}\n`, rows(facts)];
  if (engine.tree !== null) lines.push('\n', modulesText(engine));
  lines.push('\n', tableText(stageTable([engine])));
  if (engine.tree !== null) lines.push('\n', functionsText(engine));
  return lines.join('');
}

function rows(cells: readonly (readonly string[])[]): string {
  const [, ...lines] = textTable(
    [
      { title: '', align: 'left' },
      { title: '', align: 'left' },
      { title: '', align: 'left' },
    ],
    cells,
  ).split('\n');
  return lines.join('\n');
}

function modulesText({ modules }: EngineResult): string {
  const cells: string[][] = [];
  for (const { group, share } of groupTimes(modules)) {
    const inside = modules.filter((module) => module.group === group);
    const seconds = inside.reduce((sum, module) => sum + module.seconds, 0);
    if (share < SHOWN_SHARE) continue;
    // The group that is not one of functions is a single thing with a telling name.
    const name = group === 'waiting' ? inside[0]!.name : group;
    cells.push([name, percent(share), duration(seconds)]);
    if (inside.length === 1 && inside[0]!.name === name) continue;
    for (const module of inside)
      if (module.share >= SHOWN_SHARE)
        cells.push([`  ${module.name}`, percent(module.share), duration(module.seconds)]);
  }
  return textTable(
    [
      { title: 'where the time goes', align: 'left' },
      { title: 'share', align: 'right' },
      { title: 'a cell-step', align: 'right' },
    ],
    cells,
  );
}

function functionsText({ hotFunctions }: EngineResult): string {
  return textTable(
    [
      { title: 'hot functions, time a cell-step', align: 'left' },
      { title: 'self', align: 'right' },
      { title: 'total', align: 'right' },
      { title: 'share', align: 'right' },
      { title: 'place', align: 'left' },
    ],
    hotFunctions
      .slice(0, SHOWN_FUNCTIONS)
      .map(({ name, self, total, share, place }) => [
        name,
        duration(self),
        duration(total),
        percent(share),
        place,
      ]),
  );
}

/** Comparisons as a table, with what speaks against a number below it. */
export function comparisonText(comparisons: readonly Comparison[]): string {
  const cells = (ratio: Ratio | null) =>
    ratio === null ? ['–', '–'] : [times(ratio.value), intervalText(ratio)];
  const table = textTable(
    [
      { title: 'times as fast', align: 'left' },
      { title: 'clock', align: 'right' },
      { title: '95 % interval', align: 'right' },
      { title: 'processor', align: 'right' },
      { title: '95 % interval', align: 'right' },
    ],
    comparisons.map(({ base, candidate, speedup, processor }) => [
      `${candidate} against ${base}`,
      ...cells(speedup),
      ...cells(processor),
    ]),
    0,
  );
  const statements = comparisons.flatMap(ratioStatement);
  const cautions = new Set(comparisons.flatMap(({ caution }) => caution ?? []));
  return [
    table,
    ...statements.map((statement) => `${statement}\n`),
    ...[...cautions].map((caution) => `  ${caution}\n`),
  ].join('');
}

function filesText({ engines }: ProfileResult, folder: string): string {
  const files = [...REPORT_FILES, RESULT_FILE, ...engines.flatMap((engine) => engine.files)];
  return `${files.map((file) => `${folder}/${file}\n`).join('')}`;
}
