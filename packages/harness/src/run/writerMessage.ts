import {
  type ColumnData,
  ConfigurationError,
  FileError,
  MarsDiskError,
  type RunRecords,
} from '@marsdisk/core';
import type { WrittenFile } from '@marsdisk/io';
import type { OutputPosition, OutputSettings, RunOutputs } from './outputs.ts';

/** What the writer thread is given when it starts. */
export interface WriterData {
  readonly settings: OutputSettings;
}

/** What can be asked of open files beside flushes, and what comes back. */
export interface WriterDeeds {
  /** Everything is forced to the disk. */
  readonly savePoint: OutputPosition;
  readonly finish: WrittenFile[];
  readonly cleanUp: undefined;
  readonly salvage: undefined;
  readonly leave: undefined;
}

export type WriterDeed = keyof WriterDeeds;

/** A message to the thread. It does one after the other and answers each. */
export type WriterRequest =
  | { readonly deed: 'flush'; readonly records: RunRecords; readonly steps: number }
  | { readonly deed: WriterDeed };

/** A message of the thread. */
export type WriterAnswer =
  | { readonly kind: 'warning'; readonly message: string }
  | {
      readonly kind: 'done' | 'failed';
      /** Of a deed that was done. */
      readonly value: unknown;
      readonly failure: PlainError | null;
      /** Time that the thread has worked so far, s. */
      readonly busy: number;
    };

/** An error without its class, which does not survive the way between threads. */
export interface PlainError {
  readonly name: string;
  readonly message: string;
  readonly stack: string;
}

/** Does what was asked with open files. */
export function perform(outputs: RunOutputs, deed: WriterDeed): WriterDeeds[WriterDeed] {
  switch (deed) {
    case 'savePoint': {
      const position = outputs.position();
      outputs.sync();
      return position;
    }
    case 'finish':
      return outputs.finish();
    case 'cleanUp':
      return void outputs.cleanUp();
    case 'salvage':
      return void outputs.salvage();
    case 'leave':
      return void outputs.leave();
    default:
      return deed satisfies never;
  }
}

/** An error to be sent. */
export function plainError(error: unknown): PlainError {
  const { name, message, stack = '' } = error instanceof Error ? error : new Error(String(error));
  return { name, message, stack };
}

const ERROR_CLASSES = [FileError, ConfigurationError, MarsDiskError];

/** The error that was sent, with its class. */
export function errorOf({ name, message, stack }: PlainError): Error {
  const Class = ERROR_CLASSES.find((candidate) => candidate.name === name) ?? Error;
  const error = new Class(message);
  error.stack = stack;
  return error;
}

/** The arrays that hold something row by row, each once; they belong to the receiver of the records. */
function rowArrays(records: RunRecords): Set<RowArray> {
  const arrays = new Set<RowArray>();
  const visit = (data: ColumnData): void => {
    if (data.kind === 'struct') for (const field of data.fields.values()) visit(field);
    else if (data.kind === 'gather') arrays.add(data.index);
    else if (data.kind === 'text') arrays.add(data.codes);
    else if (data.kind !== 'constant') arrays.add(data.values);
  };
  for (const chunk of Object.values(records).flat())
    for (const data of chunk.columns.values()) visit(data);
  return arrays;
}

type RowArray = Float64Array | Int32Array | Uint8Array;

/** Bytes of the rows of records, as the recorder keeps them. */
export function rowBytes(records: RunRecords): number {
  let bytes = 0;
  for (const array of rowArrays(records)) bytes += array.byteLength;
  return bytes;
}

/**
 * The memory that records take along to another thread: that of their rows, with what is reserved behind them. What
 * gathers point into may belong to the run (radii, sizes); it is small, stays here and is copied. Memory that all threads
 * see need not go anywhere.
 *
 * @returns each buffer once
 */
export function rowMemory(records: RunRecords): ArrayBuffer[] {
  const buffers = new Set<ArrayBufferLike>();
  for (const array of rowArrays(records)) buffers.add(array.buffer);
  return [...buffers].filter((buffer) => buffer instanceof ArrayBuffer);
}
