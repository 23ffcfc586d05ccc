import type { ColumnData, ColumnSpec, ColumnType, RecordChunk, TableSpec } from '@marsdisk/core';
import fc from 'fast-check';

/** What one entry reads as, whichever way it is stored. */
export type Entry = number | string | boolean | null;

/** A declared column; the file does not depend on anything but name, type and fields. */
export function column(name: string, type: ColumnType, fields?: readonly ColumnSpec[]): ColumnSpec {
  return {
    name,
    type,
    unit: type === 'double' ? 'm' : '-',
    definition: `what ${name} means`,
    nulls: 'sometimes',
    comparison: { kind: 'exact' },
    ...(fields && { fields }),
  };
}

/** The entry of a row, worked out from the description of the storage kinds. */
export function entryAt(data: ColumnData, row: number, type: ColumnType): Entry {
  const orNull = (value: number) => (Number.isNaN(value) ? null : value);
  switch (data.kind) {
    case 'values':
    case 'integers':
      return orNull(data.values[row]);
    case 'gather':
      return orNull(data.values[data.index[row]]);
    case 'flags':
      return [false, true, null][data.values[row]];
    case 'text':
      return data.dictionary[data.codes[row]];
    case 'constant':
      return typeof data.value === 'number' ? orNull(data.value) : data.value;
    default:
      throw new Error(`${type} column stored as ${data.kind}`);
  }
}

/** Dotted name → entries of all rows, for every column that holds values. */
export function entriesOf(
  columns: readonly ColumnSpec[],
  chunks: readonly RecordChunk[],
): Map<string, Entry[]> {
  const found = new Map<string, Entry[]>();
  const visit = (spec: ColumnSpec, name: string, data: (ColumnData | null)[]) => {
    if (spec.type === 'struct') {
      for (const field of spec.fields ?? [])
        visit(
          field,
          `${name}.${field.name}`,
          data.map((part) => (part?.kind === 'struct' ? part.fields.get(field.name)! : null)),
        );
      return;
    }
    const entries = data.flatMap((part, k) =>
      Array.from({ length: chunks[k].rowCount }, (_, row) =>
        part === null ? null : entryAt(part, row, spec.type),
      ),
    );
    found.set(name, entries);
  };
  for (const spec of columns)
    visit(
      spec,
      spec.name,
      chunks.map((chunk) => chunk.columns.get(spec.name)!),
    );
  return found;
}

const double = fc.oneof(
  { weight: 4, arbitrary: fc.double({ noNaN: true }) },
  { weight: 1, arbitrary: fc.constantFrom(0, -0, 1, Number.MIN_VALUE, Number.MAX_VALUE) },
);
const nullableDouble = fc.oneof(
  { weight: 4, arbitrary: double },
  { weight: 1, arbitrary: fc.constant(Number.NaN) },
);
const text = fc.oneof(fc.string(), fc.constantFrom('solid', 'vapour', 'Größe', '🪐', ''));

function array<T>(element: fc.Arbitrary<T>, length: number): fc.Arbitrary<T[]> {
  return fc.array(element, { minLength: length, maxLength: length });
}

/** Rows that repeat as cells and steps do, or not at all. */
function indexInto(count: number, rows: number): fc.Arbitrary<Int32Array> {
  return fc.oneof(
    array(fc.nat(count - 1), rows).map((values) => Int32Array.from(values)),
    fc
      .integer({ min: 1, max: 40 })
      .map((run) => Int32Array.from({ length: rows }, (_, row) => Math.floor(row / run) % count)),
    fc.constant(Int32Array.from({ length: rows }, (_, row) => row % count)),
  );
}

function gather(element: fc.Arbitrary<number>, rows: number): fc.Arbitrary<ColumnData> {
  return fc
    .integer({ min: 1, max: 20 })
    .chain((count) => fc.record({ values: array(element, count), index: indexInto(count, rows) }))
    .map(({ values, index }) => ({ kind: 'gather', index, values: Float64Array.from(values) }));
}

