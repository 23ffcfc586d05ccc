import type { ColumnChunk, Encoding, Statistics } from 'hyparquet';
import type { Codec } from './compression.ts';
import type { ColumnContent } from './content-forms.ts';
import type { PageMemory } from './page-memory.ts';
import { type EncodedPages, encodePages, pageEncoding, pageHeader } from './pages.ts';
import { type Leaf, PHYSICAL_TYPE } from './schema.ts';

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
 * Encodes the values of a column: a dictionary page, if it has one, and data pages.
 *
 * @param known pages of codes of this row group, by their key: columns that gather along the same index share them
 */
export function encodeColumn(
  content: ColumnContent,
  leaf: Leaf,
  rowCount: number,
  codec: Codec,
  memory: PageMemory,
  known: Map<string, EncodedPages>,
): EncodedColumn {
  const encoding = pageEncoding(content, codec);
  if (content.kind !== 'dictionary') {
    const pages = encodePages(content, leaf, rowCount, codec, memory);
    return { ...pages, dictionaryLength: 0, encodings: ['RLE', encoding], rowCount, codec };
  }
  const dictionary = dictionaryPage(content.entries, content.entryCount, codec);
  const key = pagesKey(content, leaf);
  const found = key === null ? undefined : known.get(key);
  const pages = found ?? encodePages(content, leaf, rowCount, codec, memory);
  if (key !== null) known.set(key, pages);
  return {
    parts: [...dictionary.parts, ...pages.parts],
    byteLength: dictionary.byteLength + pages.byteLength,
    uncompressedLength: dictionary.uncompressedLength + pages.uncompressedLength,
    dictionaryLength: dictionary.byteLength,
    encodings: ['PLAIN', 'RLE', encoding],
    statistics: content.statistics,
    rowCount,
    codec,
  };
}

/** A text that is the same for the same pages, null if the column shares its codes with none. */
function pagesKey(
  { codes, levels, entryCount }: Extract<ColumnContent, { kind: 'dictionary' }>,
  leaf: Leaf,
): string | null {
  if (codes === null || codes.key === null || levels !== null) return null;
  return `${entryCount} ${leaf.depth} ${codes.key}`;
}

function dictionaryPage(entries: Uint8Array, entryCount: number, codec: Codec) {
  const bytes = codec.compress?.(entries) ?? entries;
  const header = pageHeader({
    type: 'DICTIONARY_PAGE',
    uncompressed_page_size: entries.length,
    compressed_page_size: bytes.length,
    dictionary_page_header: { num_values: entryCount, encoding: 'PLAIN' },
  });
  return {
    parts: [header, bytes],
    byteLength: header.length + bytes.length,
    uncompressedLength: header.length + entries.length,
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
