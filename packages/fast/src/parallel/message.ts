import type { BlockArrays, RunConfig, RunTables, StateArrays, TableColumns } from '@marsdisk/core';
import { tableFromArrays } from '@marsdisk/core';
import type { CellProgress, CellQueue } from './cellQueue.ts';

/** A table without its functions, to be sent to a thread. */
export interface PlainTable {
  readonly source: string;
  readonly columns: Readonly<Record<string, Float64Array>>;
}

/** The tables of a run without their functions. */
export interface PlainTables {
  readonly single: Readonly<Record<Exclude<keyof RunTables, 'supply'>, PlainTable | null>>;
  readonly supply: ReadonlyMap<string, PlainTable>;
}

/** What a thread is given when it starts. */
export interface ThreadData<Engine> {
  readonly config: RunConfig;
  readonly tables: PlainTables;
  /** Which engine the thread makes for itself. */
  readonly engine: Engine;
  readonly state: StateArrays;
  readonly blocks: readonly BlockArrays[];
  /** Cells to be taken, one queue a block. */
  readonly queues: readonly CellQueue[];
  readonly progress: CellProgress;
  /** Number of the thread, from 0; the first one is that of the run. */
  readonly thread: number;
  /** Whether the thread takes cells of others when its own are done. */
  readonly helps: boolean;
}

/** A block of steps for a thread. */
export interface BlockTask {
  readonly kind: 'advance';
  /** Which of the blocks. */
  readonly block: number;
  readonly steps: number;
  /**
   * Number of block tasks before this one. A pool puts a new thread in the place of one that died; that one has not seen
   * them, so it must not go on: nobody knows what the dead one left half done.
   */
  readonly number: number;
}

/** What a thread is asked to do. */
export type ThreadTask = BlockTask | { readonly kind: 'statistics' };

/** An error without its class, which does not survive the way between threads. */
export interface PlainFailure {
  readonly cell: number;
  readonly name: string;
  readonly message: string;
  readonly stack: string;
}

/** How far a thread came in a block, without what does not survive the way. */
export interface ThreadProgress {
  readonly steps: number;
  readonly failure: PlainFailure | null;
}

/** Takes the functions off the tables. */
export function plainTables({ supply, ...single }: RunTables): PlainTables {
  return {
    single: Object.fromEntries(
      Object.entries(single).map(([name, table]) => [name, table === null ? null : plain(table)]),
    ) as PlainTables['single'],
    supply: new Map([...supply].map(([path, table]) => [path, plain(table)])),
  };
}

/** The tables as the set-up of a run wants them. */
export function fullTables({ single, supply }: PlainTables): RunTables {
  return {
    ...(Object.fromEntries(
      Object.entries(single).map(([name, table]) => [name, table === null ? null : full(table)]),
    ) as Record<keyof typeof single, TableColumns | null>),
    supply: new Map([...supply].map(([path, table]) => [path, full(table)])),
  };
}

function plain(table: TableColumns): PlainTable {
  return { source: table.source, columns: Object.fromEntries(table.columns) };
}

function full({ source, columns }: PlainTable): TableColumns {
  return tableFromArrays(source, columns);
}
