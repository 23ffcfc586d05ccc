import { YEAR } from '@marsdisk/core';
import { duration } from '../profile/report/quantities.ts';
import { textTable } from '../profile/report/textTable.ts';
import type { DriftReport, GroupDrift } from './followDrift.ts';
import type { Difference } from './growth.ts';
import { placeText } from './place.ts';

const BARS = '▁▂▃▄▅▆▇█';
/** Below it two doubles are the same. */
const SMALLEST = 1e-17;
const MOST_SHOWN = 8;

/** Reports for the terminal: how the deviations grow, the worst column of each kind, and the verdict. */
export function driftText(reports: readonly DriftReport[]): string {
  return reports.map(oneText).join('\n');
}

function oneText(report: DriftReport): string {
  const { run, engine, cells, bins, steps, stepsWanted, ended, time, values, seconds } = report;
  const short = ended === null ? '' : ` of ${count(stepsWanted)} (${ended})`;
  const parts = [
    `${run}: core and ${engine}, ${cells} cells × ${bins} bins, ${count(steps)} steps${short}, ` +
      `${Number((time / YEAR).toPrecision(3))} yr, in ${duration(seconds)}\n`,
    growthTable(report),
    worstTable(report),
    verdictText(report, values),
  ];
  return parts.join('\n');
}

/** One line a checkpoint, one column a group. */
function growthTable({ checkpoints, groups }: DriftReport): string {
  const table = textTable(
    [
      { title: 'step', align: 'right' },
      ...groups.map(({ group }) => ({ title: group, align: 'right' as const })),
    ],
    checkpoints.map((step, i) => [count(step), ...groups.map(({ upTo }) => shown(upTo[i]!))]),
    2,
  );
  return `Worst relative deviation up to a step\n${table}`;
}

function worstTable({ groups, tolerance }: DriftReport): string {
  return textTable(
    [
      { title: 'group', align: 'left' },
      { title: 'columns', align: 'right' },
      { title: 'growth', align: 'left' },
      { title: '~ stepᵖ, p', align: 'right' },
      { title: 'worst column', align: 'left' },
      { title: 'at', align: 'left' },
    ],
    groups.map(({ group, columns, upTo, worst, power }) => [
      group,
      String(columns),
      sparkline(upTo, tolerance),
      power === null ? '' : power.toFixed(2),
      worst?.column ?? '',
      worst?.worst == null ? '' : placeText(worst.worst.place),
    ]),
    2,
  );
}

/** Heights from 1e-17 to the tolerance. */
function sparkline(values: GroupDrift['upTo'], tolerance: number): string {
  const range = Math.log10(tolerance / SMALLEST);
  return values
    .map((value) => {
      const height = Math.log10(Math.max(value, SMALLEST) / SMALLEST) / range;
      return BARS[Math.min(BARS.length - 1, Math.floor(height * BARS.length))];
    })
    .join('');
}

function verdictText(report: DriftReport, values: number): string {
  const { columns, brokenLaws, problems, tolerance, passes, isIdentical } = report;
  const lines: string[] = [];
  const failing = columns
    .flatMap(({ column, firstFailure }) =>
      firstFailure === null ? [] : [{ column, firstFailure }],
    )
    .sort((a, b) => a.firstFailure.place.step - b.firstFailure.place.step);
  lines.push(...problems);
  for (const { column, firstFailure } of failing.slice(0, MOST_SHOWN))
    lines.push(`${column}, ${differenceText(firstFailure)}`);
  if (failing.length > MOST_SHOWN) lines.push(`and ${failing.length - MOST_SHOWN} more columns`);
  for (const { law, engine, column, place, actual, expected, count: broken } of brokenLaws)
    lines.push(
      `law "${law}", ${engine}: ${column} ${placeText(place)} is ${actual}, not ${expected} (${count(broken)} places)`,
    );
  const worst = Math.max(0, ...report.groups.map(({ upTo }) => upTo.at(-1) ?? 0));
  const verdict = isIdentical
    ? 'not a bit differs'
    : `worst deviation ${worst.toExponential(1)}, allowed ${tolerance}`;
  const laws = passes ? '; nothing missing, infinite or negative that may not be' : '';
  lines.push(`${passes ? 'Agrees' : 'FAILS'}: ${count(values)} values, ${verdict}${laws}.`);
  return `${lines.join('\n')}\n`;
}

function differenceText({ place, relative, actual, expected }: Difference): string {
  const by = Number.isFinite(relative) ? ` (relative ${relative.toExponential(1)})` : '';
  return `${placeText(place)}: ${actual} instead of ${expected}${by}`;
}

function shown(relative: number): string {
  if (relative === 0) return '0';
  return Number.isFinite(relative) ? relative.toExponential(1) : 'differs';
}

function count(value: number): string {
  return value.toLocaleString('en');
}
