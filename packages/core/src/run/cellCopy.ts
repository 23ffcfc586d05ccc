import type { RunSetup } from './setup.ts';
import type { Allocate, StateArrays } from './state.ts';

/** What cells carry from step to step, in plain arrays: a state has them, and so has a copy of it. */
export type CellArrays = Omit<StateArrays, 'stoppedRecords'>;

/** Memory for a copy of what all cells carry. */
export function createCellArrays({ cells, bins }: RunSetup, allocate: Allocate): CellArrays {
  const doubles = (count: number) => new Float64Array(allocate(count * 8));
  return {
    sigma: doubles(cells),
    sigmaDeep: doubles(cells),
    number: doubles(cells * bins),
    opacity: doubles(cells),
    lostByBlowout: doubles(cells),
    lostBySinks: doubles(cells),
    isStopped: new Uint8Array(allocate(cells)),
    supplyMemory: doubles(cells * 2),
  };
}

/** Copies what one cell carries. */
export function copyCell(from: CellArrays, to: CellArrays, cell: number, bins: number): void {
  to.sigma[cell] = from.sigma[cell];
  to.sigmaDeep[cell] = from.sigmaDeep[cell];
  to.opacity[cell] = from.opacity[cell];
  to.lostByBlowout[cell] = from.lostByBlowout[cell];
  to.lostBySinks[cell] = from.lostBySinks[cell];
  to.isStopped[cell] = from.isStopped[cell];
  to.supplyMemory[2 * cell] = from.supplyMemory[2 * cell];
  to.supplyMemory[2 * cell + 1] = from.supplyMemory[2 * cell + 1];
  const source = from.number;
  const target = to.number;
  const end = (cell + 1) * bins;
  for (let k = cell * bins; k < end; k++) target[k] = source[k];
}
