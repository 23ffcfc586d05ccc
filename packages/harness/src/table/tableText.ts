import { formatDouble, type SeriesColumn } from '@marsdisk/io';
import type { TableView, ViewColumn } from './queryTable.ts';
import { valueAt } from './where.ts';

const DIGITS = 6;

/** Which of the rows are shown. */
export interface ShownRows {
  readonly head: number;
  readonly tail: number;
}

/** Rows as a table for people: names, units, values with six digits; "-" is null. */
export function tableText(view: TableView, { head, tail }: ShownRows): string {
  const { rows, columns } = view;
  const hasGap = head + tail < rows.length;
  const first = hasGap ? rows.subarray(0, head) : rows;
  const last = hasGap ? rows.subarray(rows.length - tail) : rows.subarray(rows.length);
  const cells = [...first, ...last].map((row) => columns.map(({ data }) => shortText(data, row)));
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
  const left = rows.length - first.length - last.length;
  if (left > 0 && first.length > 0 && last.length > 0)
    text.splice(2 + first.length, 0, `… ${left.toLocaleString('en-US')} rows …`);
  return `${text.join('\n')}\n`;
}

/** Rows as CSV: names, then values as the run's own CSV files write them. */
export function* tableCsv({ rows, columns }: TableView): Generator<string> {
  yield `${columns.map(({ name }) => name).join(',')}\n`;
  for (const row of rows) yield `${columns.map(({ data }) => csvText(data, row)).join(',')}\n`;
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
