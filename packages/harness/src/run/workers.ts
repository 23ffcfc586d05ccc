import {
  appliedCellParallel,
  type CellParallel,
  type Environment,
  environmentFlag,
  type Machine,
  resolveCellParallel,
} from '@marsdisk/config';
import { resolveWorkers } from '@marsdisk/fast';

/** How many threads advance the cells of a run, and why. */
export interface WorkerUse {
  readonly workers: number;
  /** A number or "auto". */
  readonly requested: string;
  /** What asked for it: `--workers`, the variables of the reference, or nothing. */
  readonly requestedBy: 'option' | 'environment' | 'default';
  readonly cellParallel: CellParallel;
}

/**
 * Decides on the threads of a run: as the option says, else as the variables of the reference say, else "auto".
 *
 * @param option null if it is not given
 * @param isBound whether the engine keeps to one thread
 * @throws ConfigurationError if the option is no number of threads
 */
export function chooseWorkers(
  option: string | null,
  environment: Environment,
  cells: number,
  machine: Machine,
  isBound: boolean,
): WorkerUse {
  const asked = resolveCellParallel(environment, cells, machine);
  const isAsked = environmentFlag(environment['MARSDISK_CELL_PARALLEL']) !== null;
  const requested = option ?? (isAsked ? String(asked.jobs_effective) : 'auto');
  const workers = isBound ? 1 : resolveWorkers(requested, cells, machine.logicalCores);
  return {
    workers,
    requested,
    requestedBy: option !== null ? 'option' : isAsked ? 'environment' : 'default',
    cellParallel: appliedCellParallel(asked, workers, cells),
  };
}

/** Sentences about what the variables ask for and threads do not do. */
export function workerWarnings({ workers, cellParallel }: WorkerUse): string[] {
  const { chunk_size_requested: wanted, chunk_size: size } = cellParallel;
  if (wanted <= 0 || workers === 1 || wanted === size) return [];
  return [
    `MARSDISK_CELL_CHUNK_SIZE="${wanted}": no effect; every thread begins with a share of ${size} cells, and who is done helps the others`,
  ];
}
