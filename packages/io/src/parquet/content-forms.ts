import type { Statistics } from 'hyparquet';
import type { CodeRuns } from './run-length.ts';

/**
 * Codes of rows, in pieces of consecutive rows: the code of a row is index + offset, or what `table` has there. Two with
 * the same key, if they have one, are the same codes. `runs`, if there are few, are those of index + offset.
 */
export interface RowCodes {
  readonly pieces: readonly CodePiece[];
  readonly table: Uint8Array | Int32Array | null;
  readonly key: string | null;
  readonly runs: CodeRuns | null;
}

export interface CodePiece {
  /** One entry a row. */
  readonly index: Uint8Array | Int32Array;
  readonly offset: number;
}

/**
 * The values of one column in the form in which they are stored. `levels` says row by row whether there is a value
 * (`level`) or not (`level − 1`); null when every row has one.
 */
export type ColumnContent =
  /** No row has a value. */
  | { readonly kind: 'empty'; readonly level: number }
  /** One double a row, in pieces of consecutive rows; NaN: no value. */
  | { readonly kind: 'doubles'; readonly pieces: readonly Float64Array[] }
  /** One integer a row, in pieces of consecutive rows. */
  | {
      readonly kind: 'integers';
      readonly pieces: readonly CodePiece[];
      readonly statistics: Statistics;
    }
  /** One integer of more than 32 bits a row. */
  | {
      readonly kind: 'wide';
      readonly values: BigInt64Array;
      readonly levels: Uint8Array | null;
      readonly statistics: Statistics;
    }
  /** Row i holds the entry of its code; in a row without a value the code means nothing. */
  | {
      readonly kind: 'dictionary';
      readonly entries: Uint8Array;
      readonly entryCount: number;
      /** Null when every row holds entry 0. */
      readonly codes: RowCodes | null;
      readonly levels: Uint8Array | null;
      readonly statistics: Statistics;
    }
  /** One flag a row, 0 or 1; null when every row holds `all`. */
  | { readonly kind: 'flags'; readonly values: Uint8Array; readonly levels: Uint8Array | null }
  | { readonly kind: 'flag'; readonly all: boolean };
