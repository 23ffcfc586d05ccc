import { type BigIntStats, statSync } from 'node:fs';
import { fileFailure } from '../files/failure.ts';

/**
 * The file that is read when a table is asked for by `path`:
 * - `x.csv`: `x.parquet` beside it when that exists and is not older, or when there is no `x.csv`;
 * - `x.parquet` or `x.pq` that does not exist: `x.csv` when that does;
 * - otherwise `path`.
 *
 * Suffixes count in any case. The chosen file need not exist.
 */
export function chooseTableFile(path: string): string {
  if (/\.csv$/i.test(path)) {
    const sibling = path.replace(/\.csv$/i, '.parquet');
    const parquet = statusOf(sibling);
    if (parquet === null) return path;
    const csv = statusOf(path);
    return csv === null || parquet.mtimeNs >= csv.mtimeNs ? sibling : path;
  }
  if (/\.(parquet|pq)$/i.test(path) && statusOf(path) === null) {
    const sibling = path.replace(/\.(parquet|pq)$/i, '.csv');
    if (statusOf(sibling) !== null) return sibling;
  }
  return path;
}

function statusOf(path: string): BigIntStats | null {
  try {
    return statSync(path, { bigint: true });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw fileFailure('read', path, error);
  }
}
