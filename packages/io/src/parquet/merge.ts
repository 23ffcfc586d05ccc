import { FileError } from '@marsdisk/core';
import type { ColumnChunk, FileMetaData, RowGroup } from 'hyparquet';
import { openPendingFile, type PendingFile } from '../files/atomic.ts';
import { MAGIC, writeFooter } from './file.ts';
import { openParquet, type ParquetSource } from './source.ts';

const COPY_BYTES = 2 ** 20;

/**
 * Joins Parquet files of the same schema into one that has their row groups in the given order. The encoded columns
 * are copied byte by byte; only the offsets in the footer change. Key-value entries come from the first file.
 *
 * @throws FileError when a file cannot be read or the schemas differ; the target is then as it was before
 */
export function mergeParquetFiles(paths: readonly string[], target: string): void {
  const file = openPendingFile(target);
  try {
    file.append(MAGIC);
    const rowGroups: RowGroup[] = [];
    const buffer = new Uint8Array(COPY_BYTES);
    let first: FileMetaData | null = null;
    for (const path of paths) {
      const source = openParquet(path);
      try {
        first ??= source.metadata;
        if (schemaText(source.metadata) !== schemaText(first))
          throw new FileError(`cannot merge ${path}: its columns differ from those of ${paths[0]}`);
        const shift = BigInt(file.byteLength() - MAGIC.length);
        copyColumns(source, file, buffer);
        rowGroups.push(...source.metadata.row_groups.map((group) => shiftRowGroup(group, shift)));
      } finally {
        source.close();
      }
    }
    const entries = (first?.key_value_metadata ?? []).map(({ key, value }) => [key, value ?? '']);
    writeFooter(file, first?.schema ?? [], rowGroups, Object.fromEntries(entries));
    file.commit();
  } catch (error) {
    file.discard();
    throw error;
  }
}

function copyColumns(source: ParquetSource, file: PendingFile, buffer: Uint8Array): void {
  const end = source.byteLength - source.footerLength;
  for (let position = MAGIC.length; position < end; position += buffer.length) {
    const bytes = buffer.subarray(0, Math.min(buffer.length, end - position));
    source.readInto(bytes, position);
    file.append(bytes);
  }
}

function shiftRowGroup(group: RowGroup, shift: bigint): RowGroup {
  return {
    ...group,
    ...(group.file_offset !== undefined && { file_offset: group.file_offset + shift }),
    columns: group.columns.map((column) => shiftColumn(column, shift)),
  };
}

function shiftColumn(column: ColumnChunk, shift: bigint): ColumnChunk {
  const { meta_data } = column;
  if (meta_data === undefined)
    throw new FileError('a column chunk without metadata cannot be merged');
  const { dictionary_page_offset } = meta_data;
  return {
    file_offset: column.file_offset + shift,
    meta_data: {
      ...meta_data,
      data_page_offset: meta_data.data_page_offset + shift,
      ...(dictionary_page_offset !== undefined && {
        dictionary_page_offset: dictionary_page_offset + shift,
      }),
    },
  };
}

function schemaText(metadata: FileMetaData): string {
  return JSON.stringify(metadata.schema);
}
