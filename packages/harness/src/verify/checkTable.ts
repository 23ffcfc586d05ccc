import { readFileSync } from 'node:fs';
import { type ColumnSpec, FileError } from '@marsdisk/core';
import type { CellValue } from '../compare/columns.ts';
import { type OutputTable, type OutputTableName, outputTable } from './outputs.ts';

/**
 * Reads a CSV file that a run wrote, its values typed by the declaration of the columns.
 *
 * @throws FileError when it cannot be read or a row has another number of values than the header
 */
export function readCheckTable(
  name: OutputTableName,
  path: string,
  declared: readonly ColumnSpec[],
): OutputTable {
  const [header = '', ...lines] = readText(path).trimEnd().split(/\r?\n/);
  const names = header.split(',');
  const rows = lines.map((line, index) => {
    const values = line.split(',');
    if (values.length !== names.length)
      throw new FileError(
        `${path}:${index + 2}: ${values.length} values; the header has ${names.length}`,
      );
    return values;
  });
  const byName = new Map(declared.map((column) => [column.name, column]));
  // The header of a run without a step may leave a column out; without rows there is nothing to compare.
  const columns =
    rows.length === 0 ? declared : names.map((column) => declaredColumn(byName, column));
  return outputTable(name, columns, rows.length, (column) => {
    const at = names.indexOf(column);
    const type = byName.get(column)?.type ?? 'string';
    return rows.map((row) => parseValue(row[at] ?? '', type));
  });
}

function parseValue(text: string, type: string): CellValue {
  if (text === '') return null;
  if (type === 'bool') return text.toLowerCase() === 'true';
  return type === 'string' ? text : Number(text);
}

/** The declaration of a column; one that is not declared is compared exactly. */
export function declaredColumn(
  declared: ReadonlyMap<string, ColumnSpec>,
  name: string,
): ColumnSpec {
  return (
    declared.get(name) ?? {
      name,
      type: 'string',
      unit: '-',
      definition: '',
      nulls: '',
      comparison: { kind: 'exact' },
    }
  );
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new FileError(`${path}: ${(error as Error).message}`);
  }
}
