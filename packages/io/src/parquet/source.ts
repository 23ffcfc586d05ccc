import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { FileError } from '@marsdisk/core';
import { type AsyncBuffer, type FileMetaData, parquetMetadata } from 'hyparquet';
import { fileFailure } from '../files/failure.ts';

/** A Parquet file open for reading. */
export interface ParquetSource {
  readonly path: string;
  readonly byteLength: number;
  readonly metadata: FileMetaData;
  /** Length of the footer with its length and the closing mark. */
  readonly footerLength: number;
  /** The bytes from `start` to `end` − 1. Throws `FileError`. */
  readonly read: (start: number, end: number) => Uint8Array<ArrayBuffer>;
  /** Fills `bytes` with those from `start` on. Throws `FileError`. */
  readonly readInto: (bytes: Uint8Array, start: number) => void;
  readonly close: () => void;
}

/**
 * Opens a Parquet file and reads its footer.
 *
 * @throws FileError when it is missing, unreadable or not a complete Parquet file
 */
export function openParquet(path: string): ParquetSource {
  const descriptor = open(path);
  const close = () => closeSync(descriptor);
  try {
    const byteLength = fstatSync(descriptor).size;
    const readInto = (bytes: Uint8Array, start: number) =>
      readBytes(descriptor, path, bytes, start);
    const read = (start: number, end: number) => {
      const bytes = new Uint8Array(end - start);
      readInto(bytes, start);
      return bytes;
    };
    const tail = byteLength < 12 ? Buffer.alloc(8) : Buffer.from(read(byteLength - 8, byteLength));
    const footerLength = tail.readUInt32LE(0) + 8;
    if (tail.toString('latin1', 4) !== 'PAR1' || footerLength > byteLength - 4)
      throw new FileError(`${path} is not a complete Parquet file`);
    const footer = read(byteLength - footerLength, byteLength);
    const metadata = parseFooter(footer, path);
    return { path, byteLength, metadata, footerLength, read, readInto, close };
  } catch (error) {
    close();
    throw error;
  }
}

/** The source in the form in which hyparquet reads. */
export function asyncBufferOf(source: ParquetSource): AsyncBuffer {
  return {
    byteLength: source.byteLength,
    slice: (start, end = source.byteLength) => source.read(start, end).buffer,
  };
}

function open(path: string): number {
  try {
    return openSync(path, 'r');
  } catch (error) {
    throw fileFailure('read', path, error);
  }
}

function readBytes(descriptor: number, path: string, bytes: Uint8Array, start: number): void {
  let done = 0;
  while (done < bytes.length) {
    let count: number;
    try {
      count = readSync(descriptor, bytes, done, bytes.length - done, start + done);
    } catch (error) {
      throw fileFailure('read', path, error);
    }
    if (count === 0) throw new FileError(`${path} ends too early to be a Parquet file`);
    done += count;
  }
}

function parseFooter(footer: Uint8Array<ArrayBuffer>, path: string): FileMetaData {
  try {
    return parquetMetadata(footer.buffer);
  } catch (error) {
    throw new FileError(`${path} has a footer that is not Parquet: ${(error as Error).message}`, {
      cause: error,
    });
  }
}
