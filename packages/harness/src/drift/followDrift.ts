import { createPlainEngine, createRun, type EngineFactory, setUpRun } from '@marsdisk/core';
import { RELATIVE_TOLERANCE } from '../compare/columns.ts';
import type { RunOutputs } from '../verify/outputs.ts';
import type { PreparedRun } from '../verify/runInMemory.ts';
import { checkpointSteps } from './checkpoints.ts';
import { DRIFT_GROUPS, type DriftGroup } from './groups.ts';
import { type ColumnDrift, createGrowth } from './growth.ts';
import { type BrokenLaw, createLawBook, VALUE_LAWS, WINDOW_LAWS } from './laws.ts';
import { powerOf } from './power.ts';
import { createStepper } from './window.ts';

/** What is followed, and how far. */
export interface DriftOptions {
  /** The engine that is compared with the plain one. */
  readonly engine: EngineFactory;
  /** Its name in the report, for example "fast all". */
  readonly engineName: string;
  readonly steps: number;
  /** Relative tolerance of doubles. */
  readonly tolerance?: number;
  readonly onProgress?: (progress: DriftProgress) => void;
}

/** How far two runs have been followed. */
export interface DriftProgress {
  readonly step: number;
  readonly steps: number;
  /** Worst relative deviation so far. */
  readonly worst: number;
}

/** The columns of one kind. */
export interface GroupDrift {
  readonly group: DriftGroup;
  readonly columns: number;
  /** Worst relative deviation of any of them up to each checkpoint. */
  readonly upTo: readonly number[];
  /** The column with the largest deviation; null where no bit differs. */
  readonly worst: ColumnDrift | null;
  /** Power of the step with which the deviation grows; null where it is too rare to tell. */
  readonly power: number | null;
}

/** How two engines drift apart in a run; plain data, part of the content of `--json`. */
export interface DriftReport {
  readonly run: string;
  readonly engine: string;
  readonly cells: number;
  readonly bins: number;
  /** Steps taken. */
  readonly steps: number;
  readonly stepsWanted: number;
  /** Why there are fewer steps than wanted; null if there are as many. */
  readonly ended: string | null;
  /** Simulated time, s. */
  readonly time: number;
  readonly tolerance: number;
  readonly passes: boolean;
  /** Whether not a single bit differs. */
  readonly isIdentical: boolean;
  readonly values: number;
  /** Wall time, s. */
  readonly seconds: number;
  /** Steps up to which deviations are told. */
  readonly checkpoints: readonly number[];
  readonly groups: readonly GroupDrift[];
  readonly columns: readonly ColumnDrift[];
  readonly brokenLaws: readonly BrokenLaw[];
  /** Rows and errors that only one of the engines has, in sentences; nothing is compared after the first. */
  readonly problems: readonly string[];
}

/** Size bins that are in memory at once, and the steps of a window at most. */
const MOST_BINS = 20_000;
const MOST_STEPS = 64;

/**
 * Advances a configuration with the plain engine and another one side by side and compares every value of every step.
 * Rows are dropped as soon as they are compared, so that memory does not grow with the steps.
 *
 * @throws ConfigurationError, PhysicsError, TableLoadError for a configuration that cannot be set up
 */
