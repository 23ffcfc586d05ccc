import { type TableColumns, TableLoadError } from '@marsdisk/core';
import { parseNumber } from './parse-number.ts';

/**
 * A table of entries that came typed (JSON, Parquet). Numbers stay, numbers in words are read, everything else is
 * missing.
 *
 * @throws TableLoadError when there are no columns or rows, or the columns differ in length
 */
export function tableOfEntries(
  source: string,
  entries: ReadonlyMap<string, ArrayLike<unknown>>,
  rowName: (row: number) => string,
): TableColumns {
  const names = [...entries.keys()];
  const lengths = new Set([...entries.values()].map((column) => column.length));
  const [rowCount] = lengths;
  if (rowCount === undefined) throw new TableLoadError(`${source} has no columns`);
  if (lengths.size > 1)
    throw new TableLoadError(
      `${source}: the columns differ in length (${names.map((name) => `${name}: ${entries.get(name)?.length}`).join(', ')})`,
    );
  if (rowCount === 0) throw new TableLoadError(`${source} has no rows; at least one row is needed`);
  return {
    source,
    rowCount,
    names,
    columns: new Map(
      [...entries].map(([name, column]) => [name, Float64Array.from(column, numberOf)]),
    ),
    rowName,
    textAt: (name, row) => textOf(entries.get(name)?.[row]),
  };
}

function numberOf(entry: unknown): number {
  if (typeof entry === 'number') return entry;
  if (typeof entry === 'bigint') return Number(entry);
  return typeof entry === 'string' ? parseNumber(entry) : Number.NaN;
}

function textOf(entry: unknown): string {
  if (entry === null || entry === undefined) return '';
  return entry instanceof Date ? entry.toISOString() : String(entry);
}
