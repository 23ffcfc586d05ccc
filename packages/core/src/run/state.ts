import { SLOT_COUNT } from '../records/slots.ts';
import { createSupplyState, type SupplyState } from '../supply/evaluate.ts';
import type { RunSetup } from './setup.ts';

/** Makes the memory of arrays that several threads may share. */
export type Allocate = (bytes: number) => ArrayBufferLike;

/** What the cells carry from step to step; arrays have one entry a cell unless said otherwise. */
export interface RunState {
  /** Surface density Σ, kg m⁻². */
  readonly sigma: Float64Array;
  /** Deep surface density D, kg m⁻². */
  readonly sigmaDeep: Float64Array;
  /** Relative numbers per unit size; n values a cell. */
  readonly number: Float64Array;
  /** Opacity of the numbers, m² kg⁻¹, where the step that made them found it on the way; NaN where it has to be asked for. */
  readonly opacity: Float64Array;
  /** Views of `number`, one a cell. */
  readonly distributions: readonly Float64Array[];
  /** Losses by blow-out and by sinks so far, M_Mars. */
  readonly lostByBlowout: Float64Array;
  readonly lostBySinks: Float64Array;
  /** 1 for cells that have stopped. */
  readonly isStopped: Uint8Array;
  /** What the supply remembers, as a thread works with it; between blocks `supplyMemory` holds it. */
  readonly supply: readonly SupplyState[];
  /** Feedback scale and remaining reservoir (kg) of every cell. */
  readonly supplyMemory: Float64Array;
  /** For stopped cells the record of their stopping step, SLOT_COUNT doubles a cell. */
  readonly stoppedRecords: Float64Array;
}

/** The state at the start of a run: every cell holds the same dust. */
export function createState(
  setup: RunSetup,
  allocate: Allocate = (bytes) => new ArrayBuffer(bytes),
): RunState {
  const { cells, bins, initialNumber } = setup;
  const doubles = (count: number) => new Float64Array(allocate(count * 8));
  const state = shareState(setup, {
    sigma: doubles(cells).fill(setup.sigmaInitial),
    sigmaDeep: doubles(cells),
    number: doubles(cells * bins),
    opacity: doubles(cells).fill(Number.NaN),
    lostByBlowout: doubles(cells),
    lostBySinks: doubles(cells),
    supplyMemory: doubles(cells * 2),
    isStopped: new Uint8Array(allocate(cells)),
    stoppedRecords: doubles(cells * SLOT_COUNT),
  });
  for (const distribution of state.distributions) distribution.set(initialNumber);
  for (let cell = 0; cell < cells; cell++) storeSupply(state, cell);
  return state;
}

/** The arrays of a state; they may lie in memory that several threads share. */
export type StateArrays = Omit<RunState, 'distributions' | 'supply'>;

/** A state over existing arrays. */
export function shareState({ cells, bins, supplyLaws }: RunSetup, arrays: StateArrays): RunState {
  return {
    ...arrays,
    distributions: Array.from({ length: cells }, (_, cell) =>
      arrays.number.subarray(cell * bins, (cell + 1) * bins),
    ),
    supply: supplyLaws.map(createSupplyState),
  };
}

/** Puts what the supply of a cell remembers where all threads see it. */
export function storeSupply({ supply, supplyMemory }: RunState, cell: number): void {
  supplyMemory[2 * cell] = supply[cell].feedbackScale;
  supplyMemory[2 * cell + 1] = supply[cell].reservoirRemaining;
}

/** Takes it from there. */
export function loadSupply({ supply, supplyMemory }: RunState, cell: number): void {
  supply[cell].feedbackScale = supplyMemory[2 * cell];
  supply[cell].reservoirRemaining = supplyMemory[2 * cell + 1];
}