export function followDrift(prepared: PreparedRun, options: DriftOptions): DriftReport {
  const { engine, engineName, tolerance = RELATIVE_TOLERANCE, onProgress = () => {} } = options;
  const began = performance.now();
  const plain = createStepper(createRecordedRun(prepared, createPlainEngine));
  const other = createStepper(createRecordedRun(prepared, engine));
  const { setup, clock } = plain.run;
  const checkpoints = checkpointSteps(Math.min(options.steps, setup.timeGrid.stepCount));
  const growth = createGrowth(checkpoints.length, tolerance);
  const laws = createLawBook();
  const windowSteps = Math.max(
    1,
    Math.min(MOST_STEPS, Math.floor(MOST_BINS / (setup.cells * setup.bins))),
  );
  const problems: string[] = [];
  let values = 0;
  let interval = 0;
  let error: string | null = null;
  while (clock.step < options.steps && plain.run.stopReason === null && error === null) {
    const before = clock.step;
    // Steps that are lengthened make the run shorter than planned, never longer.
    while (interval < checkpoints.length - 1 && checkpoints[interval]! <= before) interval++;
    const goal = Math.max(before + 1, checkpoints[interval]!);
    const count = Math.min(windowSteps, goal - before);
    const expected = plain.advance(count);
    const actual = other.advance(count);
    error = expected.error;
    values += growth.compare(actual, expected, interval, before);
    laws.check('core', WINDOW_LAWS, setup, expected, before);
    laws.check('fast', VALUE_LAWS, setup, actual, before);
    onProgress({ step: clock.step, steps: options.steps, worst: growth.worstSoFar() });
    problems.push(...disagreements(actual, expected, before));
    const [left, right] = [other.run.stopReason, plain.run.stopReason];
    if (left !== right)
      problems.push(
        `step ${clock.step}: the run ${reasonText(left)} instead of: ${reasonText(right)}`,
      );
    if (problems.length > 0) break;
  }
  const brokenLaws = laws.broken();
  const told = checkpoints
    .filter((step, i) => step <= clock.step || checkpoints[i - 1]! < clock.step)
    .map((step) => Math.min(step, clock.step));
  const columns = growth
    .columns()
    .map((column) => ({ ...column, upTo: column.upTo.slice(0, told.length) }));
  return {
    run: prepared.name,
    engine: engineName,
    cells: setup.cells,
    bins: setup.bins,
    steps: clock.step,
    stepsWanted: options.steps,
    ended: clock.step >= options.steps ? null : (error ?? reasonText(plain.run.stopReason)),
    time: clock.time,
    tolerance,
    passes:
      problems.length === 0 &&
      brokenLaws.length === 0 &&
      columns.every(({ firstFailure }) => firstFailure === null),
    isIdentical: problems.length === 0 && columns.every(({ worst }) => worst === null),
    values,
    seconds: (performance.now() - began) / 1000,
    checkpoints: told,
    groups: DRIFT_GROUPS.map((group) => groupDrift(group, columns, told)),
    columns,
    brokenLaws,
    problems,
  };
}

function createRecordedRun({ config, tables }: PreparedRun, engine: EngineFactory) {
  return createRun(setUpRun(config, tables), engine, {
    seriesStride: 1,
    diagnosticsStride: 1,
    psdStride: 1,
    massBudgetCells: true,
  });
}

function disagreements(actual: RunOutputs, expected: RunOutputs, before: number): string[] {
  const problems: string[] = [];
  if (actual.error !== expected.error)
    problems.push(
      `after step ${before}: ${actual.error ?? 'no error'} instead of ${expected.error ?? 'none'}`,
    );
  for (const [name, { rows }] of expected.tables) {
    const found = actual.tables.get(name)?.rows ?? 0;
    if (found !== rows)
      problems.push(`after step ${before}: ${name} has ${found} rows instead of ${rows}`);
  }
  return problems;
}

function reasonText(reason: string | null): string {
  return reason === null ? 'goes on' : `ended: ${reason}`;
}

function groupDrift(
  group: DriftGroup,
  columns: readonly ColumnDrift[],
  checkpoints: readonly number[],
): GroupDrift {
  const own = columns.filter((column) => column.group === group);
  const counted = own.filter(({ isResidue, firstFailure }) => !isResidue || firstFailure !== null);
  const upTo = checkpoints.map((_, i) => Math.max(0, ...counted.map((column) => column.upTo[i]!)));
  const worst = counted.reduce<ColumnDrift | null>((most, column) => {
    const relative = column.worst?.relative ?? 0;
    return relative > (most?.worst?.relative ?? 0) ? column : most;
  }, null);
  return { group, columns: own.length, upTo, worst, power: powerOf(checkpoints, upTo) };
}
