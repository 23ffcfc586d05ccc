import { ConfigurationError, type Recorder } from '@marsdisk/core';

type CellTable = Recorder['series'];
type CellBlock = NonNullable<CellTable['block']>;
type PsdHistory = Recorder['psd'];
type PsdBlock = NonNullable<PsdHistory['block']>;
type FixedTable = Recorder['budget'];

/** The rows that are recorded and not yet in a file, block by block as the recorder keeps them, without unused memory. */
export interface RecorderSnapshot {
  readonly series: TableSnapshot<CellBlock>;
  readonly diagnostics: TableSnapshot<CellBlock>;
  readonly psd: TableSnapshot<PsdBlock>;
  readonly budget: FixedSnapshot;
  readonly budgetCells: FixedSnapshot;
  readonly rows: Readonly<Recorder['rows']>;
}

/** Blocks, oldest first; the last one is being filled unless `isLastFull`. */
interface TableSnapshot<Block> {
  readonly blocks: readonly Block[];
  readonly isLastFull: boolean;
}

type FixedSnapshot = readonly { readonly values: Float64Array[]; readonly rows: number }[];

/**
 * A copy of what a recorder holds. The recorder is not touched, and one that is put back is the same to the last byte:
 * how rows are parted into blocks does not depend on where a run was saved.
 */
export function captureRecorder(recorder: Recorder): RecorderSnapshot {
  const { series, diagnostics, psd, budget, budgetCells, rows } = recorder;
  const bins = psd.sizes.length;
  return {
    series: captureTable(series, (block) => trimCells(block, series.stride)),
    diagnostics: captureTable(diagnostics, (block) => trimCells(block, diagnostics.stride)),
    psd: captureTable(psd, (block) => trimPsd(block, bins)),
    budget: captureFixed(budget),
    budgetCells: captureFixed(budgetCells),
    rows: { ...rows },
  };
}

/**
 * Puts back what a recorder of the same columns held.
 *
 * @throws ConfigurationError if the snapshot has other columns, cells or bins
 */
export function restoreRecorder(recorder: Recorder, snapshot: RecorderSnapshot): void {
  const { series, diagnostics, psd, budget, budgetCells, rows } = recorder;
  const bins = psd.sizes.length;
  restoreTable(series, snapshot.series, (block) => growCells(block, series));
  restoreTable(diagnostics, snapshot.diagnostics, (block) => growCells(block, diagnostics));
  restoreTable(psd, snapshot.psd, (block) => growPsd(block, psd.capacity, bins));
  restoreFixed(budget, snapshot.budget);
  restoreFixed(budgetCells, snapshot.budgetCells);
  Object.assign(rows, snapshot.rows);
}

/** Bytes that a copy of what a recorder holds takes, to a few per cent. */
export function recorderBytes(recorder: Recorder): number {
  const { series, diagnostics, psd, budget, budgetCells, rows } = recorder;
  const perRow = (table: CellTable) =>
    8 * table.doubles.names.length + table.bytes.names.length + 16;
  return (
    rows.run * perRow(series) +
    rows.diagnostics * perRow(diagnostics) +
    rows.psd_hist * (24 + 20 / psd.sizes.length) +
    rows.mass_budget * 8 * budget.names.length +
    rows.mass_budget_cells * 8 * budgetCells.names.length
  );
}

function captureTable<Block>(
  { block, full }: { readonly block: Block | null; readonly full: readonly Block[] },
  trim: (block: Block) => Block,
): TableSnapshot<Block> {
  const blocks = block === null ? full : [...full, block];
  return { blocks: blocks.map(trim), isLastFull: block === null };
}

function restoreTable<Block>(
  table: { block: Block | null; readonly full: Block[] },
  { blocks, isLastFull }: TableSnapshot<Block>,
  grow: (block: Block) => Block,
): void {
  const grown = blocks.map(grow);
  table.block = isLastFull ? null : (grown.pop() ?? null);
  table.full.splice(0, table.full.length, ...grown);
}

