import type { RecordChunk, TableSpec } from '@marsdisk/core';
import type { FileMetaData, RowGroup, SchemaElement } from 'hyparquet';
import { ByteWriter } from 'hyparquet-writer/src/bytewriter.js';
import { writeMetadata } from 'hyparquet-writer/src/metadata.js';
import { openPendingFile, type PendingFile } from '../files/atomic.ts';
import { type Compression, codecOf } from './compression.ts';
import { createPageMemory, type PageMemory } from './page-memory.ts';
import { writeRowGroup } from './row-group.ts';
import { columnMetadata, parquetSchema } from './schema.ts';

/** The four bytes at both ends of a Parquet file. */
export const MAGIC = Buffer.from('PAR1', 'latin1');

export interface ParquetOptions {
  readonly compression: Compression;
  /** Key-value entries beside `units` and `definitions`, which every file has. */
  readonly metadata?: Readonly<Record<string, string>>;
  /** Memory to put pages together in, for files that are written one after the other. */
  readonly memory?: PageMemory;
}

/** A Parquet file being written; it appears under its name when it is closed. */
export interface ParquetFile {
  /** Appends the rows of consecutive chunks as one row group; without rows there is none. */
  readonly writeRowGroup: (...chunks: readonly RecordChunk[]) => void;
  /** Writes the footer and renames; see `PendingFile.commit`. */
  readonly close: PendingFile['commit'];
  /** Removes what was written. */
  readonly abort: () => void;
}

/**
 * Opens a Parquet file with the nullable columns of a table. Its schema, units and definitions come from the
 * declaration alone and so are the same in every run.
 *
 * @throws FileError (here and while writing) naming the path and what to do; nothing is left behind then
 */
export function createParquetFile(
  path: string,
  table: TableSpec,
  options: ParquetOptions,
): ParquetFile {
  const codec = codecOf(options.compression);
  const file = openPendingFile(path);
  const rowGroups: RowGroup[] = [];
  const memory = options.memory ?? createPageMemory();
  file.append(MAGIC);
  return {
    writeRowGroup(...chunks) {
      const filled = chunks.filter((chunk) => chunk.rowCount > 0);
      if (filled.length === 0) return;
      try {
        rowGroups.push(writeRowGroup(filled, table, codec, file.byteLength(), file.append, memory));
      } catch (error) {
        file.discard();
        throw error;
      }
    },
    close(how) {
      const metadata = { ...columnMetadata(table), ...options.metadata };
      writeFooter(file, parquetSchema(table), rowGroups, metadata);
      file.commit(how);
    },
    abort: file.discard,
  };
}

/** Appends the footer: schema, row groups, key-value entries. */
export function writeFooter(
  file: PendingFile,
  schema: SchemaElement[],
  rowGroups: RowGroup[],
  metadata: Readonly<Record<string, string>>,
): void {
  const footer: Omit<FileMetaData, 'metadata_length'> = {
    version: 2,
    created_by: 'marsdisk',
    schema,
    num_rows: rowGroups.reduce((sum, group) => sum + group.num_rows, 0n),
    row_groups: rowGroups,
    key_value_metadata: Object.entries(metadata).map(([key, value]) => ({ key, value })),
  };
  const writer = new ByteWriter();
  // The length is known only after writing; the serialiser does not look at it.
  writeMetadata(writer, footer as FileMetaData);
  file.append(writer.getBytes());
  file.append(MAGIC);
}
