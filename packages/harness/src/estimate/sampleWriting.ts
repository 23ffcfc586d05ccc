import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Config } from '@marsdisk/config';
import {
  advanceRun,
  createRecorder,
  type Run,
  type RunRecords,
  type RunTableName,
  takeRecords,
} from '@marsdisk/core';
import { OUTPUT_FILES } from '@marsdisk/io';
import { openOutputs } from '../run/outputs.ts';
import { rowBytes } from '../run/writerMessage.ts';
import { bytesOfStep, MEMORY_OF_ROW } from './rowMemory.ts';
import { lineThrough, type TableCost, type WritingCosts } from './writingCosts.ts';

/** Rows of a large flush, bytes in memory; a small one has a quarter. */
const SAMPLE_BYTES = 2 ** 24;
const SAMPLE_STEPS = { least: 4, most: 1024 };
/** Steps are not taken for longer than this, ms. */
const PATIENCE = 2000;
/** Flushes of each size and table. */
const REPEATS = 3;
const TABLES = Object.keys(MEMORY_OF_ROW) as RunTableName[];
const NO_RECORDS: RunRecords = {
  run: [],
  diagnostics: [],
  psd_hist: [],
  mass_budget: [],
  mass_budget_cells: [],
};

/**
 * Takes some more steps, keeps all their rows whatever the strides, and writes them to a temporary folder, table by table.
 *
 * @param run that nobody needs any more; if it has ended what it has recorded is written
 */
export function sampleWriting(run: Run, io: Config['io']): WritingCosts {
  const began = performance.now();
  const { small, large, takingPerByte, steps } = sampleRecords(run);
  const folder = mkdtempSync(join(tmpdir(), 'marsdisk-estimate-'));
  try {
    // The first files compile the code, and show what merging little takes.
    const cold = writeSample(join(folder, 'cold'), io, small, large, 1);
    const warm = writeSample(join(folder, 'warm'), io, small, large, REPEATS);
    const { once, each } = lineThrough(cold.merging, warm.merging);
    return {
      tables: warm.tables,
      takingPerByte,
      merging: { once, perByte: each },
      sample: { steps, seconds: (performance.now() - began) / 1000 },
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function writeSample(
  folder: string,
  io: Config['io'],
  small: RunRecords,
  large: RunRecords,
  repeats: number,
) {
  for (const name of [OUTPUT_FILES.seriesFolder, OUTPUT_FILES.checksFolder])
    mkdirSync(join(folder, name), { recursive: true });
  const { compression } = io.streaming;
  const streaming = { enable: true, compression, merge_at_end: true, cleanup_chunks: true };
  const outputs = openOutputs(folder, streaming, io.mass_budget_cells, () => {});
  const tables: Partial<Record<RunTableName, TableCost>> = {};
  let label = 0;
  const timedFlush = (table: RunTableName, rows: RunRecords): number => {
    const began = performance.now();
    label += 1;
    outputs.flush({ ...NO_RECORDS, [table]: rows[table] }, label);
    return (performance.now() - began) / 1000;
  };
  for (const table of TABLES) {
    if (large[table].length === 0) continue;
    const times = Array.from({ length: repeats }, () => ({
      small: timedFlush(table, small),
      large: timedFlush(table, large),
    }));
    const { once, each } = lineThrough(
      { amount: rowsOf(small[table]), seconds: median(times.map((time) => time.small)) },
      { amount: rowsOf(large[table]), seconds: median(times.map((time) => time.large)) },
    );
    tables[table] = { perFlush: once, perRow: each };
  }
  const began = performance.now();
  const files = outputs.finish().filter(({ path }) => path.endsWith('.parquet'));
  const seconds = (performance.now() - began) / 1000;
  const amount = files.reduce((sum, { byteLength }) => sum + byteLength, 0);
  return { tables, merging: { amount, seconds } };
}

/** Records of a quarter of the steps and of the rest. */
function sampleRecords(run: Run) {
  if (run.stopReason !== null) {
    const { records, perByte } = timedRecords(run);
    return { small: records, large: records, takingPerByte: perByte, steps: run.clock.step };
  }
  const { settings, context } = run.recorder;
  const all = {
    seriesStride: 1,
    diagnosticsStride: 1,
    psdStride: settings.psdStride > 0 ? 1 : 0,
    massBudgetCells: settings.massBudgetCells,
  };
  // The same cells and clock with a recorder of its own: the team of the run has nothing to do any more.
  const sample: Run = { ...run, recorder: createRecorder(all, context) };
  const { cells, bins } = run.setup;
  const { least, most } = SAMPLE_STEPS;
  const wanted = Math.floor(SAMPLE_BYTES / bytesOfStep(cells, bins, all));
  const count = Math.min(most, Math.max(least, wanted));
  const first = sample.clock.step;
  const began = performance.now();
  const take = (upTo: number) => {
    do advanceRun(sample, 1);
    while (
      sample.clock.step - first < upTo &&
      sample.stopReason === null &&
      performance.now() - began < PATIENCE
    );
    return timedRecords(sample);
  };
  const small = take(Math.ceil(count / 4));
  const large = take(count + Math.ceil(count / 4));
  const hasEnded = large.records.mass_budget.length === 0;
  return {
    small: small.records,
    large: hasEnded ? small.records : large.records,
    takingPerByte: hasEnded ? small.perByte : Math.min(small.perByte, large.perByte),
    steps: sample.clock.step - first,
  };
}

function timedRecords({ recorder }: Run): { records: RunRecords; perByte: number } {
  const began = performance.now();
  const records = takeRecords(recorder);
  const seconds = (performance.now() - began) / 1000;
  return { records, perByte: seconds / Math.max(rowBytes(records), 1) };
}

function rowsOf(chunks: RunRecords['run']): number {
  return chunks.reduce((rows, chunk) => rows + chunk.rowCount, 0);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
}
