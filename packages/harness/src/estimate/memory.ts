import { type RunSize, usedBytes } from '../bench/costModel.ts';
import type { Flushes } from './flushes.ts';
import { MEASURED_COSTS } from './measuredCosts.ts';
import { MEASURED_SIZES } from './measuredSizes.ts';

/** What decides how much memory a run takes. */
export interface MemoryFactors extends RunSize {
  readonly engine: 'core' | 'fast';
  /** Threads that take steps, the first one included. */
  readonly workers: number;
  readonly flushes: Pick<Flushes, 'hasThread' | 'held'>;
  /** Rows of all series, and lines of all budgets, that are still to be written. */
  readonly seriesRows: number;
  readonly budgetRows: number;
}

/** Largest resident memory of a run by what takes it, bytes. */
export interface MemoryUse {
  /** Node.js with the program, and what the cells carry. */
  readonly process: number;
  /** Threads beside the first one: each has an engine and a heap of its own. */
  readonly workers: number;
  /** The thread that writes. */
  readonly writer: number;
  /** Rows that are being recorded or on their way to the files. */
  readonly rows: number;
  /** What was used to write rows and has not been collected yet. */
  readonly garbage: number;
  readonly total: number;
}

/** The factors by which the coefficients of `MEASURED_SIZES.memory` are multiplied, in the same order. */
export function memoryTerms({
  workers,
  flushes,
  seriesRows,
  budgetRows,
}: Omit<MemoryFactors, 'engine' | 'cells' | 'bins'>) {
  return {
    process: 1,
    worker: workers - 1,
    writer: flushes.hasThread ? 1 : 0,
    heldByte: flushes.held,
    // Collections become rarer and more is left each time, but less and less.
    seriesGarbage: Math.log1p(seriesRows / 1e5),
    budgetGarbage: Math.log1p(budgetRows / 1e5),
  };
}

/** Memory of a run. What the cells carry follows from the fitted costs; the rest was measured. */
export function memoryUse(factors: MemoryFactors): MemoryUse {
  const costs = MEASURED_COSTS[factors.engine].memory;
  const cells = usedBytes(costs, factors) - costs.process;
  const { memory } = MEASURED_SIZES;
  const terms = memoryTerms(factors);
  const process = memory.process + cells;
  const workers = terms.worker * (memory.worker + cells);
  const writer = terms.writer * memory.writer;
  const rows = terms.heldByte * memory.heldByte;
  const garbage =
    terms.seriesGarbage * memory.seriesGarbage + terms.budgetGarbage * memory.budgetGarbage;
  const total = process + workers + writer + rows + garbage;
  return { process, workers, writer, rows, garbage, total };
}
