import type { Engine } from '../engine/engine.ts';
import { createRadiationState, type RadiationState } from '../radiation/blowout.ts';
import { SLOT, SLOT_COUNT } from '../records/slots.ts';
import {
  type CellCheckpoint,
  createCellCheckpoint,
  restoreCells,
  saveCells,
} from './cellCheckpoint.ts';
import { advanceCell, type StepConditions } from './cellStep.ts';
import { type CellWork, createCellWork } from './cellWork.ts';
import type { RunSetup } from './setup.ts';
import { loadSupply, type RunState, storeSupply } from './state.ts';

/** Longest block of steps. Long enough for the tables of a cell to pay off in the cache, short enough to stay there. */
export const BLOCK_STEPS = 16;

/** Makes the memory of arrays that several threads may share. */
export type Allocate = (bytes: number) => ArrayBufferLike;

/**
 * A number of consecutive steps that cells take independently of each other. Their clock and radiation are fixed
 * beforehand; what the cells did is summed, recorded and judged afterwards, step by step and in cell order, so that
 * nothing depends on how the cells were distributed. Rows of records belong to (step, cell).
 */
export interface StepBlock {
  /** Steps that are planned. */
  steps: number;
  /** CONDITION_COUNT doubles a step. */
  readonly conditions: Float64Array;
  /** SLOT_COUNT doubles a step and cell. */
  readonly records: Float64Array;
  /** Size distributions after the steps of which they are kept; n values a step and cell. */
  readonly numbers: Float64Array;
  /** Views of one step each. */
  readonly recordsOfStep: readonly Float64Array[];
  readonly numbersOfStep: readonly Float64Array[];
}

/** The arrays of a block; they may lie in memory that several threads share. */
export type BlockArrays = Pick<StepBlock, 'conditions' | 'records' | 'numbers'>;

/** The radiation of a step as it is stored in a block, in this order after number, clock, length and flags. */
const RADIATION_FIELDS = [
  'temperature',
  'flux',
  'qprBlow',
  'sBlow',
  'sBlowEffective',
  'sMin',
  'qprMin',
  'betaMin',
] as const satisfies readonly (keyof RadiationState)[];

const FIRST_RADIATION_FIELD = 6;
const CONDITION_COUNT = FIRST_RADIATION_FIELD + RADIATION_FIELDS.length;

/** An empty block. */
export function createStepBlock(
  setup: RunSetup,
  allocate: Allocate = (bytes) => new ArrayBuffer(bytes),
): StepBlock {
  const { cells, bins } = setup;
  const doubles = (count: number) => new Float64Array(allocate(count * 8));
  return shareBlock({
    conditions: doubles(BLOCK_STEPS * CONDITION_COUNT),
    records: doubles(BLOCK_STEPS * cells * SLOT_COUNT),
    numbers: doubles(BLOCK_STEPS * cells * bins),
  });
}

/** A block over existing arrays. */
export function shareBlock(arrays: BlockArrays): StepBlock {
  const views = (all: Float64Array) => {
    const length = all.length / BLOCK_STEPS;
    return Array.from({ length: BLOCK_STEPS }, (_, index) =>
      all.subarray(index * length, (index + 1) * length),
    );
  };
  return {
    ...arrays,
    steps: 0,
    recordsOfStep: views(arrays.records),
    numbersOfStep: views(arrays.numbers),
  };
}

/** Conditions to be loaded from a block. */
export function createStepConditions(): StepConditions {
  return {
    step: 0,
    time: 0,
    dt: 0,
    radiation: createRadiationState(),
    keepsDiagnostics: true,
    keepsDistribution: true,
  };
}

