import {
  type CellValue,
  type ColumnSource,
  NULL_BYTE,
  type RecordColumn,
  type RunConstants,
  STEP_VALUES,
} from './declare.ts';
import { SLOT, SLOT_COUNT } from './slots.ts';

/** What a table of one row per cell and kept step needs to know about the run. */
export interface CellTableContext {
  readonly cells: number;
  readonly constants: RunConstants;
  readonly cellValues: Readonly<Record<CellValue, Float64Array>>;
  /** Constants of the phase payload. */
  readonly phasePayload: {
    readonly initialTemperature: number;
    /** The thresholds in force, or null when the phase is not decided by thresholds. */
    readonly thresholds: Readonly<Record<string, number>> | null;
  };
}

/** Columns of one table that are stored row by row, by the way they are stored. */
interface StoredColumns {
  readonly names: readonly string[];
  readonly slots: Int32Array;
  /** For each column: whether a stopped cell shows `substitutes` instead of its record. */
  readonly isSubstituted: Uint8Array;
  readonly substitutes: Float64Array;
}

/** Storage for a number of kept steps; all arrays are column-major with one value a row. */
export interface Block {
  readonly doubles: Float64Array;
  /** Flags and codes of texts; NULL_BYTE for null. */
  readonly bytes: Uint8Array;
  /** Row → entry of `stepValues` that holds the values of the row's own step. */
  readonly nowIndex: Int32Array;
  /** Row → entry of `stepValues` of the last step in which the cell was active. */
  readonly heldIndex: Int32Array;
  readonly cellIndex: Int32Array;
  /** 1 for the rows of stopped cells. */
  readonly isStopped: Int32Array;
  readonly stepValues: readonly Float64Array[];
  /** Cell → entry of its stopping step in `stepValues`, or −1. */
  readonly stoppedEntry: Int32Array;
  rows: number;
  entries: number;
  stoppedRows: number;
}

/** Buffers of `series` or `diagnostics`: typed columns, no object per row. */
export interface CellTable {
  readonly columns: readonly RecordColumn[];
  readonly context: CellTableContext;
  readonly doubles: StoredColumns;
  readonly bytes: StoredColumns;
  /** Rows of a block. */
  readonly capacity: number;
  /** Values between two columns of a block. */
  readonly stride: number;
  block: Block | null;
  readonly full: Block[];
}

const BLOCK_ROWS = 8192;
/**
 * Rows that are left free after a column. Columns at a distance of a power of two bytes would fall into the same few lines
 * of the processor's cache and drive each other out of it.
 */
const GAP = 8;

function isByte(source: ColumnSource): boolean {
  return source.from === 'flag' || source.from === 'text';
}

function storedColumns(columns: readonly RecordColumn[]): StoredColumns {
  const slots = columns.map((c) => SLOT[(c.source as { slot: keyof typeof SLOT }).slot]);
  const substitutes = columns.map((c) => {
    if (c.stopped === null) return isByte(c.source) ? NULL_BYTE : Number.NaN;
    if (typeof c.stopped === 'string' && c.source.from === 'text')
      return c.source.values.indexOf(c.stopped);
    return Number(c.stopped);
  });
  return {
    names: columns.map((c) => c.name),
    slots: Int32Array.from(slots),
    isSubstituted: Uint8Array.from(columns, (c) => (c.stopped === 'held' ? 0 : 1)),
    substitutes: Float64Array.from(substitutes),
  };
}

/** An empty table. */
export function createCellTable(
  columns: readonly RecordColumn[],
  context: CellTableContext,
): CellTable {
  const doubleColumns = columns.filter((c) => c.source.from === 'record');
  const byteColumns = columns.filter((c) => isByte(c.source));
  const capacity = Math.max(1, Math.floor(BLOCK_ROWS / context.cells)) * context.cells;
  return {
    columns,
    context,
    doubles: storedColumns(doubleColumns),
    bytes: storedColumns(byteColumns),
    capacity,
    stride: capacity + GAP,
    block: null,
    full: [],
  };
}

