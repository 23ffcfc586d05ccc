import type { Flag, FlagWay } from '@marsdisk/fast';
import { type FunctionChange, functionChanges } from '../samples/difference.ts';
import { kernelAround, type Replacement, replacements } from '../samples/replacements.ts';
import type { Cell } from './dataTable.ts';
import { addedFlags, type ReportedPair } from './pairs.ts';
import { duration } from './quantities.ts';
import { change, named, numeric, type ReportTable, text, time } from './tables.ts';

/** Parts below this share of the whole are added up. */
const LEAST_SHARE = 0.001;

const WAYS: Readonly<Record<FlagWay, string>> = {
  cached: 'cached',
  reduced: 'reduced',
  'vector instructions': 'WebAssembly',
  fused: 'fused in WebAssembly',
  inlined: 'compiled into callers',
  'left out': 'left out',
};

/** What optimisations did to the time of a cell-step, kernel by kernel. */
export interface ChangeReport {
  readonly table: ReportTable;
  /** The flags that the table names. */
  readonly flags: readonly Flag[];
}

/** What changed from base to candidate and why; null where no optimisation or no call tree tells. */
export function changeReport(pair: ReportedPair): ChangeReport | null {
  const { base, candidate } = pair;
  const flags = addedFlags(pair);
  if (flags.length === 0 || base.tree === null || candidate.tree === null) return null;
  const { kernels, instead, rest } = replacements(base.tree, candidate.tree, flags);
  const isLarge = (size: number) => size >= LEAST_SHARE * base.tree!.total;
  const shown = kernels.filter((kernel) => isLarge(Math.max(kernel.base, kernel.candidate)));
  const small = kernels.filter((kernel) => !shown.includes(kernel));
  const largest = Math.max(...shown.map((kernel) => Math.abs(kernel.base - kernel.candidate)));
  const row = (
    name: string,
    before: number | null,
    now: number,
    how: string,
    by: string,
  ): Cell[] => {
    const saved = (before ?? 0) - now;
    return [
      text(name),
      time(before),
      time(now === 0 ? null : now),
      {
        text: duration(saved),
        sort: saved,
        ...(saved > 0 && before !== null && by !== '' && { bar: saved / largest }),
      },
      text(how),
      text(by),
    ];
  };
  const sum = (
    parts: readonly { base?: number; candidate: number }[],
    side: 'base' | 'candidate',
  ) => parts.reduce((total, part) => total + (part[side] ?? 0), 0);
  const entered = instead.filter(({ candidate: now }) => isLarge(now));
  const rows = [
    ...shown.map((kernel) =>
      row(kernel.name, kernel.base, kernel.candidate, waysText(kernel), flagsText(kernel)),
    ),
    ...(small.length > 0
      ? [
          row(
            small.length === 1 ? small[0]!.name : `${small.length} smaller kernels`,
            sum(small, 'base'),
            sum(small, 'candidate'),
            [...new Set(small.map(waysText))].join(', '),
            [...new Set(small.flatMap(({ flags: by }) => by.map(({ name }) => name)))].join(', '),
          ),
        ]
      : []),
    ...entered.map(({ file, candidate: now }) => row(file, null, now, 'does it instead', '')),
    row(
      'everything else',
      rest.base,
      rest.candidate + sum(instead, 'candidate') - sum(entered, 'candidate'),
      'the same code',
      '',
    ),
  ];
  const mentioned = new Set(kernels.flatMap((kernel) => kernel.flags));
  return {
    table: {
      columns: [
        named('kernel'),
        numeric(base.label),
        numeric(candidate.label),
        numeric('saved'),
        named('how'),
        named('by the flags'),
      ],
      rows,
      total: row('the whole cell-step', base.tree.total, candidate.tree.total, '', ''),
    },
    flags: flags.filter((flag) => mentioned.has(flag)),
  };
}

function waysText({ flags }: Pick<Replacement, 'flags'>): string {
  return [...new Set(flags.map(({ way }) => WAYS[way]))].join(', ');
}

function flagsText({ flags }: Pick<Replacement, 'flags'>): string {
  return flags.map(({ name }) => name).join(', ');
}

/** Functions of two engines side by side by self time, and what stands in the place of those of the base. */
export function functionChangeTable(pair: ReportedPair, count: number): ReportTable {
  const { base, candidate } = pair;
  const place = placeText(pair);
  const shown = functionChanges(base.hotFunctions, candidate.hotFunctions).slice(0, count);
  // Ordered by one column, so that the order can be named; what is new follows.
  const order = (entry: FunctionChange) => entry.base ?? -1;
  return {
    columns: [
      named('function'),
      numeric(base.label),
      numeric(candidate.label),
      numeric('change'),
      named('in its place'),
      named('module'),
      named('defined in'),
    ],
    rows: shown
      .toSorted((a, b) => order(b) - order(a))
      .map((entry) => [
        text(entry.name),
        time(entry.base),
        time(entry.candidate),
        change(entry.base, entry.candidate),
        text(place(entry)),
        text(entry.module),
        text(entry.place),
      ]),
    sorted: { column: 1, isDescending: true },
  };
}

/** Tells what stands in the place of a function of the base. */
function placeText(pair: ReportedPair): (entry: FunctionChange) => string {
  const { base, candidate } = pair;
  const flags = addedFlags(pair);
  const kernels =
    base.tree === null || candidate.tree === null
      ? []
      : replacements(base.tree, candidate.tree, flags).kernels;
  const byName = new Map(kernels.map((kernel) => [kernel.name, kernel]));
  const names = new Set(byName.keys());
  const answer = (kernel: Replacement) =>
    `${kernel.flags.length === 1 ? 'flag' : 'flags'} ${flagsText(kernel)}`;
  return ({ family, name, place, base: before, candidate: now, candidatePlace }) => {
    if (before === null) return '–';
    const own = / core\//.test(family) ? byName.get(name) : undefined;
    if (now !== null && candidatePlace !== null) {
      const isTwin = fileOf(candidatePlace) !== fileOf(place);
      const same = isTwin ? `twin in ${fileOf(candidatePlace)}` : 'the same code';
      return own === undefined || own.flags.length === 0 ? same : `${same}, else ${answer(own)}`;
    }
    if (own !== undefined && own.flags.length > 0) return answer(own);
    const around = base.tree === null ? null : kernelAround(base.tree, family, names);
    return around === null ? 'no function of its name' : `part of ${around}`;
  };
}

function fileOf(place: string): string {
  return place.replace(/:\d+$/, '');
}
