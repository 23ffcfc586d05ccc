import type { ColumnSpec } from '@marsdisk/core';
import {
  type ColumnDeviation,
  type ColumnReader,
  compareColumn,
  RELATIVE_TOLERANCE,
} from '../compare/columns.ts';
import type { OutputTable, OutputTableName, RunOutputs } from './outputs.ts';

/** How two runs are compared: bit by bit, or every column by its declared comparison. */
export type ComparisonMode = 'identical' | 'by class';

/** A deviation and the table in which it is. */
export interface PlacedDeviation extends ColumnDeviation {
  readonly table: OutputTableName;
}

/** How far two runs are apart. */
export interface OutputComparison {
  readonly agrees: boolean;
  /** Whether every value is the same in every bit. */
  readonly isIdentical: boolean;
  /** Numbers and texts compared. */
  readonly values: number;
  /**
   * The column that is furthest off: the largest relative deviation of those that disagree, else of those that agree
   * and are not rounding residues. Null where nothing differs or an error does.
   */
  readonly worst: PlacedDeviation | null;
  /** Columns that disagree. */
  readonly failures: readonly PlacedDeviation[];
  /** What is wrong with the outputs as a whole (an error, missing columns or rows), in sentences. */
  readonly problems: readonly string[];
}

/**
 * Compares every value of every table of two runs.
 *
 * @param tolerance relative tolerance of doubles; 1e-10 unless said otherwise
 */
export function compareOutputs(
  actual: RunOutputs,
  expected: RunOutputs,
  mode: ComparisonMode = 'by class',
  tolerance: number = RELATIVE_TOLERANCE,
): OutputComparison {
  const problems: string[] = [];
  const failures: PlacedDeviation[] = [];
  let worst: PlacedDeviation | null = null;
  let isIdentical = true;
  let values = 0;
  if (actual.error !== expected.error)
    problems.push(
      `ended with ${actual.error ?? 'no error'} instead of ${expected.error ?? 'none'}`,
    );
  for (const [name, right] of expected.tables) {
    const left = actual.tables.get(name);
    if (left === undefined) {
      problems.push(`${name}: the table is missing`);
      continue;
    }
    problems.push(...shapeProblems(left, right));
    const rows = Math.min(left.rows, right.rows);
    const columns = new Set(left.columns.map((column) => column.name));
    for (const column of right.columns) {
      if (!columns.has(column.name)) continue;
      values += rows;
      const found = {
        ...compareValues(column, rows, left.values, right.values, mode, tolerance),
        table: name,
      };
      if (found.row < 0) continue;
      isIdentical = false;
      if (!found.agrees) failures.push(found);
      if (found.agrees && column.comparison.kind === 'noise') continue;
      if (worst === null || isWorse(found, worst)) worst = found;
    }
  }
  const agrees = problems.length === 0 && failures.length === 0;
  return { agrees, isIdentical: isIdentical && agrees, values, worst, failures, problems };
}

function isWorse(a: ColumnDeviation, b: ColumnDeviation): boolean {
  return a.agrees === b.agrees ? a.relative > b.relative : !a.agrees;
}

function shapeProblems(actual: OutputTable, expected: OutputTable): string[] {
  const problems: string[] = [];
  const { name } = expected;
  if (actual.rows !== expected.rows)
    problems.push(`${name}: ${actual.rows} rows instead of ${expected.rows}`);
  const left = new Set(actual.columns.map((column) => column.name));
  const right = new Set(expected.columns.map((column) => column.name));
  const missing = [...right].filter((column) => !left.has(column));
  const extra = [...left].filter((column) => !right.has(column));
  if (missing.length > 0) problems.push(`${name}: no column ${missing.join(', ')}`);
  if (extra.length > 0) problems.push(`${name}: unexpected column ${extra.join(', ')}`);
  return problems;
}

function compareValues(
  column: ColumnSpec,
  rows: number,
  actual: ColumnReader,
  expected: ColumnReader,
  mode: ComparisonMode,
  tolerance: number,
): ColumnDeviation {
  if (mode === 'by class') return compareColumn(column, rows, actual, expected, tolerance);
  const exact: ColumnSpec = { ...column, comparison: { kind: 'exact' } };
  const found = compareColumn(exact, rows, actual, expected, 0);
  if (found.row >= 0) return found;
  // 0 and −0 are equal numbers, but not the same bits.
  const a = actual(column.name);
  const b = expected(column.name);
  for (let row = 0; row < rows; row++)
    if (a[row] === 0 && !Object.is(a[row], b[row]))
      return { ...found, row, agrees: false, relative: 0, actual: a[row]!, expected: b[row]! };
  return found;
}
