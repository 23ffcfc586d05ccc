import { nonNegativeLeastSquares } from './leastSquares.ts';

/** Number of cells and of size bins. */
export interface RunSize {
  readonly cells: number;
  readonly bins: number;
}

/**
 * What a step costs, s: `step` + cells · (`cell` + `bin` n + `pair` n² + `triple` n³) for n bins.
 *
 * The plan, the sums and the books of a step come once; radiation, phases and sinks once a cell; opacity and sublimation
 * once a bin; collisions once a pair of bins; the fragments of every pair go to every bin, unless an engine adds them up
 * in another order.
 */
export interface StepCosts {
  readonly step: number;
  readonly cell: number;
  readonly bin: number;
  readonly pair: number;
  readonly triple: number;
}

/** What the rows of a step cost, s: cells · (`cell` + `bin` n), for all tables at every step. */
export interface RecordCosts {
  readonly cell: number;
  readonly bin: number;
}

/**
 * Memory in use (heap and typed arrays, without the machine code and what waits to be collected), bytes:
 * `process` + `table` n³ + cells · (`cell` + `bin` n + `pair` n²).
 *
 * A run may have a table of the fragments of every pair in every bin; a cell has its distribution, and what is kept for
 * its pairs.
 */
export interface MemoryCosts {
  readonly process: number;
  readonly table: number;
  readonly cell: number;
  readonly bin: number;
  readonly pair: number;
}

/** What an engine costs. */
export interface EngineCosts {
  readonly time: StepCosts;
  readonly memory: MemoryCosts;
}

/** The costs of both engines and of the rows. */
export interface CostModel {
  readonly core: EngineCosts;
  readonly fast: EngineCosts;
  readonly records: RecordCosts;
}

/** A size with what was measured there. */
export interface CostPoint extends RunSize {
  /** Of a step, s. */
  readonly seconds: number;
  /** Memory in use. */
  readonly bytes: number;
}

/** Time of a step without its rows, s. */
export function stepSeconds({ step, cell, bin, pair, triple }: StepCosts, size: RunSize): number {
  const { cells, bins } = size;
  return step + cells * (cell + bins * (bin + bins * (pair + bins * triple)));
}

/** Memory in use of a process that keeps no rows, bytes. */
export function usedBytes(costs: MemoryCosts, { cells, bins }: RunSize): number {
  const { process, table, cell, bin, pair } = costs;
  return process + table * bins ** 3 + cells * (cell + bins * (bin + bins * pair));
}

/**
 * Fits the costs of an engine, none of them negative, to measured sizes.
 *
 * @param hasTriples whether the engine goes through triples of bins
 */
export function fitEngine(points: readonly CostPoint[], hasTriples: boolean): EngineCosts {
  const [step = 0, cell = 0, bin = 0, pair = 0, triple = 0] = nonNegativeLeastSquares(
    points.map(({ cells, bins: n }) => {
      const terms = [1, cells, cells * n, cells * n ** 2];
      return hasTriples ? [...terms, cells * n ** 3] : terms;
    }),
    points.map(({ seconds }) => seconds),
  );
  const memory = nonNegativeLeastSquares(
    points.map(({ cells, bins: n }) => [1, n ** 3, cells, cells * n, cells * n ** 2]),
    points.map(({ bytes }) => bytes),
  );
  return {
    time: { step, cell, bin, pair, triple },
    memory: {
      process: memory[0] ?? 0,
      table: memory[1] ?? 0,
      cell: memory[2] ?? 0,
      bin: memory[3] ?? 0,
      pair: memory[4] ?? 0,
    },
  };
}

/**
 * Fits the costs of rows to steps that kept all of them.
 *
 * @param points their times with the rows
 */
export function fitRecords(points: readonly CostPoint[], engine: EngineCosts): RecordCosts {
  const own = points
    .map((point) => ({ ...point, seconds: point.seconds - stepSeconds(engine.time, point) }))
    .filter(({ seconds }) => seconds > 0);
  const [cell = 0, bin = 0] = nonNegativeLeastSquares(
    own.map(({ cells, bins }) => [cells, cells * bins]),
    own.map(({ seconds }) => seconds),
  );
  return { cell, bin };
}