function constant(value: fc.Arbitrary<Entry>): fc.Arbitrary<ColumnData> {
  return fc
    .oneof(value, fc.constant(null))
    .map((constantValue) => ({ kind: 'constant', value: constantValue }));
}

const whole = fc.oneof(fc.integer(), fc.integer({ min: 0, max: 20 }));

/** Any way in which a column of a type may be stored. */
export function columnData(type: ColumnType, rows: number): fc.Arbitrary<ColumnData> {
  switch (type) {
    case 'double':
      return fc.oneof(
        array(nullableDouble, rows).map(
          (values): ColumnData => ({ kind: 'values', values: Float64Array.from(values) }),
        ),
        array(fc.constantFrom(0, -0, 1.5, Number.NaN), rows).map(
          (values): ColumnData => ({ kind: 'values', values: Float64Array.from(values) }),
        ),
        gather(nullableDouble, rows),
        constant(double),
      );
    case 'int64':
      return fc.oneof(
        array(whole, rows).map(
          (values): ColumnData => ({ kind: 'integers', values: Int32Array.from(values) }),
        ),
        array(fc.oneof(fc.maxSafeInteger(), fc.constant(Number.NaN)), rows).map(
          (values): ColumnData => ({ kind: 'values', values: Float64Array.from(values) }),
        ),
        gather(fc.oneof(whole, fc.constant(Number.NaN)), rows),
        constant(whole),
      );
    case 'bool':
      return fc.oneof(
        array(fc.constantFrom(0, 1, 2), rows).map(
          (values): ColumnData => ({ kind: 'flags', values: Uint8Array.from(values) }),
        ),
        constant(fc.boolean()),
      );
    case 'string':
      return fc.oneof(
        fc
          .array(fc.oneof(text, fc.constant(null)), { minLength: 1, maxLength: 6 })
          .chain((dictionary) =>
            array(fc.nat(dictionary.length - 1), rows).map(
              (codes): ColumnData => ({ kind: 'text', codes: Uint8Array.from(codes), dictionary }),
            ),
          ),
        constant(text),
      );
    default:
      throw new Error(`${type} has fields`);
  }
}

/** Columns of every type, a struct in a struct, and the same content under two names. */
export const TABLE: TableSpec = {
  name: 'run',
  columns: [
    column('time', 'double'),
    column('sigma', 'double'),
    column('sigma_alias', 'double'),
    column('cell_index', 'int64'),
    column('cell_active', 'bool'),
    column('phase_state', 'string'),
    column('phase_payload', 'struct', [
      column('temperature_K', 'double'),
      column('reason', 'string'),
      column('phase_thresholds', 'struct', [
        column('T_condense_K', 'double'),
        column('is_ramp', 'bool'),
      ]),
    ]),
    column('e_value', 'double'),
  ],
};

function structData(spec: ColumnSpec, rows: number): fc.Arbitrary<ColumnData> {
  const fields = (spec.fields ?? []).map((field) =>
    (field.type === 'struct' ? structData(field, rows) : columnData(field.type, rows)).map(
      (data): [string, ColumnData] => [field.name, data],
    ),
  );
  return fc.oneof(
    {
      weight: 3,
      arbitrary: fc
        .tuple(...fields)
        .map((entries): ColumnData => ({ kind: 'struct', fields: new Map(entries) })),
    },
    { weight: 1, arbitrary: fc.constant<ColumnData>({ kind: 'constant', value: null }) },
  );
}

/** Rows of `TABLE`, stored in any way. */
export function randomChunk(longest = 120): fc.Arbitrary<RecordChunk> {
  return fc.integer({ min: 1, max: longest }).chain((rowCount) =>
    fc
      .tuple(
        ...TABLE.columns.map((spec) =>
          spec.type === 'struct' ? structData(spec, rowCount) : columnData(spec.type, rowCount),
        ),
      )
      .map((data) => {
        const columns = new Map(TABLE.columns.map(({ name }, i) => [name, data[i]]));
        columns.set('sigma_alias', columns.get('sigma')!);
        return { rowCount, columns };
      }),
  );
}