/** Puts the conditions of a step into a block. */
export function storeConditions(block: StepBlock, index: number, from: StepConditions): void {
  const { conditions } = block;
  const at = index * CONDITION_COUNT;
  conditions[at] = from.step;
  conditions[at + 1] = from.time;
  conditions[at + 2] = from.dt;
  conditions[at + 3] = from.keepsDiagnostics ? 1 : 0;
  conditions[at + 4] = from.keepsDistribution ? 1 : 0;
  conditions[at + 5] = from.radiation.isBetaGateOpen ? 1 : 0;
  for (let i = 0; i < RADIATION_FIELDS.length; i++)
    conditions[at + FIRST_RADIATION_FIELD + i] = from.radiation[RADIATION_FIELDS[i]];
}

/** Takes the conditions of a step from a block. */
export function loadConditions(block: StepBlock, index: number, to: StepConditions): void {
  const { conditions } = block;
  const at = index * CONDITION_COUNT;
  to.step = conditions[at];
  to.time = conditions[at + 1];
  to.dt = conditions[at + 2];
  to.keepsDiagnostics = conditions[at + 3] === 1;
  to.keepsDistribution = conditions[at + 4] === 1;
  to.radiation.isBetaGateOpen = conditions[at + 5] === 1;
  for (let i = 0; i < RADIATION_FIELDS.length; i++)
    to.radiation[RADIATION_FIELDS[i]] = conditions[at + FIRST_RADIATION_FIELD + i];
}

/** How far a range of cells came in a block. */
export interface BlockProgress {
  /** Steps that all cells of the range have done. */
  readonly steps: number;
  /** What ended them before the planned number; the first failure of the earliest step. */
  readonly failure: { readonly cell: number; readonly error: unknown } | null;
}

/** The cells of one thread: what it needs to advance them, and to take them back. */
export interface CellRange {
  readonly setup: RunSetup;
  readonly engine: Engine;
  readonly state: RunState;
  readonly block: StepBlock;
  readonly work: CellWork;
  /** One object a step of the longest block. */
  readonly conditions: readonly StepConditions[];
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
  /** The cells as they were before the block. */
  readonly checkpoint: CellCheckpoint;
}

/** A range of cells, with an engine and memory of its own. */
export function createCellRange(
  setup: RunSetup,
  engine: Engine,
  state: RunState,
  block: StepBlock,
  from: number,
  to: number,
): CellRange {
  return {
    setup,
    engine,
    state,
    block,
    work: createCellWork(setup),
    conditions: Array.from({ length: BLOCK_STEPS }, createStepConditions),
    from,
    to,
    checkpoint: createCellCheckpoint(setup, from, to),
  };
}

/** Advances a range of cells through the steps of a block, one cell after the other. */
export function advanceCells(range: CellRange): BlockProgress {
  saveCells(range.state, range.checkpoint);
  return repeatCells(range);
}

/** Takes a range of cells back to the start of the block and through its steps again, of which there may be fewer now. */
export function replayCells(range: CellRange): BlockProgress {
  restoreCells(range.state, range.checkpoint);
  return repeatCells(range);
}

function repeatCells(range: CellRange): BlockProgress {
  const { block, conditions } = range;
  for (let index = 0; index < block.steps; index++) loadConditions(block, index, conditions[index]);
  loadSupply(range.state, range.from, range.to);
  let steps = block.steps;
  let failure: BlockProgress['failure'] = null;
  for (let cell = range.from; cell < range.to; cell++) {
    for (let index = 0; index < steps; index++) {
      try {
        advanceOne(range, cell, index);
      } catch (error) {
        steps = index;
        failure = { cell, error };
      }
    }
  }
  storeSupply(range.state, range.from, range.to);
  return { steps, failure };
}

function advanceOne(range: CellRange, cell: number, index: number): void {
  const { setup, engine, state, block, work, conditions } = range;
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
    block.numbers.set(state.distributions[cell], (index * setup.cells + cell) * setup.bins);
  if (records[at + SLOT.cell_active] === 0) {
    state.isStopped[cell] = 1;
    state.stoppedRecords.set(records.subarray(at, at + SLOT_COUNT), held);
  }
}
