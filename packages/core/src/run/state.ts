import { STEP_VALUES } from '../records/declare.ts';
import { SLOT_COUNT } from '../records/slots.ts';
import { createSupplyState, type SupplyState } from '../supply/evaluate.ts';
import type { RunSetup } from './setup.ts';

/** Everything that changes in a run; arrays have one entry a cell unless said otherwise. */
export interface RunState {
  /** Clock at the start of the next step, s. */
  time: number;
  /** Steps done. */
  step: number;
  /** Length of the next step, s. */
  dt: number;
  /** Surface density Σ, kg m⁻². */
  readonly sigma: Float64Array;
  /** Deep surface density D, kg m⁻². */
  readonly sigmaDeep: Float64Array;
  /** Relative numbers per unit size; n values a cell. */
  readonly number: Float64Array;
  /** Views of `number`, one a cell. */
  readonly distributions: readonly Float64Array[];
  /** Losses by blow-out and by sinks so far, M_Mars. */
  readonly lostByBlowout: Float64Array;
  readonly lostBySinks: Float64Array;
  /** 1 for cells that have stopped in an earlier step. */
  readonly isStopped: Uint8Array;
  /** 1 for cells that were solid when last active. */
  readonly wasSolid: Uint8Array;
  readonly supply: readonly SupplyState[];
  /** Records of the last active step, SLOT_COUNT doubles a cell. */
  readonly records: Float64Array;
  /** Step values of the stopping step, STEP_VALUES.length doubles a cell. */
  readonly stoppedStepValues: Float64Array;
}

/** The state at the start of a run: every cell holds the same dust. */
export function createState(setup: RunSetup): RunState {
  const { cells, initialNumber } = setup;
  const bins = initialNumber.length;
  const number = new Float64Array(cells * bins);
  for (let cell = 0; cell < cells; cell++) number.set(initialNumber, cell * bins);
  return {
    time: 0,
    step: 0,
    dt: setup.timeGrid.dtFirst,
    sigma: new Float64Array(cells).fill(setup.sigmaInitial),
    sigmaDeep: new Float64Array(cells),
    number,
    distributions: Array.from({ length: cells }, (_, cell) =>
      number.subarray(cell * bins, (cell + 1) * bins),
    ),
    lostByBlowout: new Float64Array(cells),
    lostBySinks: new Float64Array(cells),
    isStopped: new Uint8Array(cells),
    wasSolid: new Uint8Array(cells),
    supply: setup.supplyLaws.map(createSupplyState),
    records: new Float64Array(cells * SLOT_COUNT),
    stoppedStepValues: new Float64Array(cells * STEP_VALUES.length),
  };
}
