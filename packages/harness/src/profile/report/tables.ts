import type { Comparison, EngineResult } from '../results/result.ts';
import { functionChanges } from '../samples/difference.ts';
import type { Cell, DataColumn } from './dataTable.ts';
import { duration, percent, times } from './quantities.ts';

/** A table of a report, in whatever form it is shown. */
export interface ReportTable {
  readonly columns: readonly DataColumn[];
  readonly rows: readonly (readonly Cell[])[];
}

const text = (value: string): Cell => ({ text: value });
const time = (seconds: number | null): Cell =>
  seconds === null ? { text: '–', sort: -1 } : { text: duration(seconds), sort: seconds };
const named = (title: string): DataColumn => ({ title, isNumber: false });
const numeric = (title: string): DataColumn => ({ title, isNumber: true });

/** Change of a time as a cell: what became of the base. */
function change(base: number | null, candidate: number | null): Cell {
  if (base === null) return { text: 'new', sort: Number.MAX_VALUE };
  if (candidate === null) return { text: 'vanished', sort: -1 };
  const isFaster = candidate <= base;
  const ratio = isFaster ? base / candidate : candidate / base;
  return { text: `${isFaster ? '÷' : '×'} ${ratio.toFixed(2)}`, sort: candidate / base };
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
      named('place'),
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
  };
}

/** Functions of two engines side by side by self time. */
export function functionChangeTable(
  base: EngineResult,
  candidate: EngineResult,
  count: number,
): ReportTable {
  return {
    columns: [
      named('function'),
      numeric(base.label),
      numeric(candidate.label),
      numeric('change'),
      named('module'),
      named('place'),
    ],
    rows: functionChanges(base.hotFunctions, candidate.hotFunctions)
      .slice(0, count)
      .map((entry) => [
        text(entry.name),
        time(entry.base),
        time(entry.candidate),
        change(entry.base, entry.candidate),
        text(entry.module),
        text(entry.place),
      ]),
  };
}

/** Time by module, one column an engine. */
export function moduleTable(engines: readonly EngineResult[]): ReportTable {
  const names = new Map(
    engines.flatMap(({ modules }) => modules.map(({ name, group }) => [name, group] as const)),
  );
  const of = (engine: EngineResult, name: string) =>
    engine.modules.find((module) => module.name === name);
  const size = (name: string) =>
    Math.max(...engines.map((engine) => of(engine, name)?.seconds ?? 0));
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
          if (module === undefined) return [time(null), { text: '–', sort: -1 }];
          return [
            time(module.seconds),
            { text: percent(module.share), sort: module.share, bar: module.share },
          ];
        }),
      ]),
  };
}

/** Speed-ups of all candidates. */
export function comparisonTable(comparisons: readonly Comparison[]): ReportTable {
  const largest = Math.max(...comparisons.map(({ speedup }) => speedup?.value ?? 0));
  return {
    columns: [
      named('candidate'),
      named('base'),
      numeric('speed-up'),
      numeric('95 % interval'),
      named('remark'),
    ],
    rows: comparisons.map(({ base, candidate, speedup, caution }) => [
      text(candidate),
      text(base),
      speedup === null
        ? { text: '–', sort: -1 }
        : { text: times(speedup.value), sort: speedup.value, bar: speedup.value / largest },
      speedup === null || speedup.low === null || speedup.high === null
        ? { text: '–', sort: -1 }
        : { text: `${speedup.low.toFixed(2)} to ${speedup.high.toFixed(2)}`, sort: speedup.low },
      text(caution ?? ''),
    ]),
  };
}
