import {
  advanceCells,
  type BlockProgress,
  createCellRange,
  replayCells,
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
import { fullTables, type ThreadData, type ThreadProgress, type ThreadTask } from './message.ts';

// A thread serves one run: it prepares the run again from its configuration and advances its range of the shared cells.
const data = workerData as ThreadData<EngineSpec>;
const setup = setUpRun(data.config, fullTables(data.tables));
const block = shareBlock(data.block);
const engine = engineFactory(data.engine)(setup.engine);
const range = createCellRange(
  setup,
  engine,
  shareState(setup, data.state),
  block,
  data.from,
  data.to,
);

let tasksDone = 0;

/** What a thread answers. */
export type ThreadAnswer = ThreadProgress | EngineStatistics;

/** Does a task; the pool calls it. */
export default function work(task: ThreadTask): ThreadAnswer {
  if (task.kind === 'statistics') return statisticsOfEngine(engine);
  if (task.number !== tasksDone)
    throw new Error(`the thread of cells ${data.from} to ${data.to - 1} died and was replaced`);
  tasksDone += 1;
  block.steps = task.steps;
  return plainProgress(task.kind === 'advance' ? advanceCells(range) : replayCells(range));
}

function plainProgress({ steps, failure }: BlockProgress): ThreadProgress {
  if (failure === null) return { steps, failure };
  const { cell, error } = failure;
  const { name, message, stack = '' } = error instanceof Error ? error : new Error(String(error));
  return { steps, failure: { cell, name, message, stack } };
}
