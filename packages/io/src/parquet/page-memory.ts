/** Rows of a page: half a mebibyte of doubles, so that each of their byte streams fills one block of snappy. */
export const PAGE_ROWS = 65_536;

/**
 * Memory in which pages are put together, one after the other. Fresh memory costs more than what is done in it: the
 * system hands it out page by page.
 */
export interface PageMemory {
  /** Values that are there, in order. */
  readonly values: Float64Array;
  /** Codes or integers that are there, in order. */
  readonly codes: Int32Array;
  /** Definition levels of the rows. */
  readonly levels: Uint8Array;
  /** The encoded values; good until the next page. */
  readonly bytes: Uint8Array;
}

/** Memory for the pages of any number of files that are written one after the other. */
export function createPageMemory(): PageMemory {
  return {
    values: new Float64Array(PAGE_ROWS),
    codes: new Int32Array(PAGE_ROWS),
    levels: new Uint8Array(PAGE_ROWS),
    bytes: new Uint8Array(8 * PAGE_ROWS),
  };
}
