import {
  advanceCells,
  type BlockProgress,
  type CellRange,
  ConfigurationError,
  createCellRange,
  finishBlock,
  MarsDiskError,
  NumericalError,
  PhysicsError,
  type Run,
  type RunConfig,
  type RunTables,
  replayCells,
  startBlock,
} from '@marsdisk/core';
import { Piscina } from 'piscina';
import type { EngineSpec, EngineStatistics } from '../spec.ts';
import {
  type BlockTask,
  type PlainFailure,
  plainTables,
  type ThreadData,
  type ThreadProgress,
  type ThreadTask,
} from './message.ts';

/** The threads that advance the cells of a run; this thread is one of them. */
export interface Team {
  readonly run: Run;
  /** The cells of this thread. */
  readonly own: CellRange;
  /** One pool of one thread for every other range, because a range lives in its thread. */
  readonly pools: readonly Piscina[];
  /** Block tasks that every thread has been given. */
  tasks: number;
}

/** Memory that all threads see; for `createRun`. */
export function sharedMemory(bytes: number): SharedArrayBuffer {
  return new SharedArrayBuffer(bytes);
}

/**
 * Puts the cells of a run into the hands of `workers` threads, this one included, in contiguous ranges of equal size (the
 * last may be shorter).
 *
 * @param run made with `sharedMemory`
 * @param config, tables what the run was set up from
 * @param spec the engine that every thread makes for its cells
 */
export function createTeam(
  run: Run,
  config: RunConfig,
  tables: RunTables,
  spec: EngineSpec,
  workers: number,
): Team {
  const { setup, state, block, engine } = run;
  const size = Math.ceil(setup.cells / workers);
  const filename = new URL(
    import.meta.url.endsWith('.ts') ? './thread.ts' : './thread.js',
    import.meta.url,
  );
  const plain = plainTables(tables);
  const pools: Piscina[] = [];
  for (let from = size; from < setup.cells; from += size) {
    const { distributions: _, supply: __, ...arrays } = state;
    const data: ThreadData<EngineSpec> = {
      config,
      tables: plain,
      engine: spec,
      state: arrays,
      block: { conditions: block.conditions, records: block.records, numbers: block.numbers },
      from,
      to: Math.min(from + size, setup.cells),
    };
    pools.push(
      new Piscina({
        filename: filename.href,
        minThreads: 1,
        maxThreads: 1,
        idleTimeout: Number.POSITIVE_INFINITY,
        workerData: data,
      }),
    );
  }
  return {
    run,
    own: createCellRange(setup, engine, state, block, 0, Math.min(size, setup.cells)),
    pools,
    tasks: 0,
  };
}

/**
 * Takes up to `steps` steps with all threads, fewer if the run ends. The outcome is that of `advanceRun`, bit for bit.
 *
 * @returns whether the run goes on
 * @throws the errors of the physics as `advanceRun`; MarsDiskError if a thread dies
 */
export async function advanceTeam(team: Team, steps: number): Promise<boolean> {
  const { run } = team;
  for (let left = steps; left > 0 && run.stopReason === null; ) {
    const plan = startBlock(run, left);
    left -= run.block.steps;
    const progress = await everyRange(team, 'advance');
    if (finishBlock(run, plan, progress)) await everyRange(team, 'replay');
  }
  return run.stopReason === null;
}

/** Advances all ranges through the block at the same time. */
async function everyRange(team: Team, kind: BlockTask['kind']): Promise<BlockProgress[]> {
  const { own, pools } = team;
  const task: BlockTask = { kind, steps: team.run.block.steps, number: team.tasks };
  team.tasks += 1;
  const others = pools.map((pool) => ask<ThreadProgress>(pool, task));
  const mine = kind === 'advance' ? advanceCells(own) : replayCells(own);
  const answers = await Promise.all(others);
  return [
    mine,
    ...answers.map(({ steps: done, failure }) => ({
      steps: done,
      failure: failure === null ? null : { cell: failure.cell, error: errorOf(failure) },
    })),
  ];
}

async function ask<T>(pool: Piscina, task: ThreadTask): Promise<T> {
  try {
    return await pool.run(task);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new MarsDiskError(`a worker thread ended: ${reason}; run again with --workers 1`, {
      cause: error,
    });
  }
}

/** Statistics of the engines of all other threads. */
export function teamStatistics({ pools }: Team): Promise<EngineStatistics[]> {
  return Promise.all(pools.map((pool) => ask<EngineStatistics>(pool, { kind: 'statistics' })));
}

/** Ends the threads. The run stays usable on this one only if it has ended. */
export async function dismissTeam({ pools }: Team): Promise<void> {
  await Promise.all(pools.map((pool) => pool.destroy()));
}

const ERROR_CLASSES = [ConfigurationError, PhysicsError, NumericalError, MarsDiskError];

/** The error that a thread reported, with its class. */
function errorOf({ name, message, stack }: PlainFailure): Error {
  const Class = ERROR_CLASSES.find((candidate) => candidate.name === name) ?? Error;
  const error = new Class(message);
  error.stack = stack;
  return error;
}
