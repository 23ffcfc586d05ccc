import { TableLoadError } from '../errors.ts';
import type { TableColumns } from './columns.ts';

/**
 * The values of a column in which every entry must be a number (infinities are left to the caller).
 *
 * @throws TableLoadError if the column is missing or an entry is no number; names the row and its text
 */
export function numericColumn(table: TableColumns, name: string): Float64Array {
  const values = table.columns.get(name);
  if (values === undefined)
    throw new TableLoadError(
      `${table.source}: column "${name}" is missing; the columns are ${table.names.join(', ')}`,
    );
  const row = values.findIndex(Number.isNaN);
  if (row >= 0) throw badEntry(table, name, row, 'a number');
  return values;
}

/** As `numericColumn`, and every entry is finite. */
export function finiteColumn(table: TableColumns, name: string): Float64Array {
  const values = numericColumn(table, name);
  const row = values.findIndex((value) => !Number.isFinite(value));
  if (row >= 0) throw badEntry(table, name, row, 'a finite number');
  return values;
}

/** As `finiteColumn`, and every entry is greater than zero. */
export function positiveColumn(table: TableColumns, name: string): Float64Array {
  const values = finiteColumn(table, name);
  const row = values.findIndex((value) => value <= 0);
  if (row >= 0) throw badEntry(table, name, row, 'greater than 0');
  return values;
}

/** The error for an entry that is not what it must be. */
export function badEntry(
  table: TableColumns,
  name: string,
  row: number,
  allowed: string,
): TableLoadError {
  const text = table.textAt(name, row);
  return new TableLoadError(
    `${table.source}, ${table.rowName(row)}: ${name} is "${text}", but must be ${allowed}`,
  );
}

/** Row numbers of a table in ascending order of a key; rows with equal keys keep their order. */
export function rowsInOrder(key: ArrayLike<number>): number[] {
  return Array.from(key, (_, row) => row).sort((a, b) => key[a] - key[b]);
}

/**
 * Piecewise linear interpolation; outside the table the end values are held. At a node the result is the node's
 * value exactly; of nodes at the same place the last one counts.
 *
 * @param x where to evaluate
 * @param xs nodes, ascending; n ≥ 1 values
 * @param ys values at the nodes; n values
 */
export function interpolateLinear(x: number, xs: Float64Array, ys: Float64Array): number {
  const last = xs.length - 1;
  if (x < xs[0]) return ys[0];
  if (x >= xs[last]) return ys[last];
  let k = 0;
  let above = last;
  while (above - k > 1) {
    const middle = (k + above) >>> 1;
    if (xs[middle] <= x) k = middle;
    else above = middle;
  }
  if (xs[k] === x) return ys[k];
  return ((ys[k + 1] - ys[k]) / (xs[k + 1] - xs[k])) * (x - xs[k]) + ys[k];
}
