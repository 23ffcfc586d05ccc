import type { Encoding, PageHeader, Statistics } from 'hyparquet';
import { ByteWriter } from 'hyparquet-writer/src/bytewriter.js';
import { writePageHeader } from 'hyparquet-writer/src/datapage.js';
import { deltaBinaryPack } from 'hyparquet-writer/src/delta.js';
import { splitByteStreams } from './byte-streams.ts';
import type { Codec } from './compression.ts';
import type { ColumnContent, RowCodes } from './content-forms.ts';
import { PAGE_ROWS, type PageMemory } from './page-memory.ts';
import { keepPresent, present, readCodes, readRows } from './page-rows.ts';
import { numberStatistics } from './plain-values.ts';
import { bitsFor, encodeHybrid, encodeRun, encodeRuns } from './run-length.ts';
import type { Leaf } from './schema.ts';

/** The data pages of a column of a row group. */
export interface EncodedPages {
  readonly parts: readonly Uint8Array[];
  readonly byteLength: number;
  readonly uncompressedLength: number;
  readonly statistics: Statistics;
}

/** What a page holds, before it is compressed. */
interface Page {
  readonly levels: Uint8Array;
  readonly nulls: number;
  /** In the memory for pages. */
  readonly values: Uint8Array;
}

/** The encoding of the values of a column. Without a codec byte streams would save nothing. */
export function pageEncoding(content: ColumnContent, codec: Codec): Encoding {
  switch (content.kind) {
    case 'dictionary':
      return 'RLE_DICTIONARY';
    case 'flag':
      return 'RLE';
    case 'doubles':
      return codec.compress === null ? 'PLAIN' : 'BYTE_STREAM_SPLIT';
    case 'integers':
    case 'wide':
      return 'DELTA_BINARY_PACKED';
    default:
      return 'PLAIN';
  }
}

/**
 * Encodes the values of a column as pages. Rows without a value take a definition level only. A page that the codec
 * cannot shrink is stored as it is, which the page header says.
 */
export function encodePages(
  content: ColumnContent,
  leaf: Leaf,
  rowCount: number,
  codec: Codec,
  memory: PageMemory,
): EncodedPages {
  const encoding = pageEncoding(content, codec);
  const bounds = { least: Number.POSITIVE_INFINITY, largest: Number.NEGATIVE_INFINITY };
  const parts: Uint8Array[] = [];
  let byteLength = 0;
  let uncompressedLength = 0;
  let nulls = 0;
  for (let start = 0; start < rowCount; start += PAGE_ROWS) {
    const end = Math.min(start + PAGE_ROWS, rowCount);
    const page =
      content.kind === 'doubles'
        ? pageOfDoubles(content.pieces, leaf.depth, start, end, encoding, memory, bounds)
        : pageOf(content, leaf.depth, start, end, memory);
    nulls += page.nulls;
    const bytes = compressed(page.values, codec) ?? page.values.slice();
    const header = pageHeader({
      type: 'DATA_PAGE_V2',
      uncompressed_page_size: page.levels.length + page.values.length,
      compressed_page_size: page.levels.length + bytes.length,
      data_page_header_v2: {
        num_values: end - start,
        num_nulls: page.nulls,
        num_rows: end - start,
        encoding,
        definition_levels_byte_length: page.levels.length,
        repetition_levels_byte_length: 0,
        is_compressed: bytes.length < page.values.length,
      },
    });
    for (const part of [header, page.levels, bytes]) if (part.length > 0) parts.push(part);
    byteLength += header.length + page.levels.length + bytes.length;
    uncompressedLength += header.length + page.levels.length + page.values.length;
  }
  const statistics =
    content.kind === 'doubles'
      ? numberStatistics(bounds.least, bounds.largest, nulls, leaf)
      : 'statistics' in content
        ? content.statistics
        : { null_count: BigInt(nulls) };
  return { parts, byteLength, uncompressedLength, statistics };
}

/** A page header in the format's own encoding. */
export function pageHeader(header: PageHeader): Uint8Array {
  const writer = new ByteWriter(64);
  writePageHeader(writer, header);
  return writer.getBytes();
}

/** The bytes compressed, null where that does not make them fewer. */
function compressed(bytes: Uint8Array, codec: Codec): Uint8Array | null {
  if (codec.compress === null || bytes.length === 0) return null;
  const smaller = codec.compress(bytes);
  return smaller.length < bytes.length ? smaller : null;
}

