import {
  advanceCells,
  type BlockProgress,
  createCellWorker,
  setUpRun,
  shareBlock,
  shareState,
} from '@marsdisk/core';
import { workerData } from 'piscina';
import {
  type EngineSpec,
  type EngineStatistics,
  engineFactory,
  statisticsOfEngine,
} from '../spec.ts';
import { takeCells } from './cellQueue.ts';
import { fullTables, type ThreadData, type ThreadProgress, type ThreadTask } from './message.ts';

// A thread serves one run: it prepares the run again from its configuration and advances cells that all threads share.
const data = workerData as ThreadData<EngineSpec>;
const setup = setUpRun(data.config, fullTables(data.tables));
const blocks = data.blocks.map(shareBlock);
const engine = engineFactory(data.engine)(setup.engine);
const worker = createCellWorker(setup, engine, shareState(setup, data.state));

let tasksDone = 0;

/** What a thread answers. */
export type ThreadAnswer = ThreadProgress | EngineStatistics;

/** Does a task; the pool calls it. */
export default function work(task: ThreadTask): ThreadAnswer {
  if (task.kind === 'statistics') return statisticsOfEngine(engine);
  if (task.number !== tasksDone) throw new Error(`thread ${data.thread} died and was replaced`);
  tasksDone += 1;
  const block = blocks[task.block];
  block.steps = task.steps;
  const queue = data.queues[task.block];
  const next = takeCells(queue, data.progress, task.number, data.thread, data.helps);
  return plainProgress(advanceCells(worker, block, next));
}

function plainProgress({ steps, failure }: BlockProgress): ThreadProgress {
  if (failure === null) return { steps, failure };
  const { cell, error } = failure;
  const { name, message, stack = '' } = error instanceof Error ? error : new Error(String(error));
  return { steps, failure: { cell, name, message, stack } };
}
