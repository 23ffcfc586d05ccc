import type { ColumnSpec } from '@marsdisk/core';

/** Largest relative deviation of a double column that counts as the same number. */
export const RELATIVE_TOLERANCE = 1e-10;

/** A value of an output column; NaN and null both mean that there is none. */
export type CellValue = number | string | boolean | null;

/** How far two versions of a column are apart. */
export interface ColumnDeviation {
  readonly column: string;
  /** Row with the largest deviation, or the first one that does not match; −1 if all values are the same. */
  readonly row: number;
  /** Largest relative deviation; Infinity if a value is missing, has another sign or is another text. */
  readonly relative: number;
  /** Absolute deviation in the same row. */
  readonly absolute: number;
  /** Whether every value agrees by the comparison that the column declares. */
  readonly agrees: boolean;
  readonly actual: CellValue;
  readonly expected: CellValue;
}

/** Access to the columns of a table by name. */
export type ColumnReader = (column: string) => ArrayLike<CellValue>;

/**
 * Compares a column row by row by its declared comparison.
 *
 * @param rows number of rows of both tables
 * @param tolerance relative tolerance of doubles
 */
export function compareColumn(
  spec: ColumnSpec,
  rows: number,
  actual: ColumnReader,
  expected: ColumnReader,
  tolerance: number = RELATIVE_TOLERANCE,
): ColumnDeviation {
  const a = actual(spec.name);
  const b = expected(spec.name);
  const { comparison } = spec;
  const scale =
    comparison.kind === 'noise' && 'scaleColumn' in comparison
      ? expected(comparison.scaleColumn)
      : null;
  let worst = -1;
  let worstRelative = 0;
  let worstAgrees = true;
  for (let row = 0; row < rows; row++) {
    const relative = relativeDeviation(a[row] ?? null, b[row] ?? null);
    if (relative === 0) continue;
    const agrees =
      relative <= tolerance
        ? comparison.kind !== 'exact'
        : isNoise(spec, a[row] ?? null, b[row] ?? null, scale?.[row] ?? null);
    // A failure outranks every agreement, and the larger deviation the smaller one.
    if ((worstAgrees && !agrees) || (worstAgrees === agrees && relative > worstRelative)) {
      worst = row;
      worstRelative = relative;
      worstAgrees = agrees;
    }
  }
  const left = worst < 0 ? null : (a[worst] ?? null);
  const right = worst < 0 ? null : (b[worst] ?? null);
  return {
    column: spec.name,
    row: worst,
    relative: worstRelative,
    absolute:
      typeof left === 'number' && typeof right === 'number'
        ? Math.abs(left - right)
        : worstRelative,
    agrees: worstAgrees,
    actual: left,
    expected: right,
  };
}

function isMissing(value: CellValue): boolean {
  return value === null || Number.isNaN(value);
}

/** |a − b|/|b|; 0 for the same value or two missing ones, Infinity where the two cannot be compared. */
export function relativeDeviation(a: CellValue, b: CellValue): number {
  if (a === b || (isMissing(a) && isMissing(b))) return 0;
  if (typeof a !== 'number' || typeof b !== 'number') return Number.POSITIVE_INFINITY;
  const deviation = Math.abs(a - b) / Math.abs(b);
  return Number.isNaN(deviation) ? Number.POSITIVE_INFINITY : deviation;
}

function isNoise(
  { comparison }: ColumnSpec,
  a: CellValue,
  b: CellValue,
  scale: CellValue,
): boolean {
  if (comparison.kind !== 'noise' || typeof a !== 'number' || typeof b !== 'number') return false;
  const difference = Math.abs(a - b);
  if ('absolute' in comparison)
    return difference <= comparison.absolute && Math.abs(b) < comparison.below;
  return typeof scale === 'number' && difference <= comparison.scale * Math.abs(scale);
}
