import type { ColumnChunk, Encoding, PageHeader, Statistics } from 'hyparquet';
import { ByteWriter } from 'hyparquet-writer/src/bytewriter.js';
import { writePageHeader } from 'hyparquet-writer/src/datapage.js';
import type { Codec } from './compression.ts';
import type { ColumnContent } from './content-forms.ts';
import { bitsFor, encodeHybrid, encodeRun } from './run-length.ts';
import { type Leaf, PHYSICAL_TYPE } from './schema.ts';

/** Rows of a page: one mebibyte of doubles. */
const PAGE_ROWS = 131_072;

/** A column of a row group as bytes; where they stand in the file is not part of it. */
export interface EncodedColumn {
  readonly parts: readonly Uint8Array[];
  readonly byteLength: number;
  readonly uncompressedLength: number;
  /** Bytes of the dictionary page at the start; 0 when there is none. */
  readonly dictionaryLength: number;
  readonly encodings: readonly Encoding[];
  readonly statistics: Statistics;
  readonly rowCount: number;
  readonly codec: Codec;
}

/**
 * Encodes the values of a column. Rows without a value take a definition level only; constants, gathers and texts
 * become a dictionary and short codes; everything else is stored plainly. A page that the codec cannot shrink is
 * stored as it is, which the page header says.
 */
export function encodeColumn(
  content: ColumnContent,
  leaf: Leaf,
  rowCount: number,
  codec: Codec,
): EncodedColumn {
  const parts: Uint8Array[] = [];
  let byteLength = 0;
  let uncompressedLength = 0;
  const append = (...pieces: Uint8Array[]) => {
    for (const piece of pieces) {
      if (piece.length === 0) continue;
      parts.push(piece);
      byteLength += piece.length;
    }
  };

  let dictionaryLength = 0;
  if (content.kind === 'dictionary') {
    const bytes = codec.compress?.(content.entries) ?? content.entries;
    const header = pageHeader({
      type: 'DICTIONARY_PAGE',
      uncompressed_page_size: content.entries.length,
      compressed_page_size: bytes.length,
      dictionary_page_header: { num_values: content.entryCount, encoding: 'PLAIN' },
    });
    append(header, bytes);
    dictionaryLength = byteLength;
    uncompressedLength += header.length + content.entries.length;
  }

  const encoding = pageEncoding(content);
  for (let start = 0; start < rowCount; start += PAGE_ROWS) {
    const end = Math.min(start + PAGE_ROWS, rowCount);
    const levels = pageLevels(content, leaf.depth, start, end);
    const values = pageValues(content, leaf.depth, start, end, end - start - levels.nulls);
    const compressed = codec.compress !== null && values.length > 0 ? codec.compress(values) : null;
    const isSmaller = compressed !== null && compressed.length < values.length;
    const bytes = isSmaller ? compressed : values;
    const header = pageHeader({
      type: 'DATA_PAGE_V2',
      uncompressed_page_size: levels.bytes.length + values.length,
      compressed_page_size: levels.bytes.length + bytes.length,
      data_page_header_v2: {
        num_values: end - start,
        num_nulls: levels.nulls,
        num_rows: end - start,
        encoding,
        definition_levels_byte_length: levels.bytes.length,
        repetition_levels_byte_length: 0,
        is_compressed: isSmaller,
      },
    });
    append(header, levels.bytes, bytes);
    uncompressedLength += header.length + levels.bytes.length + values.length;
  }

  return {
    parts,
    byteLength,
    uncompressedLength,
    dictionaryLength,
    encodings: content.kind === 'dictionary' ? ['PLAIN', 'RLE', encoding] : ['RLE', encoding],
    statistics: statisticsOf(content, rowCount),
    rowCount,
    codec,
  };
}

