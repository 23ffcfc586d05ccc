import { type ColumnDeviation, compareColumn, RELATIVE_TOLERANCE } from '../../compare/columns.ts';
import { compareOutputs } from '../../verify/compareOutputs.ts';
import type { OutputTableName, RunOutputs } from '../../verify/outputs.ts';
import { columnGroup } from './columnGroups.ts';

/** The column of a group that is furthest from the plain engine. */
export interface WorstColumn {
  readonly column: string;
  readonly row: number;
  /** Relative deviation; null where a value is missing, of another sign or another text. */
  readonly relative: number | null;
  readonly actual: number | string | boolean | null;
  readonly expected: number | string | boolean | null;
}

/** Columns of a table that hold the same kind of quantity, compared with those of the plain engine. */
export interface ParityGroup {
  readonly table: OutputTableName;
  readonly group: string;
  readonly columns: number;
  /** Values compared. */
  readonly values: number;
  /** Null where every value is the same. */
  readonly worst: WorstColumn | null;
  /** `agrees`: within the comparison that each column declares. */
  readonly verdict: 'identical' | 'agrees' | 'differs';
}

/** The outputs of a measured engine against those of the plain one. */
export interface EngineParity {
  readonly label: string;
  readonly agrees: boolean;
  readonly groups: readonly ParityGroup[];
  /** What is wrong with the outputs as a whole (an error, missing tables, columns or rows), in sentences. */
  readonly problems: readonly string[];
}

/** Whether the measured engines compute the same; part of `result.json`. */
export interface Parity {
  /** The engine that the others are compared with. */
  readonly reference: string;
  /** Steps that were compared, from the start of the run. */
  readonly steps: number;
  /** Relative tolerance of doubles. */
  readonly tolerance: number;
  readonly agrees: boolean;
  readonly engines: readonly EngineParity[];
}

/** Compares every value of every table, group by group. Tables without rows have no groups. */
export function compareByGroup(
  label: string,
  actual: RunOutputs,
  expected: RunOutputs,
): EngineParity {
  const groups = new Map<string, ParityGroup>();
  for (const [name, right] of expected.tables) {
    const left = actual.tables.get(name);
    const rows = Math.min(left?.rows ?? 0, right.rows);
    if (left === undefined || rows === 0) continue;
    const there = new Set(left.columns.map((column) => column.name));
    for (const column of right.columns.filter((one) => there.has(one.name))) {
      const group = columnGroup(column);
      const found = compareColumn(column, rows, left.values, right.values);
      const key = `${name}/${group}`;
      const before = groups.get(key);
      groups.set(key, {
        table: name,
        group,
        columns: (before?.columns ?? 0) + 1,
        values: (before?.values ?? 0) + rows,
        ...worse(before, found),
      });
    }
  }
  const { agrees, problems } = compareOutputs(actual, expected);
  return { label, agrees, groups: [...groups.values()], problems };
}

/** Relative tolerance of the comparison. */
export const PARITY_TOLERANCE = RELATIVE_TOLERANCE;

const SEVERITY = ['identical', 'agrees', 'differs'] as const;

/** How a verdict ranks: the larger the worse. */
export function severity({ verdict }: Pick<ParityGroup, 'verdict'>): number {
  return SEVERITY.indexOf(verdict);
}

/** Whether `a` is further off than `b`. */
export function isFurther(a: Comparable, b: Comparable): boolean {
  if (a.verdict !== b.verdict) return severity(a) > severity(b);
  return distance(a) > distance(b);
}

type Comparable = Pick<ParityGroup, 'verdict' | 'worst'>;

function distance({ worst }: Comparable): number {
  return worst === null ? 0 : (worst.relative ?? Number.POSITIVE_INFINITY);
}

function worse(before: ParityGroup | undefined, found: ColumnDeviation): Comparable {
  const { column, row, relative, actual, expected, agrees } = found;
  const isSame = row < 0;
  const now: Comparable = {
    verdict: isSame ? 'identical' : agrees ? 'agrees' : 'differs',
    worst: isSame
      ? null
      : { column, row, relative: Number.isFinite(relative) ? relative : null, actual, expected },
  };
  if (before === undefined || isFurther(now, before)) return now;
  return { verdict: before.verdict, worst: before.worst };
}
