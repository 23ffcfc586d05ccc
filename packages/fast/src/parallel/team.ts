import {
  advanceCells,
  type BlockProgress,
  ConfigurationError,
  createStepBlock,
  finishBlock,
  MarsDiskError,
  NumericalError,
  PhysicsError,
  type Plan,
  type Run,
  type RunConfig,
  type RunTables,
  replayCells,
  type StepBlock,
  startBlock,
  startNextBlock,
} from '@marsdisk/core';
import { Piscina } from 'piscina';
import type { EngineSpec, EngineStatistics } from '../spec.ts';
import {
  type CellProgress,
  type CellQueue,
  createCellProgress,
  createCellQueue,
  fillQueue,
  takeCells,
} from './cellQueue.ts';
import {
  type BlockTask,
  type PlainFailure,
  plainTables,
  type ThreadData,
  type ThreadProgress,
  type ThreadTask,
} from './message.ts';

/**
 * The threads that advance the cells of a run; this thread is one of them. There are two blocks: who is done with one goes on
 * with the next, as it will be unless something unexpected happens in the first, which this thread sums and records
 * meanwhile.
 */
export interface Team {
  readonly run: Run;
  readonly blocks: readonly StepBlock[];
  /** Cells to be taken, one queue a block. */
  readonly queues: readonly CellQueue[];
  readonly progress: CellProgress;
  /** Cells that a thread gets first. */
  readonly share: number;
  /** Whether a thread takes cells of others when its own are done. */
  readonly helps: boolean;
  /** One pool of one thread for every thread but this one, because an engine lives in its thread. */
  readonly pools: readonly Piscina[];
  /** Block tasks that every thread has been given. */
  tasks: number;
}

/** A block that the threads are working on. */
interface BlockInWork {
  readonly block: StepBlock;
  readonly queue: CellQueue;
  readonly plan: Plan;
  /** Of all that were ever handed out, from 0. */
  readonly number: number;
  readonly others: readonly Promise<ThreadProgress>[];
}

/** Memory that all threads see; for `createRun`. */
export function sharedMemory(bytes: number): SharedArrayBuffer {
  return new SharedArrayBuffer(bytes);
}

/**
 * Puts the cells of a run into the hands of `workers` threads, this one included, in contiguous shares of equal size (the
 * last may be smaller). A thread that has done its share helps the others.
 *
 * @param run made with `sharedMemory`
 * @param config, tables what the run was set up from
 * @param spec the engine that every thread makes for itself
 * @param mayHelp false keeps every thread to its own share, so that it is known which thread does which cell
 */
export function createTeam(
  run: Run,
  config: RunConfig,
  tables: RunTables,
  spec: EngineSpec,
  workers: number,
  mayHelp = true,
): Team {
  const { setup, state } = run;
  const share = Math.ceil(setup.cells / workers);
  const threads = Math.ceil(setup.cells / share);
  const blocks = [run.block, createStepBlock(setup, sharedMemory)];
  const queues = blocks.map(() => createCellQueue(threads));
  const progress = createCellProgress(setup.cells);
  // What the engine of a thread remembers of a cell may be part of the result.
  const helps = mayHelp && !setup.isHistoryDependent;
  const filename = new URL(
    import.meta.url.endsWith('.ts') ? './thread.ts' : './thread.js',
    import.meta.url,
  );
  const { distributions: _, supply: __, ...arrays } = state;
  const shared = {
    config,
    tables: plainTables(tables),
    engine: spec,
    state: arrays,
    blocks: blocks.map(({ conditions, records, numbers, before }) => ({
      conditions,
      records,
      numbers,
      before,
    })),
    queues,
    progress,
    helps,
  };
  const pools: Piscina[] = [];
  for (let thread = 1; thread < threads; thread++) {
    const data: ThreadData<EngineSpec> = { ...shared, thread };
    pools.push(
      new Piscina({
        filename: filename.href,
        minThreads: 1,
        maxThreads: 1,
        // The next block waits in the thread, not in the pool, so that the thread need not wait for this one.
        concurrentTasksPerWorker: 2,
        idleTimeout: Number.POSITIVE_INFINITY,
        recordTiming: false,
        workerData: data,
      }),
    );
  }
  return { run, blocks, queues, progress, share, helps, pools, tasks: 0 };
}

/**
 * Takes up to `steps` steps with all threads, fewer if the run ends. The outcome is that of `advanceRun`, bit for bit.
 * The more steps are asked for at once, the less the threads wait for each other.
 *
 * @returns whether the run goes on
 * @throws the errors of the physics as `advanceRun`; MarsDiskError if a thread dies
 */
export async function advanceTeam(team: Team, steps: number): Promise<boolean> {
  const { run } = team;
  let next: BlockInWork | null = null;
  for (let left = steps; left > 0 && run.stopReason === null; ) {
    const current: BlockInWork = next ?? begin(team, left);
    const { block, plan } = current;
    left -= block.steps;
    next = left > 0 ? beginNext(team, current, left) : null;
    const progress = await completed(team, current);
    const { replay, error } = finish(run, block, plan, progress);
    const isUnexpected =
      replay || error !== null || run.stopReason !== null || run.clock.isStepLengthened;
    if (next !== null && isUnexpected) {
      await takeBack(team, next);
      next = null;
    }
    if (error !== null) throw error;
    if (replay) replayCells(run.worker, block);
  }
  return run.stopReason === null;
}

/** `finishBlock` with the error as a value: the other threads must be waited for first. */
function finish(run: Run, block: StepBlock, plan: Plan, progress: readonly BlockProgress[]) {
  try {
    return { replay: finishBlock(run, block, plan, progress), error: null };
  } catch (error) {
    return { replay: false, error };
  }
}

/** Plans the next block and gives it to the other threads. */
function begin(team: Team, limit: number): BlockInWork {
  return handOut(team, 0, startBlock(team.run, team.blocks[0], limit));
}

/** The same for the block after one that is not done yet. */
function beginNext(team: Team, { block, plan }: BlockInWork, limit: number): BlockInWork | null {
  const which = block === team.blocks[0] ? 1 : 0;
  const next = startNextBlock(team.run, block, plan, team.blocks[which], limit);
  return next === null ? null : handOut(team, which, next);
}

function handOut(team: Team, which: number, plan: Plan): BlockInWork {
  const { run, pools, share } = team;
  const block = team.blocks[which];
  const queue = team.queues[which];
  fillQueue(queue, run.setup.cells, share);
  const task: BlockTask = {
    kind: 'advance',
    block: which,
    steps: block.steps,
    number: team.tasks,
  };
  team.tasks += 1;
  const others = pools.map((pool) => ask<ThreadProgress>(pool, task));
  // Who waits for it comes later; it must not count as unheard when it fails before.
  for (const other of others) other.catch(() => {});
  return { block, queue, plan, number: task.number, others };
}

/** Takes part in a block until all cells have gone through it. */
async function completed(team: Team, { block, queue, number, others }: BlockInWork) {
  const { run, progress, helps } = team;
  const mine = advanceCells(run.worker, block, takeCells(queue, progress, number, 0, helps));
  const answers = await Promise.all(others);
  return [
    mine,
    ...answers.map(({ steps, failure }) => ({
      steps,
      failure: failure === null ? null : { cell: failure.cell, error: errorOf(failure) },
    })),
  ];
}

/** Takes the cells back to the start of a block that should not have been begun. */
async function takeBack(team: Team, wrong: BlockInWork): Promise<void> {
  // A block can be taken back when all cells have gone through it.
  await completed(team, wrong);
  wrong.block.steps = 0;
  replayCells(team.run.worker, wrong.block);
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
