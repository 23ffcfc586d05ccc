import type { ColumnSpec } from '@marsdisk/core';
import {
  type CellValue,
  type ColumnDeviation,
  type ColumnReader,
  compareColumn,
} from '../compare/columns.ts';
import { OUTPUT_TABLES, type OutputFileName, type RunOutputs } from '../verify/outputs.ts';
import { type DriftGroup, groupOf } from './groups.ts';
import { type Place, placeOf } from './place.ts';

/** A value of one run beside that of the other. */
export interface Difference {
  readonly place: Place;
  /** |actual − expected| / |expected|; Infinity where they cannot be compared (null in JSON). */
  readonly relative: number;
  readonly actual: CellValue;
  readonly expected: CellValue;
}

/** How far a column of two runs drifted apart. */
export interface ColumnDrift {
  /** Table and column, for example "run.tau". */
  readonly column: string;
  /** Null for what agrees or does not: texts, flags, whole numbers. */
  readonly group: DriftGroup | null;
  /** Whether it is a rounding residue, compared by an absolute bound; its relative deviations mean nothing. */
  readonly isResidue: boolean;
  /** Worst relative deviation up to each checkpoint. */
  readonly upTo: readonly number[];
  /** Null where not a single bit differs. */
  readonly worst: Difference | null;
  /** The first difference that does not count as the same; null if there is none. */
  readonly firstFailure: Difference | null;
}

interface Entry {
  readonly table: OutputFileName;
  readonly spec: ColumnSpec;
  readonly within: number[];
  worst: Difference | null;
  hasFailed: boolean;
  firstFailure: Difference | null;
}

/**
 * Follows the deviations of every column through windows of two runs.
 *
 * @param intervals number of checkpoints
 */
export function createGrowth(intervals: number, tolerance: number) {
  const entries = new Map<string, Entry>();
  const entryOf = (table: OutputFileName, spec: ColumnSpec): Entry => {
    const key = `${table}.${spec.name}`;
    let entry = entries.get(key);
    if (entry === undefined) {
      const within = new Array<number>(intervals).fill(0);
      entry = { table, spec, within, worst: null, hasFailed: false, firstFailure: null };
      entries.set(key, entry);
    }
    return entry;
  };
  return {
    /**
     * Compares a window.
     *
     * @param interval the checkpoint that comes next, from 0
     * @param before steps taken before the window
     * @returns values compared
     */
    compare(actual: RunOutputs, expected: RunOutputs, interval: number, before: number): number {
      let values = 0;
      for (const name of Object.keys(OUTPUT_TABLES) as OutputFileName[]) {
        const left = actual.tables.get(name)!;
        const right = expected.tables.get(name)!;
        const rows = Math.min(left.rows, right.rows);
        for (const spec of right.columns) {
          values += rows;
          const entry = entryOf(name, spec);
          const found = compareColumn(spec, rows, left.values, right.values, tolerance);
          if (found.row < 0) continue;
          const difference = differenceAt(expected, before, name, found);
          if (!found.agrees && entry.firstFailure === null) {
            const first = firstFailure(spec, rows, left.values, right.values, tolerance);
            entry.firstFailure = differenceAt(expected, before, name, first);
          }
          // A failure outranks every agreement: rounding residues agree at any relative deviation.
          const isWorse =
            entry.worst === null ||
            (entry.hasFailed === !found.agrees
              ? found.relative > entry.worst.relative
              : !found.agrees);
          if (isWorse) {
            entry.worst = difference;
            entry.hasFailed = !found.agrees;
          }
          entry.within[interval] = Math.max(entry.within[interval]!, found.relative);
        }
      }
      return values;
    },
    columns: (): ColumnDrift[] => [...entries.values()].map(columnDrift),
    /** Worst relative deviation so far of what is no rounding residue. */
    worstSoFar: () =>
      [...entries.values()]
        .filter(({ spec, hasFailed }) => hasFailed || spec.comparison.kind !== 'noise')
        .reduce((worst, entry) => Math.max(worst, entry.worst?.relative ?? 0), 0),
  };
}

function columnDrift({ table, spec, within, worst, firstFailure: failure }: Entry): ColumnDrift {
  let most = 0;
  return {
    column: `${table}.${spec.name}`,
    group: groupOf(table, spec),
    isResidue: spec.comparison.kind === 'noise',
    upTo: within.map((relative) => {
      most = Math.max(most, relative);
      return most;
    }),
    worst,
    firstFailure: failure,
  };
}

/** The first row that does not agree, of a column in which there is one. */
function firstFailure(
  spec: ColumnSpec,
  rows: number,
  actual: ColumnReader,
  expected: ColumnReader,
  tolerance: number,
): ColumnDeviation {
  const only = (read: ColumnReader, row: number): ColumnReader => {
    return (column) => [read(column)[row] ?? null];
  };
  for (let row = 0; row < rows; row++) {
    const found = compareColumn(spec, 1, only(actual, row), only(expected, row), tolerance);
    if (found.row === 0 && !found.agrees) return { ...found, row };
  }
  throw new RangeError(`every row of ${spec.name} agrees`);
}

function differenceAt(
  outputs: RunOutputs,
  before: number,
  table: OutputFileName,
  { row, relative, actual, expected }: ColumnDeviation,
): Difference {
  return { place: placeOf(outputs, before, table, row), relative, actual, expected };
}
