import { type Block, type CellTable, takeBlocks } from './cellTable.ts';
import type { ColumnData, RecordChunk } from './column.ts';
import { NULL_BYTE, type RecordColumn, STEP_VALUES, type StepValue } from './declare.ts';

/** Hands over everything recorded since the last call as chunks of columns, oldest first. */
export function takeCellChunks(table: CellTable): RecordChunk[] {
  return takeBlocks(table).map((block) => chunkOf(table, block));
}

function chunkOf(table: CellTable, block: Block): RecordChunk {
  const data = new Map<string, ColumnData>();
  for (const [c, name] of table.doubles.names.entries())
    data.set(name, { kind: 'values', values: column(block.doubles, c, table, block) });
  for (const [c, name] of table.bytes.names.entries())
    data.set(name, byteData(table, name, column(block.bytes, c, table, block)));
  for (const declared of table.columns) {
    const { from } = declared.source;
    if (from === 'phasePayload') data.set(declared.name, payloadData(table, block, data));
    else if (from !== 'alias' && !data.has(declared.name))
      data.set(declared.name, sharedData(table, block, declared));
  }
  const columns = new Map(
    table.columns.map(({ name, source }) => [
      name,
      data.get(source.from === 'alias' ? source.of : name)!,
    ]),
  );
  return { rowCount: block.rows, columns };
}

function column<T extends Float64Array | Uint8Array>(
  values: T,
  index: number,
  table: CellTable,
  block: Block,
): T {
  const start = index * table.stride;
  return values.subarray(start, start + block.rows) as T;
}

function byteData(table: CellTable, name: string, codes: Uint8Array): ColumnData {
  const { source } = table.columns.find((c) => c.name === name)!;
  if (source.from !== 'text')
    return { kind: 'flags', values: codes.map((code) => (code === NULL_BYTE ? 2 : code)) };
  const dictionary = [...source.values, null];
  const nullCode = source.values.length;
  return {
    kind: 'text',
    codes: codes.map((code) => (code === NULL_BYTE ? nullCode : code)),
    dictionary,
  };
}

function stepValuesOf(block: Block, value: StepValue): Float64Array {
  return block.stepValues[STEP_VALUES.indexOf(value)].subarray(0, block.entries);
}

/** Values that are stored once for many rows: of the step, of the cell, of the run. */
function sharedData(table: CellTable, block: Block, declared: RecordColumn): ColumnData {
  const { source } = declared;
  const { context } = table;
  switch (source.from) {
    case 'now':
    case 'step': {
      const values = stepValuesOf(block, source.value);
      const entries = source.from === 'now' ? block.nowIndex : block.heldIndex;
      const index = entries.subarray(0, block.rows);
      return declared.type === 'bool'
        ? { kind: 'flags', values: Uint8Array.from(index, (entry) => values[entry]) }
        : { kind: 'gather', index, values };
    }
    case 'cell': {
      const index = block.cellIndex.subarray(0, block.rows);
      return { kind: 'gather', index, values: context.cellValues[source.value] };
    }
    case 'cellIndex':
      return { kind: 'integers', values: block.cellIndex.subarray(0, block.rows) };
    case 'run':
      return constantData(block, declared, context.constants[source.value]);
    case 'fixed':
      return constantData(block, declared, source.value);
    default:
      throw new TypeError(`column ${declared.name} has no shared value`);
  }
}

/** A constant, or two of them when the rows of stopped cells show another one. */
function constantData(
  block: Block,
  { stopped, type }: RecordColumn,
  value: number | string | boolean | null,
): ColumnData {
  if (stopped === 'held' || stopped === value || block.stoppedRows === 0)
    return { kind: 'constant', value };
  const index = block.isStopped.subarray(0, block.rows);
  if (type === 'string')
    return {
      kind: 'text',
      codes: Uint8Array.from(index),
      dictionary: [value as string | null, stopped as string | null],
    };
  if (type === 'bool') {
    const codes = [value, stopped].map((flag) => (flag === null ? 2 : Number(flag)));
    return { kind: 'flags', values: Uint8Array.from(index, (which) => codes[which]) };
  }
  const values = Float64Array.of(numberOf(value), numberOf(stopped));
  return { kind: 'gather', index, values };
}

function numberOf(value: number | string | boolean | null): number {
  return value === null ? Number.NaN : Number(value);
}

/** The object of the phase evaluator's inputs; null in every field for a stopped cell. */
function payloadData(
  table: CellTable,
  block: Block,
  data: ReadonlyMap<string, ColumnData>,
): ColumnData {
  const { initialTemperature, thresholds } = table.context.phasePayload;
  const unlessStopped = (index: Int32Array, values: Float64Array): ColumnData => ({
    kind: 'values',
    values: Float64Array.from(index.subarray(0, block.rows), (entry, row) =>
      block.isStopped[row] === 1 ? Number.NaN : values[entry],
    ),
  });
  const constant = (value: number): ColumnData =>
    block.stoppedRows === 0
      ? { kind: 'constant', value }
      : unlessStopped(new Int32Array(block.rows), Float64Array.of(value));
  const NULL: ColumnData = { kind: 'constant', value: null };
  const thresholdNames = ['T_condense_K', 'T_vaporize_K', 'P_ref_bar', 'tau_ref'];
  return {
    kind: 'struct',
    fields: new Map<string, ColumnData>([
      ['temperature_K', data.get('phase_temperature_used_K')!],
      ['pressure_Pa', NULL],
      ['pressure_bar', NULL],
      ['tau_clamped', data.get('tau_phase_los')!],
      ['radius_m', unlessStopped(block.cellIndex, table.context.cellValues.radius)],
      ['time_s', unlessStopped(block.nowIndex, stepValuesOf(block, 'startTime'))],
      ['temperature_initial_K', constant(initialTemperature)],
      [
        'phase_thresholds',
        {
          kind: 'struct',
          fields: new Map(
            thresholdNames.map((name) => [
              name,
              thresholds === null ? NULL : constant(thresholds[name]),
            ]),
          ),
        },
      ],
    ]),
  };
}
