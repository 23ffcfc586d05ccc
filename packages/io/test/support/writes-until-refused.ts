/**
 * Run by disk-full.test.ts under a limit on the size of a file: writes one output of the kind named by the first
 * argument into the folder named by the second, and prints the error that it meets.
 */
import { join } from 'node:path';
import type { RecordChunk } from '@marsdisk/core';
import {
  createCsvFile,
  createParquetFile,
  createSeriesWriter,
  writeFileAtomically,
} from '../../src/index.ts';
import { column } from './random-tables.ts';

const [kind, folder] = process.argv.slice(2);
const table = { name: 'run', columns: [column('time', 'double')] };
const rowCount = 100_000;
const values = Float64Array.from({ length: rowCount }, (_, i) => Math.sqrt(i));
const chunk: RecordChunk = { rowCount, columns: new Map([['time', { kind: 'values', values }]]) };

const WRITES: Readonly<Record<string, () => void>> = {
  text: () => writeFileAtomically(join(folder, 'summary.json'), 'x'.repeat(1_000_000)),
  csv: () => createCsvFile(join(folder, 'mass_budget.csv'), table).append(chunk),
  parquet: () =>
    createParquetFile(join(folder, 'run.parquet'), table, { compression: 'none' }).writeRowGroup(
      chunk,
    ),
  series: () => {
    const streaming = {
      enable: true,
      compression: 'snappy',
      merge_at_end: true,
      cleanup_chunks: true,
    } as const;
    createSeriesWriter({ dir: folder, tables: [table], streaming }).flush({ run: [chunk] }, 1);
  },
};

try {
  WRITES[kind]();
  console.log('no error');
} catch (error) {
  console.log(`${(error as Error).name}: ${(error as Error).message}`);
}
