import type { ColumnSpec, ColumnType, TableSpec } from '@marsdisk/core';
import type { ParquetType, SchemaElement } from 'hyparquet';

/** A column that holds values: a plain column, or a field at any depth of a struct. */
export interface Leaf {
  /** Names from the column down to the field. */
  readonly path: readonly string[];
  readonly type: Exclude<ColumnType, 'struct'>;
  /** Number of nullable levels, this one included: the definition level of a value that is there. */
  readonly depth: number;
}

/** The physical type that stores a column type. */
export const PHYSICAL_TYPE: Readonly<Record<Leaf['type'], ParquetType>> = {
  double: 'DOUBLE',
  int64: 'INT64',
  bool: 'BOOLEAN',
  string: 'BYTE_ARRAY',
};

/** The Parquet schema of a table: one nullable column per declaration, whatever a run puts into it. */
export function parquetSchema(table: TableSpec): SchemaElement[] {
  return [
    { name: 'schema', num_children: table.columns.length },
    ...table.columns.flatMap(schemaElements),
  ];
}

function schemaElements(column: ColumnSpec): SchemaElement[] {
  const { name, type } = column;
  const repetition_type = 'OPTIONAL';
  if (type === 'struct') {
    const fields = column.fields ?? [];
    return [
      { name, repetition_type, num_children: fields.length },
      ...fields.flatMap(schemaElements),
    ];
  }
  if (type === 'string')
    return [
      {
        name,
        repetition_type,
        type: PHYSICAL_TYPE.string,
        converted_type: 'UTF8',
        logical_type: { type: 'STRING' },
      },
    ];
  return [{ name, repetition_type, type: PHYSICAL_TYPE[type] }];
}

/** The columns that hold values, in file order. */
export function leaves(columns: readonly ColumnSpec[], above: readonly string[] = []): Leaf[] {
  return columns.flatMap((column): Leaf[] => {
    const path = [...above, column.name];
    if (column.type === 'struct') return leaves(column.fields ?? [], path);
    return [{ path, type: column.type, depth: path.length }];
  });
}

/**
 * The two key-value entries that say what the columns are: `units` and `definitions`, each a JSON object from column
 * name to text. Fields of a struct appear under their path, joined by points.
 */
export function columnMetadata(table: TableSpec): Record<string, string> {
  const described = describe(table.columns, '');
  const toJson = (text: (column: ColumnSpec) => string) =>
    JSON.stringify(Object.fromEntries(described.map(([name, column]) => [name, text(column)])));
  return {
    units: toJson((column) => column.unit),
    definitions: toJson((column) => column.definition),
  };
}

function describe(columns: readonly ColumnSpec[], above: string): [string, ColumnSpec][] {
  return columns
    .flatMap((column): [string, ColumnSpec][] => [
      [above + column.name, column],
      ...describe(column.fields ?? [], `${above}${column.name}.`),
    ])
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}
