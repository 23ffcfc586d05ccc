import type { Engine } from '../engine/engine.ts';
import { SLOT, SLOT_COUNT } from '../records/slots.ts';
import { BLOCK_STEPS, loadConditions, type StepBlock } from './block.ts';
import { copyCell } from './cellCopy.ts';
import { advanceCell } from './cellStep.ts';
import { type CellWork, createCellWork } from './cellWork.ts';
import type { RunSetup } from './setup.ts';
import { loadSupply, type RunState, storeSupply } from './state.ts';
import { createStepConditions, type StepConditions } from './stepConditions.ts';

/** What a thread needs to advance cells: an engine and memory of its own, and the cells that all threads see. */
export interface CellWorker {
  readonly setup: RunSetup;
  readonly engine: Engine;
  readonly state: RunState;
  readonly work: CellWork;
  /** One object a step of the longest block. */
  readonly conditions: readonly StepConditions[];
}

/** A worker with memory of its own. */
export function createCellWorker(setup: RunSetup, engine: Engine, state: RunState): CellWorker {
  return {
    setup,
    engine,
    state,
    work: createCellWork(setup),
    conditions: Array.from({ length: BLOCK_STEPS }, createStepConditions),
  };
}

/** How far a worker came in a block. */
export interface BlockProgress {
  /** Steps that all its cells have done. */
  readonly steps: number;
  /** What ended them before the planned number: the failure of the earliest step, there of the lowest cell. */
  readonly failure: { readonly cell: number; readonly error: unknown } | null;
}

/**
 * Advances cells through the steps of a block, one cell after the other.
 *
 * @param takeCell gives the next cell, −1 when there are no more; every cell is given to one worker once
 */
export function advanceCells(
  worker: CellWorker,
  block: StepBlock,
  takeCell: () => number,
): BlockProgress {
  const { setup, state, conditions } = worker;
  for (let index = 0; index < block.steps; index++) loadConditions(block, index, conditions[index]);
  let { steps } = block;
  let failure: BlockProgress['failure'] = null;
  for (let cell = takeCell(); cell >= 0; cell = takeCell()) {
    copyCell(state, block.before, cell, setup.bins);
    loadSupply(state, cell);
    // A lower cell that fails at the same step is the one to report.
    const most = failure !== null && cell < failure.cell ? steps + 1 : steps;
    for (let index = 0; index < most; index++) {
      try {
        advanceOne(worker, block, cell, index);
      } catch (error) {
        steps = index;
        failure = { cell, error };
        break;
      }
    }
    storeSupply(state, cell);
  }
  return { steps, failure };
}

/** Takes all cells back to the start of a block and through its steps again, of which there may be fewer now, or none. */
export function replayCells(worker: CellWorker, block: StepBlock): BlockProgress {
  const { setup, state } = worker;
  for (let cell = 0; cell < setup.cells; cell++) copyCell(block.before, state, cell, setup.bins);
  return advanceCells(worker, block, everyCell(setup.cells));
}

/** Gives the cells in order. */
export function everyCell(cells: number): () => number {
  let next = 0;
  return () => (next < cells ? next++ : -1);
}

function advanceOne(worker: CellWorker, block: StepBlock, cell: number, index: number): void {
  const { setup, engine, state, work, conditions } = worker;
  const { records } = block;
  const at = (index * setup.cells + cell) * SLOT_COUNT;
  const held = cell * SLOT_COUNT;
  if (state.isStopped[cell] === 1) {
    records.set(state.stoppedRecords.subarray(held, held + SLOT_COUNT), at);
    return;
  }
  const step = conditions[index];
  engine.noteStep?.(step.step);
  advanceCell(setup, engine, state, step, cell, work, records, at);
  if (step.keepsDistribution)
    copyDistribution(
      state.distributions[cell],
      block.numbers,
      (index * setup.cells + cell) * setup.bins,
    );
  if (records[at + SLOT.cell_active] === 0) {
    state.isStopped[cell] = 1;
    state.stoppedRecords.set(records.subarray(at, at + SLOT_COUNT), held);
  }
}

/** A loop, because `set` is slow between arrays in shared memory. */
function copyDistribution(from: Float64Array, to: Float64Array, at: number): void {
  for (let k = 0; k < from.length; k++) to[at + k] = from[k];
}
