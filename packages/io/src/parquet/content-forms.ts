import type { Statistics } from 'hyparquet';

/**
 * The values of one column in the form in which they are stored. `levels` says row by row whether there is a value
 * (`level`) or not (`level − 1`); null when every row has one.
 */
export type ColumnContent =
  /** No row has a value. */
  | { readonly kind: 'empty'; readonly level: number }
  /** One double or integer a row. */
  | {
      readonly kind: 'plain';
      readonly values: Float64Array | BigInt64Array;
      readonly levels: Uint8Array | null;
      readonly statistics: Statistics;
    }
  /** Row i holds entry codes[i]; in a row without a value the code means nothing. */
  | {
      readonly kind: 'dictionary';
      readonly entries: Uint8Array;
      readonly entryCount: number;
      /** Null when every row holds entry 0. */
      readonly codes: Uint8Array | Int32Array | null;
      readonly levels: Uint8Array | null;
      readonly statistics: Statistics;
    }
  /** One flag a row, 0 or 1; null when every row holds `all`. */
  | { readonly kind: 'flags'; readonly values: Uint8Array; readonly levels: Uint8Array | null }
  | { readonly kind: 'flag'; readonly all: boolean };
