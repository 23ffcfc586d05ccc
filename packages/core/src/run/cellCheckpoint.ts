import type { RunSetup } from './setup.ts';
import type { RunState } from './state.ts';

/** A copy of what a range of cells carries from step to step. */
export interface CellCheckpoint {
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
  readonly sigma: Float64Array;
  readonly sigmaDeep: Float64Array;
  readonly number: Float64Array;
  readonly lostByBlowout: Float64Array;
  readonly lostBySinks: Float64Array;
  readonly isStopped: Uint8Array;
  readonly supplyMemory: Float64Array;
}

/** Memory for a checkpoint. */
export function createCellCheckpoint(setup: RunSetup, from: number, to: number): CellCheckpoint {
  const cells = to - from;
  return {
    from,
    to,
    sigma: new Float64Array(cells),
    sigmaDeep: new Float64Array(cells),
    number: new Float64Array(cells * setup.bins),
    lostByBlowout: new Float64Array(cells),
    lostBySinks: new Float64Array(cells),
    isStopped: new Uint8Array(cells),
    supplyMemory: new Float64Array(cells * 2),
  };
}

/** Copies the cells of the range out of the state. */
export function saveCells(state: RunState, checkpoint: CellCheckpoint): void {
  const { from, to } = checkpoint;
  const bins = checkpoint.number.length / (to - from);
  checkpoint.sigma.set(state.sigma.subarray(from, to));
  checkpoint.sigmaDeep.set(state.sigmaDeep.subarray(from, to));
  checkpoint.number.set(state.number.subarray(from * bins, to * bins));
  checkpoint.lostByBlowout.set(state.lostByBlowout.subarray(from, to));
  checkpoint.lostBySinks.set(state.lostBySinks.subarray(from, to));
  checkpoint.isStopped.set(state.isStopped.subarray(from, to));
  checkpoint.supplyMemory.set(state.supplyMemory.subarray(2 * from, 2 * to));
}

/** Puts the cells of the range back into the state. */
export function restoreCells(state: RunState, checkpoint: CellCheckpoint): void {
  const { from, to } = checkpoint;
  const bins = checkpoint.number.length / (to - from);
  state.sigma.set(checkpoint.sigma, from);
  state.sigmaDeep.set(checkpoint.sigmaDeep, from);
  state.number.set(checkpoint.number, from * bins);
  state.lostByBlowout.set(checkpoint.lostByBlowout, from);
  state.lostBySinks.set(checkpoint.lostBySinks, from);
  state.isStopped.set(checkpoint.isStopped, from);
  state.supplyMemory.set(checkpoint.supplyMemory, 2 * from);
}
