import { formatDouble, type SeriesColumn } from '@marsdisk/io';
import type { TableEnds, TableView, ViewColumn } from './queryTable.ts';
import { valueAt } from './where.ts';

const DIGITS = 6;

/** The ends of a table for people: names, units, values with six digits; "-" is null. */
export function tableText({ rows, columns, fromHead, matches }: TableEnds): string {
  const cells = Array.from(rows, (_, i) => columns.map(({ data }) => shortText(data, i)));
  const lines = [
    columns.map(({ name }) => name),
    columns.map(({ unit }) => (unit === '-' ? '' : unit)),
    ...cells,
  ];
  const widths = columns.map((_, i) => Math.max(...lines.map((line) => line[i]!.length)));
  const text = lines.map((line) =>
    line
      .map((cell, i) => padded(columns[i]!, cell, widths[i]!))
      .join('  ')
      .trimEnd(),
  );
  const left = (matches ?? rows.length) - rows.length;
  if (left > 0 && fromHead > 0 && fromHead < rows.length)
    text.splice(2 + fromHead, 0, `… ${left.toLocaleString('en-US')} rows …`);
  return `${text.join('\n')}\n`;
}

/** The names of the columns as a line of CSV. */
export function csvHeader(names: readonly string[]): string {
  return `${names.join(',')}\n`;
}

/** Rows as CSV, values as the run's own CSV files write them. */
export function* csvRows({ rows, columns }: TableView): Generator<string> {
  for (let i = 0; i < rows.length; i++)
    yield `${columns.map(({ data }) => csvText(data, i)).join(',')}\n`;
}

function padded({ data }: ViewColumn, text: string, width: number): string {
  return data.kind === 'numbers' ? text.padStart(width) : text.padEnd(width);
}

function shortText(column: SeriesColumn, row: number): string {
  const value = valueAt(column, row);
  if (value === null) return '-';
  if (typeof value !== 'number') return String(value);
  if (column.kind === 'numbers' && column.isInteger) return String(value);
  const magnitude = Math.abs(value);
  if (value === 0) return '0';
  return magnitude >= 1e-3 && magnitude < 1e6
    ? String(Number(value.toPrecision(DIGITS)))
    : String(Number(value.toPrecision(DIGITS)).toExponential());
}

function csvText(column: SeriesColumn, row: number): string {
  const value = valueAt(column, row);
  if (value === null) return '';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string')
    return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
  return column.kind === 'numbers' && column.isInteger ? String(value) : formatDouble(value);
}