function createBlock(table: CellTable): Block {
  const { capacity, stride, context } = table;
  const steps = capacity / context.cells;
  return {
    doubles: new Float64Array(table.doubles.slots.length * stride),
    bytes: new Uint8Array(table.bytes.slots.length * stride),
    nowIndex: new Int32Array(capacity),
    heldIndex: new Int32Array(capacity),
    cellIndex: new Int32Array(capacity),
    isStopped: new Int32Array(capacity),
    stepValues: STEP_VALUES.map(() => new Float64Array(steps + context.cells)),
    stoppedEntry: new Int32Array(context.cells).fill(-1),
    rows: 0,
    entries: 0,
    stoppedRows: 0,
  };
}

function appendEntry(block: Block, values: Float64Array, from: number): number {
  const { stepValues } = block;
  const entry = block.entries++;
  for (let v = 0; v < stepValues.length; v++) stepValues[v][entry] = values[from + v];
  return entry;
}

/**
 * Appends the rows of one step.
 *
 * @param stepValues values of the step in the order of STEP_VALUES
 * @param records records of all cells, SLOT_COUNT doubles each; those of stopped cells are of their stopping step
 * @param isStopped one flag a cell: stopped before this step
 * @param stoppedStepValues for stopped cells the values of their stopping step, STEP_VALUES.length doubles a cell
 */
export function recordCells(
  table: CellTable,
  stepValues: Float64Array,
  records: Float64Array,
  isStopped: Uint8Array,
  stoppedStepValues: Float64Array,
): void {
  if (table.block !== null && table.block.rows === table.capacity) {
    table.full.push(table.block);
    table.block = null;
  }
  table.block ??= createBlock(table);
  const block = table.block;
  const { cells } = table.context;
  const first = block.rows;
  const entry = appendEntry(block, stepValues, 0);
  for (let cell = 0; cell < cells; cell++) {
    const row = first + cell;
    block.cellIndex[row] = cell;
    block.nowIndex[row] = entry;
    block.heldIndex[row] = entry;
    if (isStopped[cell] === 1) {
      if (block.stoppedEntry[cell] < 0)
        block.stoppedEntry[cell] = appendEntry(block, stoppedStepValues, cell * STEP_VALUES.length);
      block.heldIndex[row] = block.stoppedEntry[cell];
      block.isStopped[row] = 1;
      block.stoppedRows++;
    }
  }
  storeDoubles(block.doubles, table.doubles, table.stride, first, records, isStopped);
  storeBytes(block.bytes, table.bytes, table.stride, first, records, isStopped);
  block.rows += cells;
}

/** Stores the rows of a step, column by column: the rows of a column lie side by side. */
function storeDoubles(
  target: Float64Array,
  columns: StoredColumns,
  stride: number,
  first: number,
  records: Float64Array,
  isStopped: Uint8Array,
): void {
  const { slots, isSubstituted, substitutes } = columns;
  const cells = isStopped.length;
  for (let c = 0; c < slots.length; c++) {
    const at = c * stride + first;
    const slot = slots[c];
    for (let cell = 0; cell < cells; cell++)
      target[at + cell] =
        (isStopped[cell] & isSubstituted[c]) === 1
          ? substitutes[c]
          : records[cell * SLOT_COUNT + slot];
  }
}

/** The same for flags and codes; one function for both would not know the kind of its target. */
function storeBytes(
  target: Uint8Array,
  columns: StoredColumns,
  stride: number,
  first: number,
  records: Float64Array,
  isStopped: Uint8Array,
): void {
  const { slots, isSubstituted, substitutes } = columns;
  const cells = isStopped.length;
  for (let c = 0; c < slots.length; c++) {
    const at = c * stride + first;
    const slot = slots[c];
    for (let cell = 0; cell < cells; cell++)
      target[at + cell] =
        (isStopped[cell] & isSubstituted[c]) === 1
          ? substitutes[c]
          : records[cell * SLOT_COUNT + slot];
  }
}

/** Hands over the blocks recorded since the last call, oldest first, and starts afresh. */
export function takeBlocks(table: CellTable): Block[] {
  const blocks = table.block === null ? [...table.full] : [...table.full, table.block];
  table.full.length = 0;
  table.block = null;
  return blocks;
}
