import { MarsDiskError, type RunSetup } from '@marsdisk/core';
import type { CellValue } from '../../compare/columns.ts';
import type { OutputTable, OutputTableName, RunOutputs } from '../outputs.ts';

/** A law that the outputs of every run obey. */
export interface Invariant {
  readonly name: string;
  /** The law in a sentence. */
  readonly statement: string;
  /** Every place at which it is broken. */
  check(run: InvariantRun): Iterable<Violation>;
}

/** A place at which a law is broken. */
export interface Violation {
  readonly table: OutputTableName;
  readonly column: string;
  readonly row: number;
  readonly actual: CellValue;
  /** What the law asks for: a value, or a condition in words. */
  readonly expected: CellValue;
}

/** The outputs of a run as the laws see them. */
export interface InvariantRun {
  readonly setup: RunSetup;
  /** Whether the series has a row for every step. */
  readonly recordsEveryStep: boolean;
  table(name: OutputTableName): OutputTable;
  /** A column of numbers or flags; NaN is null. */
  numbers(table: OutputTableName, column: string): Float64Array;
  texts(table: OutputTableName, column: string): ArrayLike<CellValue>;
  /** Rows of a table that belong to cells that had not stopped before the step. */
  activeRows(table: 'run' | 'diagnostics'): Uint8Array;
}

/** The outputs of a run, ready to be checked. */
export function invariantRun(
  setup: RunSetup,
  outputs: RunOutputs,
  seriesStride: number,
): InvariantRun {
  const converted = new Map<string, Float64Array>();
  const table = (name: OutputTableName): OutputTable => {
    const found = outputs.tables.get(name);
    if (found === undefined) throw new MarsDiskError(`there is no table ${name}`);
    return found;
  };
  const numbers = (name: OutputTableName, column: string): Float64Array => {
    const key = `${name}.${column}`;
    let values = converted.get(key);
    if (values === undefined) {
      values = Float64Array.from(table(name).values(column), (value) =>
        value === null || typeof value === 'string' ? Number.NaN : Number(value),
      );
      converted.set(key, values);
    }
    return values;
  };
  return {
    setup,
    recordsEveryStep: seriesStride === 1,
    table,
    numbers,
    texts: (name, column) => table(name).values(column),
    activeRows: (name) => activeRows(numbers('run', 'cell_stop_time'), numbers, name),
  };
}

/** A cell's row is active up to the end of the step in which it stopped. */
function activeRows(
  stopTimes: Float64Array,
  numbers: InvariantRun['numbers'],
  name: 'run' | 'diagnostics',
): Uint8Array {
  const cells = numbers('run', 'cell_index');
  const stopOf = new Map<number, number>();
  stopTimes.forEach((time, row) => {
    if (!Number.isNaN(time)) stopOf.set(cells[row]!, time);
  });
  const ownCells = numbers(name, 'cell_index');
  return Uint8Array.from(numbers(name, 'time'), (time, row) =>
    time <= (stopOf.get(ownCells[row]!) ?? Number.POSITIVE_INFINITY) ? 1 : 0,
  );
}

/** Relative tolerance of laws that are a product or a short sum. */
export const ROUNDING = 1e-12;

/** Whether two numbers are the same up to rounding of a quantity of size `scale`; nulls only match nulls. */
export function isClose(
  a: number,
  b: number,
  scale: number,
  tolerance: number = ROUNDING,
): boolean {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number.isNaN(a) && Number.isNaN(b);
  return Math.abs(a - b) <= tolerance * Math.abs(scale);
}

/**
 * A law "this column is a function of the others, row by row".
 *
 * @param expected the value that the row should have; undefined where the law says nothing
 * @param scale size of the terms that were added up to get it; the value itself unless given
 */
export function* sameInEveryRow(
  run: InvariantRun,
  table: OutputTableName,
  column: string,
  expected: (row: number) => number | undefined,
  scale?: (row: number) => number,
  tolerance: number = ROUNDING,
): Generator<Violation> {
  const values = run.numbers(table, column);
  for (let row = 0; row < values.length; row++) {
    const value = expected(row);
    if (value === undefined) continue;
    if (!isClose(values[row]!, value, scale?.(row) ?? value, tolerance))
      yield { table, column, row, actual: values[row]!, expected: value };
  }
}
