import { readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { FileError, type TableColumns, TableLoadError } from '@marsdisk/core';
import { fileFailure } from '../files/failure.ts';
import { chooseTableFile } from './choose-file.ts';
import { parseCsvTable } from './read-csv.ts';
import { parseJsonTable } from './read-json.ts';
import { readParquetTable } from './read-parquet.ts';

/** No lookup table comes near this; a path that points at something else should not fill the memory. */
export const LARGEST_TABLE_BYTES = 256 * 1024 * 1024;

export interface TableOptions {
  /** Whether `.json` is a table format here (temperature and saturation-pressure tables). Default false. */
  readonly allowJson?: boolean;
  /** Whether `.txt` is read as CSV here (saturation-pressure tables). Default false. */
  readonly allowTxt?: boolean;
  /** Whether a leading `~` stands for the home directory (saturation-pressure tables). Default false. */
  readonly expandHome?: boolean;
}

/**
 * Reads a lookup table: CSV, Parquet (any common compression) or, where allowed, JSON. Which file is read for a name
 * is the rule of `chooseTableFile`. Relative paths start at the working directory. What the columns must hold is
 * checked by whoever uses them: an entry that is no number is NaN here, and `textAt` says what it was.
 *
 * @returns the columns; `source` is the path of the file that was read
 * @throws FileError when the file is missing, unreadable or larger than 256 MiB
 * @throws TableLoadError when it is not a table: wrong suffix, no header, no rows, repeated names, ragged rows
 */
export async function readTable(path: string, options: TableOptions = {}): Promise<TableColumns> {
  const requested =
    options.expandHome === true && /^~(?=$|[\\/])/.test(path) ? homedir() + path.slice(1) : path;
  const file = chooseTableFile(requested);
  const suffix = /\.[^.\\/]+$/.exec(file)?.[0].toLowerCase() ?? '';
  const isText =
    suffix === '.csv' ||
    (suffix === '.json' && options.allowJson === true) ||
    (suffix === '.txt' && options.allowTxt === true);
  const isParquet = suffix === '.parquet' || suffix === '.pq';
  if (!isText && !isParquet)
    throw new TableLoadError(
      `${file} is not a table; allowed are ${allowedSuffixes(options).join(', ')}`,
    );
  checkSize(file);
  if (isParquet) return readParquetTable(file);
  const text = readText(file);
  return suffix === '.json' ? parseJsonTable(text, file) : parseCsvTable(text, file);
}

function allowedSuffixes({ allowJson, allowTxt }: TableOptions): string[] {
  return [
    '.csv',
    ...(allowTxt === true ? ['.txt'] : []),
    '.parquet',
    '.pq',
    ...(allowJson === true ? ['.json'] : []),
  ];
}

function checkSize(file: string): void {
  try {
    const status = statSync(file);
    if (!status.isFile()) throw new FileError(`cannot read ${file}: it is not a file`);
    if (status.size > LARGEST_TABLE_BYTES)
      throw new FileError(
        `cannot read ${file}: ${status.size} bytes is more than the ${LARGEST_TABLE_BYTES} allowed for a table`,
      );
  } catch (error) {
    throw fileFailure('read', file, error);
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw fileFailure('read', file, error);
  }
}
