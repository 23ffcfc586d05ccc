import type { ColumnData, RecordChunk, TableSpec } from '@marsdisk/core';
import type { RowGroup } from 'hyparquet';
import { columnChunkAt, type EncodedColumn, encodeColumn } from './column-chunk.ts';
import { columnContent } from './column-content.ts';
import type { Codec } from './compression.ts';
import type { ColumnPart } from './concatenate.ts';
import { createIndexMemory, type IndexMemory } from './index-memory.ts';
import type { PageMemory } from './page-memory.ts';
import type { EncodedPages } from './pages.ts';
import { type Leaf, leaves } from './schema.ts';

/** Bytes that go to the file at once, or more. */
const WRITE_BYTES = 2 ** 20;

/**
 * Encodes the rows of consecutive chunks as one row group, column by column, and hands the bytes to `append`. A
 * column that stands under several names (the same `ColumnData` objects) is encoded once.
 *
 * @param offset position of the first byte in the file
 * @returns the footer entry of the row group
 * @throws TypeError when a chunk lacks a declared column or a column holds what its type does not allow
 */
export function writeRowGroup(
  chunks: readonly RecordChunk[],
  table: TableSpec,
  codec: Codec,
  offset: number,
  append: (...pieces: readonly Uint8Array[]) => void,
  memory: PageMemory,
): RowGroup {
  const rowCount = chunks.reduce((sum, chunk) => sum + chunk.rowCount, 0);
  const sources = leaves(table.columns).map((leaf) => findSource(chunks, leaf));
  const keys = sourceKeys(sources);
  const waiting = new Map<string, number>();
  for (const key of keys) waiting.set(key, (waiting.get(key) ?? 0) + 1);
  const encodedOnce = new Map<string, EncodedColumn>();
  const tools: Tools = { codec, memory, indices: createIndexMemory(), pages: new Map() };
  let position = offset;
  let total = 0;
  let pending: Uint8Array[] = [];
  let pendingLength = 0;
  const write = () => {
    append(...pending);
    pending = [];
    pendingLength = 0;
  };
  const writeColumn = (source: (typeof sources)[number], i: number) => {
    const key = keys[i] as string;
    const encoded = encodedOnce.get(key) ?? encodeSource(source, rowCount, tools);
    const left = (waiting.get(key) ?? 1) - 1;
    waiting.set(key, left);
    if (left > 0) encodedOnce.set(key, encoded);
    else encodedOnce.delete(key);
    pending.push(...encoded.parts);
    pendingLength += encoded.byteLength;
    if (pendingLength >= WRITE_BYTES) write();
    const column = columnChunkAt(encoded, source.leaf, position);
    position += encoded.byteLength;
    total += encoded.uncompressedLength;
    return column;
  };
  const columns = sources.map(writeColumn);
  write();
  return {
    columns,
    total_byte_size: BigInt(total),
    num_rows: BigInt(rowCount),
    file_offset: BigInt(offset),
    total_compressed_size: BigInt(position - offset),
  };
}

interface Source {
  readonly leaf: Leaf;
  readonly parts: readonly ColumnPart[];
  /** Number of levels that are there when the struct above is null in every row; null when it is not. */
  readonly absentAt: number | null;
}

/** What the columns of a row group are encoded with. */
interface Tools {
  readonly codec: Codec;
  readonly memory: PageMemory;
  readonly indices: IndexMemory;
  readonly pages: Map<string, EncodedPages>;
}

function encodeSource(
  { leaf, parts, absentAt }: Source,
  rowCount: number,
  { codec, memory, indices, pages }: Tools,
): EncodedColumn {
  const content =
    absentAt === null
      ? columnContent(parts, leaf, rowCount, indices)
      : ({ kind: 'empty', level: absentAt } as const);
  return encodeColumn(content, leaf, rowCount, codec, memory, pages);
}

function findSource(chunks: readonly RecordChunk[], leaf: Leaf): Source {
  const found = chunks.map((chunk) => findData(chunk, leaf));
  const levels = new Set(found.map(({ absentAt }) => absentAt));
  const [absentAt = null] = levels;
  return {
    leaf,
    parts: found.map(({ data }, i) => ({ data, rowCount: chunks[i]?.rowCount ?? 0 })),
    // Where only some chunks lack the struct, its fields are null in those.
    absentAt: levels.size === 1 ? absentAt : null,
  };
}

function findData(
  chunk: RecordChunk,
  leaf: Leaf,
): { readonly data: ColumnData; readonly absentAt: number | null } {
  let fields = chunk.columns;
  for (let level = 0; ; level++) {
    const data = fields.get(leaf.path[level] as string);
    if (data === undefined)
      throw new TypeError(`the chunk has no column ${leaf.path.slice(0, level + 1).join('.')}`);
    if (level === leaf.path.length - 1) return { data, absentAt: null };
    if (data.kind === 'constant' && data.value === null) return { data, absentAt: level };
    if (data.kind !== 'struct')
      throw new TypeError(`column ${leaf.path[level]} is a struct, not ${data.kind}`);
    fields = data.fields;
  }
}

/** One text per source; two are equal when the sources encode to the same bytes. */
function sourceKeys(sources: readonly Source[]): string[] {
  const numbers = new Map<ColumnData, number>();
  const numberOf = (data: ColumnData) => {
    const known = numbers.get(data) ?? numbers.size;
    numbers.set(data, known);
    return known;
  };
  return sources.map(
    ({ leaf, parts, absentAt }) =>
      `${leaf.type} ${leaf.depth} ${absentAt} ${parts.map(({ data }) => numberOf(data)).join(' ')}`,
  );
}
