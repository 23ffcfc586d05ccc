import type { EngineFactory } from '../engine/context.ts';
import type { Engine } from '../engine/engine.ts';
import { effectiveVaporization } from '../phase/threshold.ts';
import { createRadiationState, type RadiationState } from '../radiation/blowout.ts';
import { STEP_VALUES } from '../records/declare.ts';
import { createRecorder, type Recorder, type RecordingSettings } from '../records/recorder.ts';
import { createStepBlock, loadConditions, type StepBlock } from './block.ts';
import {
  advanceCells,
  type BlockProgress,
  type CellWorker,
  createCellWorker,
  everyCell,
  replayCells,
} from './cellWorker.ts';
import { createLedger, createStepSums, type Ledger, type StepSums } from './ledger.ts';
import { mergeBlock, trackStep } from './merge.ts';
import { type Clock, type Plan, planBlock, type StopReason } from './plan.ts';
import type { RunSetup } from './setup.ts';
import { type Allocate, createState, type RunState } from './state.ts';
import { createStepConditions, type StepConditions } from './stepConditions.ts';

/** A run on its way. */
export interface Run {
  readonly setup: RunSetup;
  readonly clock: Clock;
  /** The engine that plans the steps; threads have their own. */
  readonly engine: Engine;
  /** The cells; ahead of the clock while a block is being worked on. */
  readonly state: RunState;
  readonly block: StepBlock;
  /** Advances cells on this thread. */
  readonly worker: CellWorker;
  /** 1 for cells that have stopped, as of the clock. */
  readonly isStopped: Uint8Array;
  /** Step values of the stopping steps, STEP_VALUES.length doubles a cell. */
  readonly stoppedStepValues: Float64Array;
  readonly ledger: Ledger;
  readonly recorder: Recorder;
  readonly sums: StepSums;
  /** The step that is being merged. */
  readonly conditions: StepConditions;
  /** The step that was planned last, or begun and not taken. */
  readonly planned: StepConditions;
  readonly stepValues: Float64Array;
  /** The radiation of the last started step; that of the start before the first one. */
  readonly lastRadiation: RadiationState;
  /** Null while the run goes on. */
  stopReason: StopReason | null;
}

/**
 * A run at its start.
 *
 * @param allocate memory of what the cells carry; shared memory lets other threads advance them
 */
export function createRun(
  setup: RunSetup,
  createEngine: EngineFactory,
  recording: RecordingSettings,
  allocate?: Allocate,
): Run {
  const { cells } = setup;
  const ledger = createLedger(setup);
  const engine = createEngine(setup.engine);
  const state = createState(setup, allocate);
  return {
    setup,
    clock: { time: 0, step: 0, dt: setup.timeGrid.dtFirst, isStepLengthened: false },
    engine,
    state,
    block: createStepBlock(setup, allocate),
    worker: createCellWorker(setup, engine, state),
    isStopped: new Uint8Array(cells),
    stoppedStepValues: new Float64Array(cells * STEP_VALUES.length),
    ledger,
    recorder: createRunRecorder(setup, recording, ledger.massInitial),
    sums: createStepSums(),
    conditions: createStepConditions(),
    planned: createStepConditions(),
    stepValues: new Float64Array(STEP_VALUES.length),
    lastRadiation: { ...createRadiationState(), ...setup.initialRadiation },
    stopReason: null,
  };
}

function createRunRecorder(
  setup: RunSetup,
  recording: RecordingSettings,
  massInitial: number,
): Recorder {
  const { disk, cells, grid, phase } = setup;
  return createRecorder(recording, {
    cells,
    constants: setup.constants,
    cellValues: {
      omega: disk.omega,
      orbitalPeriod: disk.orbitalPeriod,
      tBlow: setup.tBlow,
      radius: disk.radius,
      radiusMars: disk.radiusMars,
      area: disk.area,
      sigmaMidplane: setup.sigmaMidplane ?? new Float64Array(cells).fill(Number.NaN),
      eccentricity: Float64Array.from(setup.dynamics, (dynamics) => dynamics.e0),
    },
    phasePayload: {
      initialTemperature: setup.driver.initial,
      thresholds:
        phase.mode === 'threshold'
          ? { ...phase.thresholds, T_vaporize_K: effectiveVaporization(phase.thresholds) }
          : null,
    },
    plannedSteps: setup.timeGrid.stepCount,
    sizes: grid.sizes,
    widths: grid.widths,
    massInitial,
    cellMass: setup.cellMass,
  });
}