/** Column-major arrays with `stride` values a column become arrays with as many rows as there are. */
function trimCells(block: CellBlock, stride: number): CellBlock {
  const { rows, entries } = block;
  return {
    doubles: changeStride(block.doubles, stride, rows, rows),
    bytes: changeStride(block.bytes, stride, rows, rows),
    nowIndex: block.nowIndex.slice(0, rows),
    heldIndex: block.heldIndex.slice(0, rows),
    cellIndex: block.cellIndex.slice(0, rows),
    isStopped: block.isStopped.slice(0, rows),
    stepValues: block.stepValues.map((values) => values.slice(0, entries)),
    stoppedEntry: block.stoppedEntry.slice(),
    rows,
    entries,
    stoppedRows: block.stoppedRows,
  };
}

function growCells(
  block: CellBlock,
  { capacity, stride, context, doubles, bytes }: CellTable,
): CellBlock {
  const { rows } = block;
  if (
    block.doubles.length !== rows * doubles.slots.length ||
    block.bytes.length !== rows * bytes.slots.length ||
    block.stoppedEntry.length !== context.cells ||
    rows > capacity
  )
    throw otherRows();
  const entries = capacity / context.cells + context.cells;
  return {
    doubles: changeStride(block.doubles, rows, stride, rows),
    bytes: changeStride(block.bytes, rows, stride, rows),
    nowIndex: lengthened(block.nowIndex, capacity),
    heldIndex: lengthened(block.heldIndex, capacity),
    cellIndex: lengthened(block.cellIndex, capacity),
    isStopped: lengthened(block.isStopped, capacity),
    stepValues: block.stepValues.map((values) => lengthened(values, entries)),
    stoppedEntry: block.stoppedEntry.slice(),
    rows,
    entries: block.entries,
    stoppedRows: block.stoppedRows,
  };
}

function trimPsd(block: PsdBlock, bins: number): PsdBlock {
  const { entries } = block;
  return {
    time: block.time.slice(0, entries),
    cell: block.cell.slice(0, entries),
    sigma: block.sigma.slice(0, entries),
    number: block.number.slice(0, entries * bins),
    sigmaBin: block.sigmaBin.slice(0, entries * bins),
    massFraction: block.massFraction.slice(0, entries * bins),
    entries,
  };
}

function growPsd(block: PsdBlock, capacity: number, bins: number): PsdBlock {
  if (block.number.length !== block.entries * bins || block.entries > capacity) throw otherRows();
  return {
    time: lengthened(block.time, capacity),
    cell: lengthened(block.cell, capacity),
    sigma: lengthened(block.sigma, capacity),
    number: lengthened(block.number, capacity * bins),
    sigmaBin: lengthened(block.sigmaBin, capacity * bins),
    massFraction: lengthened(block.massFraction, capacity * bins),
    entries: block.entries,
  };
}

function captureFixed({ full, values, rows }: FixedTable): FixedSnapshot {
  return [...full, { values, rows }].map((block) => ({
    values: block.values.map((column) => column.slice(0, block.rows)),
    rows: block.rows,
  }));
}

function restoreFixed(table: FixedTable, snapshot: FixedSnapshot): void {
  const blocks = snapshot.map(({ values, rows }) => {
    if (values.length !== table.names.length || rows > table.capacity) throw otherRows();
    return { values: values.map((column) => lengthened(column, table.capacity)), rows };
  });
  const last = blocks.pop();
  if (last === undefined) throw otherRows();
  table.full.splice(0, table.full.length, ...blocks);
  table.values = last.values;
  table.rows = last.rows;
}

/** Column-major values with another distance from column to column. */
function changeStride<Values extends Float64Array | Uint8Array>(
  values: Values,
  from: number,
  to: number,
  rows: number,
): Values {
  const columns = from === 0 ? 0 : values.length / from;
  const changed = emptyLike(values, columns * to);
  for (let column = 0; column < columns; column++)
    changed.set(values.subarray(column * from, column * from + rows), column * to);
  return changed;
}

function lengthened<Values extends Float64Array | Int32Array>(
  values: Values,
  length: number,
): Values {
  const long = emptyLike(values, length);
  long.set(values);
  return long;
}

function emptyLike<Values extends Float64Array | Int32Array | Uint8Array>(
  values: Values,
  length: number,
): Values {
  const Kind = values.constructor as new (length: number) => Values;
  return new Kind(length);
}

function otherRows(): ConfigurationError {
  return new ConfigurationError(
    'resume: the rows in the checkpoint have other columns, cells or bins than the run; it can only be resumed by the version that wrote it, with the same geometry.Nr and sizes.n_bins',
  );
}
