import { type TableColumns, TableLoadError } from '@marsdisk/core';
import { tableOfEntries } from './entries.ts';

/**
 * The content of a JSON table: a list of rows (`[{"time": 0, "T_M": 4000}, …]`), or an object of columns, each a list
 * (`{"time": [0, …]}`) or an object by row label (`{"time": {"0": 0, …}}`).
 *
 * @param path for messages
 * @throws TableLoadError when the text is not JSON, not a table, has no rows, or has columns of different length
 */
export function parseJsonTable(text: string, path: string): TableColumns {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw new TableLoadError(`${path} is not JSON: ${(error as Error).message}`, { cause: error });
  }
  const columns = Array.isArray(content) ? fromRows(content, path) : fromColumns(content, path);
  return tableOfEntries(path, columns, (row) => `row ${row + 1}`);
}

function fromRows(rows: readonly unknown[], path: string): Map<string, unknown[]> {
  const columns = new Map<string, unknown[]>();
  rows.forEach((row, i) => {
    if (!isObject(row))
      throw new TableLoadError(`${path}, row ${i + 1}: ${JSON.stringify(row)} is not an object`);
    for (const [name, entry] of Object.entries(row)) {
      const column = columns.get(name) ?? new Array<unknown>(rows.length).fill(null);
      column[i] = entry;
      columns.set(name, column);
    }
  });
  return columns;
}

function fromColumns(content: unknown, path: string): Map<string, unknown[]> {
  if (!isObject(content))
    throw new TableLoadError(`${path} holds neither a list of rows nor an object of columns`);
  return new Map(
    Object.entries(content).map(([name, column]) => {
      if (Array.isArray(column)) return [name, column];
      if (isObject(column)) return [name, Object.values(column)];
      throw new TableLoadError(`${path}: the column "${name}" is neither a list nor an object`);
    }),
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