/**
 * Takes up to `steps` steps on this thread, fewer if the run ends.
 *
 * @returns whether the run goes on
 * @throws the errors of the physics; the steps before the failing one are booked and recorded, and the run has ended
 */
export function advanceRun(run: Run, steps: number): boolean {
  const { setup, block, worker } = run;
  for (let left = steps; left > 0 && run.stopReason === null; ) {
    const plan = startBlock(run, block, left);
    left -= block.steps;
    const progress = advanceCells(worker, block, everyCell(setup.cells));
    if (finishBlock(run, block, plan, [progress])) replayCells(worker, block);
  }
  return run.stopReason === null;
}

/** Plans the next block. The cells may then be advanced through it, in any order and on any thread. */
export function startBlock(run: Run, block: StepBlock, limit: number): Plan {
  const { setup, engine, recorder, clock, planned } = run;
  return planBlock(setup, engine, recorder.settings, clock, limit, block, planned);
}

/**
 * Plans the block after one that is not finished yet, as it will be unless a rule ends the run in that one or lengthens its
 * steps. Whoever does this must check after `finishBlock` that neither was the case, and else take the cells back.
 *
 * @param before the unfinished block, and its plan
 * @returns null if there are no steps to be expected
 */
export function startNextBlock(
  run: Run,
  before: StepBlock,
  plan: Plan,
  block: StepBlock,
  limit: number,
): Plan | null {
  const { setup, engine, recorder, clock, planned } = run;
  if (plan.end !== null || clock.isStepLengthened || setup.isHistoryDependent) return null;
  loadConditions(before, before.steps - 1, planned);
  const expected: Clock = {
    time: planned.time + planned.dt,
    step: planned.step + 1,
    dt: setup.timeGrid.dtNominal,
    isStepLengthened: false,
  };
  try {
    const next = planBlock(setup, engine, recorder.settings, expected, limit, block, planned);
    return block.steps > 0 ? next : null;
  } catch {
    // It is planned again when it is due, and fails then.
    return null;
  }
}

/**
 * Sums, books and records a block that all cells have gone through, up to the step at which something ended it.
 *
 * @param progress of all workers
 * @returns true if the cells went too far: they must then be replayed through what is left of the block
 * @throws the failure of the earliest step, after the steps before it have been booked
 */
export function finishBlock(
  run: Run,
  block: StepBlock,
  plan: Plan,
  progress: readonly BlockProgress[],
): boolean {
  const first = firstFailure(progress);
  const planned = block.steps;
  block.steps = first?.steps ?? planned;
  const done = mergeBlock(run, block);
  if (done < block.steps) {
    block.steps = done;
    return true;
  }
  if (run.stopReason !== null) return false;
  if (first !== null) throw first.failure?.error;
  if (plan.end !== null) {
    // The step that this rule forbids has been started: its radiation counts.
    if (plan.end === 'a_blow_below_s_min_config') trackStep(run, run.planned);
    run.stopReason = plan.end;
  }
  return false;
}

/** The failure at the earliest step, of the lowest cell. */
function firstFailure(progress: readonly BlockProgress[]): BlockProgress | null {
  let first: BlockProgress | null = null;
  for (const one of progress) {
    if (one.failure === null) continue;
    const isEarlier =
      first === null ||
      one.steps < first.steps ||
      (one.steps === first.steps && one.failure.cell < (first.failure?.cell ?? 0));
    if (isEarlier) first = one;
  }
  return first;
}
