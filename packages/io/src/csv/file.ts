import type { RecordChunk, TableSpec } from '@marsdisk/core';
import { openPendingFile, type PendingFile } from '../files/atomic.ts';
import { cellTexts, quoted } from './cell.ts';

/** Characters collected before they go to the file. */
const BUFFER_LENGTH = 1 << 18;

/** A CSV file being written; it appears under its name when it is closed. */
export interface CsvFile {
  /** Appends the rows of a chunk. */
  readonly append: (chunk: RecordChunk) => void;
  /** Completes the file and renames it, at the end of a run or when it is interrupted. */
  readonly close: () => void;
  /** Removes what was written. */
  readonly abort: () => void;
}

/**
 * Opens a CSV file with the columns of a table: comma separated, a header line, `\n` line ends.
 *
 * @param options.emptyHeader names in the header when no row was ever written; default all columns
 * @param options.file an open file of that path; what it holds already, if anything, begins with the header
 * @throws FileError (here and while writing) naming the path and what to do; nothing is left behind then
 */
export function createCsvFile(
  path: string,
  table: TableSpec,
  options: { readonly emptyHeader?: readonly string[]; readonly file?: PendingFile } = {},
): CsvFile {
  const file = options.file ?? openPendingFile(path);
  const names = table.columns.map((column) => column.name);
  let hasHeader = file.byteLength() > 0;
  const write = (text: string) => file.append(Buffer.from(text, 'utf8'));
  const writeHeader = (header: readonly string[]) => {
    write(`${header.map(quoted).join(',')}\n`);
    hasHeader = true;
  };
  return {
    append(chunk) {
      if (chunk.rowCount === 0) return;
      if (!hasHeader) writeHeader(names);
      try {
        writeRows(chunk, table, write);
      } catch (error) {
        file.discard();
        throw error;
      }
    },
    close() {
      if (!hasHeader) writeHeader(options.emptyHeader ?? names);
      file.commit();
    },
    abort: file.discard,
  };
}

function writeRows(chunk: RecordChunk, table: TableSpec, write: (text: string) => void): void {
  const cells = table.columns.map(({ name, type }) => {
    const data = chunk.columns.get(name);
    if (data === undefined) throw new TypeError(`the chunk has no column ${name}`);
    return cellTexts(data, type === 'int64', name);
  });
  const [first, ...others] = cells;
  if (first === undefined) return;
  let text = '';
  for (let row = 0; row < chunk.rowCount; row++) {
    text += first(row);
    for (const cell of others) text += `,${cell(row)}`;
    text += '\n';
    if (text.length >= BUFFER_LENGTH) {
      write(text);
      text = '';
    }
  }
  if (text.length > 0) write(text);
}
