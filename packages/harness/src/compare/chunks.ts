import type { ColumnData, RecordChunk } from '@marsdisk/core';
import type { CellValue, ColumnReader } from './columns.ts';

/** The values of recorded chunks, column by column; fields of a struct stand under their path, joined by points. */
export function readChunks(chunks: readonly RecordChunk[]): ColumnReader {
  return (column) => {
    const values: CellValue[] = [];
    for (const chunk of chunks) {
      const at = valuesOf(findColumn(chunk, column.split('.')));
      for (let row = 0; row < chunk.rowCount; row++) values.push(at(row));
    }
    return values;
  };
}

/** Number of rows in all chunks. */
export function countRows(chunks: readonly RecordChunk[]): number {
  return chunks.reduce((sum, chunk) => sum + chunk.rowCount, 0);
}

function findColumn(chunk: RecordChunk, path: readonly string[]): ColumnData {
  let columns = chunk.columns;
  let found: ColumnData | undefined;
  for (const name of path) {
    found = columns.get(name);
    if (found?.kind === 'struct') columns = found.fields;
  }
  if (found === undefined) throw new TypeError(`there is no column ${path.join('.')}`);
  return found;
}

function valuesOf(data: ColumnData): (row: number) => CellValue {
  switch (data.kind) {
    case 'constant':
      return () => data.value;
    case 'values':
      return (row) => orNull(data.values[row]);
    case 'integers':
      return (row) => data.values[row] ?? null;
    case 'flags':
      return (row) => (data.values[row] === 2 ? null : data.values[row] === 1);
    case 'gather':
      return (row) => orNull(data.values[data.index[row] ?? -1]);
    case 'text':
      return (row) => data.dictionary[data.codes[row] ?? -1] ?? null;
    case 'struct':
      throw new TypeError('a struct has no value of its own; name one of its fields');
  }
}

function orNull(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value;
}
