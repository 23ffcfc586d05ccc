import { type TableColumns, TableLoadError } from '@marsdisk/core';
import { CsvError } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import { parseNumber } from './parse-number.ts';

/** A line of the file as csv-parse reports it. */
interface Line {
  readonly record: string[];
  readonly info: { readonly lines: number };
}

/**
 * The content of a CSV file: the first line names the columns, decimal point, empty field = missing. Lines without
 * any character are passed over.
 *
 * @param path for messages
 * @throws TableLoadError naming the path, the line and what stands there: no header, no rows, a name that occurs
 *   twice, a row of another length
 */
export function parseCsvTable(text: string, path: string): TableColumns {
  const [header, ...rows] = parseLines(text, path);
  if (header === undefined) throw new TableLoadError(`${path} is empty; a header line is needed`);
  const names = header.record.map((name) => name.trim());
  if (names.every((name) => name === '' || !Number.isNaN(parseNumber(name))))
    throw new TableLoadError(
      `${path}, line ${header.info.lines}: "${header.record.join(',')}" is not a header; the first line must name the columns`,
    );
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined)
    throw new TableLoadError(
      `${path}, line ${header.info.lines}: the column "${twice}" occurs twice; column names must differ`,
    );
  if (rows.length === 0)
    throw new TableLoadError(`${path} has a header but no rows; at least one row is needed`);
  const ragged = rows.find(({ record }) => record.length !== names.length);
  if (ragged !== undefined)
    throw new TableLoadError(
      `${path}, line ${ragged.info.lines}: "${ragged.record.join(',')}" has ${ragged.record.length} fields; the header has ${names.length}`,
    );

  const positions = new Map(names.map((name, position) => [name, position]));
  const columns = new Map(
    names.map((name, position) => [
      name,
      Float64Array.from(rows, ({ record }) => parseNumber(record[position] as string)),
    ]),
  );
  return {
    source: path,
    rowCount: rows.length,
    names,
    columns,
    rowName: (row) => `line ${rows[row]?.info.lines}`,
    textAt: (name, row) => rows[row]?.record[positions.get(name) ?? -1] ?? '',
  };
}

function parseLines(text: string, path: string): Line[] {
  try {
    return parse(text, {
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
    }) as unknown as Line[];
  } catch (error) {
    if (error instanceof CsvError)
      throw new TableLoadError(`${path}: ${error.message.replaceAll(/\s+/g, ' ')}`, {
        cause: error,
      });
    throw error;
  }
}
