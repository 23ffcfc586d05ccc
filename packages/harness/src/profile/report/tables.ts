import type { Comparison, EngineResult } from '../results/result.ts';
import type { Ratio } from '../results/spread.ts';
import type { SampledStages } from '../samples/stages.ts';
import type { Cell, DataColumn, TableContent } from './dataTable.ts';
import { digits, duration, percent, times } from './quantities.ts';

/** A table of a report, in whatever form it is shown. */
export type ReportTable = TableContent;

/** A cell without a number: sorts behind all others. */
export const NOTHING: Cell = { text: '–', sort: null };

export const text = (value: string): Cell => ({ text: value });
export const time = (seconds: number | null): Cell =>
  seconds === null ? NOTHING : { text: duration(seconds), sort: seconds };
export const named = (title: string): DataColumn => ({ title, isNumber: false });
export const numeric = (title: string): DataColumn => ({ title, isNumber: true });

/** Change of a time as a cell: what became of the base. */
export function change(base: number | null, candidate: number | null): Cell {
  if (base === null) return { text: 'new', sort: Number.MAX_VALUE };
  if (candidate === null) return { text: 'vanished', sort: 0 };
  const isFaster = candidate <= base;
  const ratio = isFaster ? base / candidate : candidate / base;
  return { text: `${isFaster ? '÷' : '×'} ${digits(ratio)}`, sort: candidate / base };
}

/** Functions of one engine by self time. */
export function functionTable({ hotFunctions }: EngineResult, count: number): ReportTable {
  const largest = hotFunctions[0]?.share ?? 1;
  return {
    columns: [
      named('function'),
      numeric('self'),
      numeric('total'),
      numeric('share'),
      named('module'),
      named('defined in'),
    ],
    rows: hotFunctions
      .slice(0, count)
      .map(({ name, self, total, share, module, place }) => [
        text(name),
        time(self),
        time(total),
        { text: percent(share), sort: share, bar: share / largest },
        text(module),
        text(place),
      ]),
    sorted: { column: 1, isDescending: true },
  };
}

/** Time by module, one column an engine, by the time in the first. */
export function moduleTable(engines: readonly EngineResult[]): ReportTable {
  const names = new Map(
    engines.flatMap(({ modules }) => modules.map(({ name, group }) => [name, group] as const)),
  );
  const of = (engine: EngineResult, name: string) =>
    engine.modules.find((module) => module.name === name);
  const size = (name: string) => of(engines[0]!, name)?.seconds ?? 0;
  return {
    columns: [
      named('part of the run'),
      named('group'),
      ...engines.flatMap(({ label }) => [numeric(label), numeric(`share of ${label}`)]),
    ],
    rows: [...names]
      .sort((a, b) => size(b[0]) - size(a[0]))
      .map(([name, group]) => [
        text(name),
        text(group),
        ...engines.flatMap((engine): Cell[] => {
          const module = of(engine, name);
          if (module === undefined) return [NOTHING, NOTHING];
          return [
            time(module.seconds),
            { text: percent(module.share), sort: module.share, bar: module.share },
          ];
        }),
      ]),
    sorted: { column: 2, isDescending: true },
  };
}

/** Speed-ups of all candidates. */
export function comparisonTable(comparisons: readonly Comparison[]): ReportTable {
  const largest = Math.max(
    ...comparisons.flatMap(({ speedup, processor }) => [
      speedup?.value ?? 0,
      processor?.value ?? 0,
    ]),
  );
  const hasProcessor = comparisons.some(({ processor }) => processor !== null);
  const hasCaution = comparisons.some(({ caution }) => caution !== null);
  return {
    columns: [
      named('candidate'),
      named('base'),
      numeric('times as fast, clock'),
      numeric('95 % interval'),
      ...(hasProcessor ? [numeric('by processor time'), numeric('95 % interval')] : []),
      ...(hasCaution ? [named('remark')] : []),
    ],
    rows: comparisons.map(({ base, candidate, speedup, processor, caution }) => [
      text(candidate),
      text(base),
      ...ratioCells(speedup, largest),
      ...(hasProcessor ? ratioCells(processor, largest) : []),
      ...(hasCaution ? [text(caution ?? '')] : []),
    ]),
  };
}

function ratioCells(ratio: Ratio | null, largest: number): Cell[] {
  if (ratio === null) return [NOTHING, NOTHING];
  const { value, low, high } = ratio;
  return [
    { text: times(value), sort: value, bar: value / largest },
    low === null || high === null ? NOTHING : { text: intervalText(ratio), sort: low },
  ];
}

/** The ends of an interval, a dash where there is none. */
export function intervalText({ low, high }: Ratio): string {
  return low === null || high === null ? '–' : `${low.toFixed(2)} to ${high.toFixed(2)}`;
}

/** What the stages of a pass take by the clock and by the samples; one pair of columns an engine. */
export function stageTable(engines: readonly EngineResult[]): ReportTable {
  return {
    columns: [
      named('stage of a pass'),
      ...engines.flatMap(({ label }) => [numeric(`${label}, clock`), numeric(`${label}, samples`)]),
    ],
    rows: STAGES.map(([stage, name]) => [
      text(name),
      ...engines.flatMap(({ stages: { clock, sampled } }) => [
        time(stage === 'anywhere' ? null : clock[stage]),
        time(sampled?.[stage] ?? null),
      ]),
    ]),
  };
}

const STAGES: readonly (readonly [stage: keyof SampledStages, name: string])[] = [
  ['steps', 'steps: physics and keeping records'],
  ['records', 'records: making tables of them'],
  ['flushes', 'files: encoding and writing'],
  ['finish', 'files: the last ones, merging'],
  ['anywhere', 'garbage collection, native code and waiting, in any stage'],
];
