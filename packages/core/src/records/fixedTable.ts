import type { ColumnData, ColumnSpec, RecordChunk } from './column.ts';

/** Growing columns of doubles for a small table; one block of rows at a time. */
export interface FixedTable {
  /** Names of the stored columns. */
  readonly names: readonly string[];
  readonly capacity: number;
  values: Float64Array[];
  rows: number;
  readonly full: { readonly values: Float64Array[]; readonly rows: number }[];
}

/** An empty table with the given stored columns. */
export function createFixedTable(names: readonly string[], capacity: number): FixedTable {
  return { names, capacity, values: allocate(names.length, capacity), rows: 0, full: [] };
}

function allocate(columns: number, capacity: number): Float64Array[] {
  return Array.from({ length: columns }, () => new Float64Array(capacity));
}

/** The number of a fresh row, whose values the caller stores into `table.values[column][row]`. */
export function appendRow(table: FixedTable): number {
  if (table.rows === table.capacity) {
    table.full.push({ values: table.values, rows: table.rows });
    table.values = allocate(table.names.length, table.capacity);
    table.rows = 0;
  }
  return table.rows++;
}

/** What was stored since the last call, oldest first. */
export function takeRows(table: FixedTable): { values: Float64Array[]; rows: number }[] {
  const blocks = [...table.full, { values: table.values, rows: table.rows }];
  table.full.length = 0;
  table.values = allocate(table.names.length, table.capacity);
  table.rows = 0;
  return blocks.filter((block) => block.rows > 0);
}

/** Columns of a small table that are not stored row by row. */
export interface SharedColumns {
  /** The same value in every row. */
  readonly constants: Readonly<Record<string, number>>;
  /** The value of the cell that the stored column `cell_index` names. */
  readonly perCell: Readonly<Record<string, Float64Array>>;
}

/** Chunks in which every stored column is a column of doubles, integers or flags, by its declaration. */
export function takeChunks(
  table: FixedTable,
  columns: readonly ColumnSpec[],
  { constants, perCell }: SharedColumns,
): RecordChunk[] {
  return takeRows(table).map(({ values, rows }) => {
    const stored = (name: string) => values[table.names.indexOf(name)].subarray(0, rows);
    const cells = Object.keys(perCell).length > 0 ? Int32Array.from(stored('cell_index')) : null;
    const dataOf = ({ name, type }: ColumnSpec): ColumnData => {
      if (name in constants) return { kind: 'constant', value: constants[name] };
      if (cells !== null && name in perCell)
        return { kind: 'gather', index: cells, values: perCell[name] };
      return columnData(type, stored(name));
    };
    return {
      rowCount: rows,
      columns: new Map(columns.map((column) => [column.name, dataOf(column)])),
    };
  });
}

function columnData(type: ColumnSpec['type'], values: Float64Array): ColumnData {
  if (type === 'int64') return { kind: 'integers', values: Int32Array.from(values) };
  if (type === 'bool') return { kind: 'flags', values: Uint8Array.from(values) };
  return { kind: 'values', values };
}
