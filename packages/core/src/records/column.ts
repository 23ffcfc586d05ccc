/** Physical type of an output column; fixed by the registry in every run. */
export type ColumnType = 'double' | 'int64' | 'bool' | 'string' | 'struct';

/**
 * How two runs are compared in a column.
 * - `exact`: same text, boolean, integer or null.
 * - `relative`: |a − b| ≤ 1e-10 |b|.
 * - `noise`: the column is a rounding residue. Values that agree to 1e-10 relative pass; others pass when
 *   |a − b| ≤ `absolute` and |b| < `below`, or when |a − b| ≤ `scale` · |value of `scaleColumn` in the same row|.
 */
export type Comparison =
  | { readonly kind: 'exact' }
  | { readonly kind: 'relative' }
  | { readonly kind: 'noise'; readonly absolute: number; readonly below: number }
  | { readonly kind: 'noise'; readonly scale: number; readonly scaleColumn: string };

/** Declaration of one output column. */
export interface ColumnSpec {
  readonly name: string;
  readonly type: ColumnType;
  /** Unit as written into the file metadata; "1" for a ratio, "-" for text and flags. */
  readonly unit: string;
  readonly definition: string;
  /** When the value is null, in words; "never" if it is not. */
  readonly nulls: string;
  readonly comparison: Comparison;
  /** For a struct: the declarations of its fields. */
  readonly fields?: readonly ColumnSpec[];
}

/** Declaration of one output table. */
export interface TableSpec {
  readonly name: string;
  readonly columns: readonly ColumnSpec[];
}

/**
 * Values of one column of a chunk of rows. Constants, aliases (the same object under two names) and per-cell or
 * per-step values are stored once, not row by row. NaN in `values` stands for null: no output column holds a NaN
 * that means anything else.
 */
export type ColumnData =
  /** One double a row; NaN is null. */
  | { readonly kind: 'values'; readonly values: Float64Array }
  /** One integer a row. */
  | { readonly kind: 'integers'; readonly values: Int32Array }
  /** One flag a row: 0 false, 1 true, 2 null. */
  | { readonly kind: 'flags'; readonly values: Uint8Array }
  /** Row i holds values[index[i]]; NaN is null. */
  | { readonly kind: 'gather'; readonly index: Int32Array; readonly values: Float64Array }
  /** Row i holds dictionary[codes[i]]. */
  | {
      readonly kind: 'text';
      readonly codes: Uint8Array;
      readonly dictionary: readonly (string | null)[];
    }
  /** The same value in every row. */
  | { readonly kind: 'constant'; readonly value: number | string | boolean | null }
  /** One object a row, made of the fields. A field that is null in every row is a null constant. */
  | { readonly kind: 'struct'; readonly fields: ReadonlyMap<string, ColumnData> };

/** A block of consecutive rows of one table; all arrays are at least `rowCount` long and belong to the receiver. */
export interface RecordChunk {
  readonly rowCount: number;
  /** Keyed by column name; holds every column of the table's declaration. */
  readonly columns: ReadonlyMap<string, ColumnData>;
}
