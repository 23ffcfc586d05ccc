import type { BlockArrays, RunConfig, RunTables, StateArrays, TableColumns } from '@marsdisk/core';
import { tableFromArrays } from '@marsdisk/core';

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
  readonly block: BlockArrays;
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
}

/** A block of steps for a thread. */
export interface BlockTask {
  /** `replay`: take the cells back to the start of the block and through fewer steps. */
  readonly kind: 'advance' | 'replay';
  readonly steps: number;
  /**
   * Number of block tasks before this one. A pool puts a new thread in the place of one that died; that one has not seen
   * them, so it does not know the state of its cells and must not go on.
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