/** The footer entry of a column whose bytes start at `offset`. */
export function columnChunkAt(encoded: EncodedColumn, leaf: Leaf, offset: number): ColumnChunk {
  return {
    file_offset: BigInt(offset),
    meta_data: {
      type: PHYSICAL_TYPE[leaf.type],
      encodings: [...new Set(encoded.encodings)],
      path_in_schema: [...leaf.path],
      codec: encoded.codec.name,
      num_values: BigInt(encoded.rowCount),
      total_uncompressed_size: BigInt(encoded.uncompressedLength),
      total_compressed_size: BigInt(encoded.byteLength),
      data_page_offset: BigInt(offset + encoded.dictionaryLength),
      ...(encoded.dictionaryLength > 0 && { dictionary_page_offset: BigInt(offset) }),
      statistics: encoded.statistics,
    },
  };
}

function pageEncoding(content: ColumnContent): Encoding {
  if (content.kind === 'dictionary') return 'RLE_DICTIONARY';
  return content.kind === 'flag' ? 'RLE' : 'PLAIN';
}

function pageLevels(
  content: ColumnContent,
  depth: number,
  start: number,
  end: number,
): { readonly bytes: Uint8Array; readonly nulls: number } {
  const width = bitsFor(depth);
  if (content.kind === 'empty')
    return { bytes: encodeRun(content.level, end - start, width), nulls: end - start };
  if (content.kind === 'flag' || content.levels === null)
    return { bytes: encodeRun(depth, end - start, width), nulls: 0 };
  let nulls = 0;
  for (let i = start; i < end; i++) if (content.levels[i] !== depth) nulls++;
  return { bytes: encodeHybrid(content.levels, start, end, width), nulls };
}

function pageValues(
  content: ColumnContent,
  depth: number,
  start: number,
  end: number,
  count: number,
): Uint8Array {
  if (content.kind === 'empty' || count === 0) return new Uint8Array(0);
  if (content.kind === 'flag') {
    const run = encodeRun(content.all ? 1 : 0, count, 1);
    const bytes = new Uint8Array(4 + run.length);
    new DataView(bytes.buffer).setUint32(0, run.length, true);
    bytes.set(run, 4);
    return bytes;
  }
  if (content.kind === 'flags')
    return packFlags(present(content.values, content.levels, depth, start, end, count));
  if (content.kind === 'plain') {
    const values = present(content.values, content.levels, depth, start, end, count);
    return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  }
  const width = Math.max(bitsFor(content.entryCount - 1), 1);
  const codes =
    content.codes === null
      ? encodeRun(0, count, width)
      : encodeHybrid(
          present(content.codes, content.levels, depth, start, end, count),
          0,
          count,
          width,
        );
  const bytes = new Uint8Array(1 + codes.length);
  bytes[0] = width;
  bytes.set(codes, 1);
  return bytes;
}

/** The values of rows start to end − 1 that are there (level `depth`), in order. */
function present<T extends Float64Array | BigInt64Array | Uint8Array | Int32Array>(
  values: T,
  levels: Uint8Array | null,
  depth: number,
  start: number,
  end: number,
  count: number,
): T {
  if (levels === null || count === end - start) return values.subarray(start, end) as T;
  const kept = values.slice(start, start + count) as T;
  let k = 0;
  for (let i = start; i < end; i++) if (levels[i] === depth) kept[k++] = values[i] as T[number];
  return kept;
}

function packFlags(flags: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(Math.ceil(flags.length / 8));
  for (let i = 0; i < flags.length; i++)
    if (flags[i] === 1) bytes[i >> 3] = (bytes[i >> 3] as number) | (1 << (i & 7));
  return bytes;
}

function pageHeader(header: PageHeader): Uint8Array {
  const writer = new ByteWriter(64);
  writePageHeader(writer, header);
  return writer.getBytes();
}

function statisticsOf(content: ColumnContent, rowCount: number): Statistics {
  if (content.kind === 'empty') return { null_count: BigInt(rowCount) };
  if (content.kind === 'plain' || content.kind === 'dictionary') return content.statistics;
  if (content.kind === 'flag' || content.levels === null) return { null_count: 0n };
  let nulls = 0;
  for (let i = 0; i < rowCount; i++) if (content.values[i] === 2) nulls++;
  return { null_count: BigInt(nulls) };
}
