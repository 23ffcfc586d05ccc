/**
 * The content of a table file as plain columns. Reading files is the business of `io`; what a table must hold is
 * checked by the physics module that uses it.
 */
export interface TableColumns {
  /** Where the table came from, for error messages: a path, or a word for a table made in memory. */
  readonly source: string;
  readonly rowCount: number;
  /** Column names in file order. */
  readonly names: readonly string[];
  /** One value a row; NaN where the file has no number. */
  readonly columns: ReadonlyMap<string, Float64Array>;
  /** Name of a row for error messages, for example "line 7". */
  readonly rowName: (row: number) => string;
  /** The entry as it stands in the file, for error messages. */
  readonly textAt: (name: string, row: number) => string;
}

/** Wraps arrays that are already in memory. */
export function tableFromArrays(
  source: string,
  columns: Readonly<Record<string, Float64Array | readonly number[]>>,
): TableColumns {
  const map = new Map(
    Object.entries(columns).map(([name, values]) => [name, Float64Array.from(values)]),
  );
  const rowCount = Math.max(0, ...[...map.values()].map((values) => values.length));
  return {
    source,
    rowCount,
    names: [...map.keys()],
    columns: map,
    rowName: (row) => `row ${row + 1}`,
    textAt: (name, row) => String(map.get(name)?.[row]),
  };
}
