import type { SeriesColumn } from '@marsdisk/io';

/** The values of a column in chosen rows. */
export function gather(column: SeriesColumn, rows: readonly number[]): SeriesColumn {
  switch (column.kind) {
    case 'numbers':
      return { ...column, values: Float64Array.from(rows, (row) => column.values[row]!) };
    case 'flags':
      return { ...column, values: Uint8Array.from(rows, (row) => column.values[row]!) };
    case 'text':
      return { ...column, values: rows.map((row) => column.values[row] ?? null) };
  }
}

/** The values of columns of one kind, one after the other; at least one column. */
export function concatenate(parts: readonly SeriesColumn[]): SeriesColumn {
  const [first] = parts;
  if (first === undefined) throw new TypeError('nothing to put together');
  if (parts.length === 1) return first;
  const length = parts.reduce((sum, { values }) => sum + values.length, 0);
  switch (first.kind) {
    case 'numbers':
      return { ...first, values: filled(new Float64Array(length), parts) };
    case 'flags':
      return { ...first, values: filled(new Uint8Array(length), parts) };
    case 'text':
      return { ...first, values: parts.flatMap(({ values }) => values as (string | null)[]) };
  }
}

function filled<Values extends Float64Array | Uint8Array>(
  values: Values,
  parts: readonly SeriesColumn[],
): Values {
  let row = 0;
  for (const part of parts) {
    values.set(part.values as ArrayLike<number>, row);
    row += part.values.length;
  }
  return values;
}
