import type { RadiationState } from '../radiation/blowout.ts';
import { SLOT_COUNT } from '../records/slots.ts';
import { type CellArrays, createCellArrays } from './cellCopy.ts';
import type { RunSetup } from './setup.ts';
import type { Allocate } from './state.ts';
import type { StepConditions } from './stepConditions.ts';

/** Longest block of steps. Long enough for the tables of a cell to pay off in the cache, short enough to stay there. */
export const BLOCK_STEPS = 32;

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
  /** The cells as they were before the block. */
  readonly before: CellArrays;
  /** Views of one step each. */
  readonly recordsOfStep: readonly Float64Array[];
  readonly numbersOfStep: readonly Float64Array[];
}

/** The arrays of a block; they may lie in memory that several threads share. */
export type BlockArrays = Pick<StepBlock, 'conditions' | 'records' | 'numbers' | 'before'>;

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

const FIRST_RADIATION_FIELD = 7;
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
    before: createCellArrays(setup, allocate),
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

/** Puts the conditions of a step into a block. */
export function storeConditions(block: StepBlock, index: number, from: StepConditions): void {
  const { conditions } = block;
  const at = index * CONDITION_COUNT;
  conditions[at] = from.step;
  conditions[at + 1] = from.time;
  conditions[at + 2] = from.dt;
  conditions[at + 3] = from.keepsRecord ? 1 : 0;
  conditions[at + 4] = from.keepsDiagnostics ? 1 : 0;
  conditions[at + 5] = from.keepsDistribution ? 1 : 0;
  conditions[at + 6] = from.radiation.isBetaGateOpen ? 1 : 0;
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
  to.keepsRecord = conditions[at + 3] === 1;
  to.keepsDiagnostics = conditions[at + 4] === 1;
  to.keepsDistribution = conditions[at + 5] === 1;
  to.radiation.isBetaGateOpen = conditions[at + 6] === 1;
  for (let i = 0; i < RADIATION_FIELDS.length; i++)
    to.radiation[RADIATION_FIELDS[i]] = conditions[at + FIRST_RADIATION_FIELD + i];
}