/** A page of doubles: those that are there, their levels and their bounds. */
function pageOfDoubles(
  pieces: readonly Float64Array[],
  depth: number,
  start: number,
  end: number,
  encoding: Encoding,
  memory: PageMemory,
  bounds: Bounds,
): Page {
  const { values, levels } = memory;
  const rows = end - start;
  readRows(pieces, start, end, values);
  let count = rows;
  if (!widen(bounds, values, rows)) {
    count = 0;
    for (let row = 0; row < rows; row++) {
      const value = values[row] as number;
      const isThere = !Number.isNaN(value);
      levels[row] = isThere ? depth : depth - 1;
      if (isThere) values[count++] = value;
    }
    widen(bounds, values, count);
  }
  const width = bitsFor(depth);
  return {
    levels: count === rows ? encodeRun(depth, rows, width) : encodeHybrid(levels, 0, rows, width),
    nulls: rows - count,
    values:
      encoding === 'PLAIN'
        ? new Uint8Array(values.buffer, 0, 8 * count)
        : splitByteStreams(values, count, memory.bytes),
  };
}

interface Bounds {
  least: number;
  largest: number;
}

/** Takes the first values into the bounds, up to the first NaN. Returns whether there is none. */
function widen(bounds: Bounds, values: Float64Array, count: number): boolean {
  let { least, largest } = bounds;
  let i = 0;
  for (; i < count; i++) {
    const value = values[i] as number;
    if (value >= least && value <= largest) continue;
    if (Number.isNaN(value)) break;
    if (value < least) least = value;
    if (value > largest) largest = value;
  }
  bounds.least = least;
  bounds.largest = largest;
  return i === count;
}

function pageOf(
  content: Exclude<ColumnContent, { kind: 'doubles' }>,
  depth: number,
  start: number,
  end: number,
  memory: PageMemory,
): Page {
  const rows = end - start;
  const width = bitsFor(depth);
  if (content.kind === 'empty')
    return { levels: encodeRun(content.level, rows, width), nulls: rows, values: NOTHING };
  const levels = 'levels' in content ? content.levels : null;
  let nulls = 0;
  if (levels !== null) for (let i = start; i < end; i++) if (levels[i] !== depth) nulls++;
  return {
    levels:
      levels === null ? encodeRun(depth, rows, width) : encodeHybrid(levels, start, end, width),
    nulls,
    values: nulls === rows ? NOTHING : pageValues(content, levels, depth, start, end, memory),
  };
}

const NOTHING = new Uint8Array(0);

function pageValues(
  content: Exclude<ColumnContent, { kind: 'doubles' | 'empty' }>,
  levels: Uint8Array | null,
  depth: number,
  start: number,
  end: number,
  memory: PageMemory,
): Uint8Array {
  if (content.kind === 'flag') {
    const run = encodeRun(content.all ? 1 : 0, end - start, 1);
    const bytes = new Uint8Array(4 + run.length);
    new DataView(bytes.buffer).setUint32(0, run.length, true);
    bytes.set(run, 4);
    return bytes;
  }
  if (content.kind === 'flags')
    return packFlags(present(content.values.subarray(start, end), levels, depth, start));
  if (content.kind === 'wide')
    return deltas(present(content.values.subarray(start, end), levels, depth, start));
  const { codes } = memory;
  if (content.kind === 'integers') {
    readCodes(content.pieces, null, start, end, codes);
    return deltas(codes.subarray(0, end - start));
  }
  const width = Math.max(bitsFor(content.entryCount - 1), 1);
  const { bytes } = memory;
  bytes[0] = width;
  const encoded = encodeCodes(content.codes, levels, depth, start, end, width, memory);
  return bytes.subarray(0, 1 + encoded.length);
}

/** The codes of a page, behind the first byte of the memory for bytes. */
function encodeCodes(
  rowCodes: RowCodes | null,
  levels: Uint8Array | null,
  depth: number,
  start: number,
  end: number,
  width: number,
  { codes, bytes }: PageMemory,
): Uint8Array {
  const behind = bytes.subarray(1);
  if (rowCodes !== null && rowCodes.runs !== null && levels === null)
    return encodeRuns(rowCodes.runs, rowCodes.table, start, end, width, behind);
  if (rowCodes !== null) {
    readCodes(rowCodes.pieces, rowCodes.table, start, end, codes);
    const count = keepPresent(codes, end - start, levels, depth, start);
    return encodeHybrid(codes, 0, count, width, behind);
  }
  let count = end - start;
  if (levels !== null) for (let i = start; i < end; i++) if (levels[i] !== depth) count--;
  const run = encodeRun(0, count, width);
  behind.set(run);
  return behind.subarray(0, run.length);
}

function packFlags(flags: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(Math.ceil(flags.length / 8));
  for (let i = 0; i < flags.length; i++)
    if (flags[i] === 1) bytes[i >> 3] = (bytes[i >> 3] as number) | (1 << (i & 7));
  return bytes;
}

function deltas(integers: Int32Array | BigInt64Array): Uint8Array {
  const writer = new ByteWriter(4096);
  deltaBinaryPack(writer, integers, 'INT64');
  return writer.getBytes();
}
