import { MAX_STEPS } from '../constants.ts';
import type { EngineFactory } from '../engine/context.ts';
import type { Engine } from '../engine/engine.ts';
import { effectiveVaporization } from '../phase/threshold.ts';
import { createRadiationState, type RadiationState } from '../radiation/blowout.ts';
import { STEP_VALUES } from '../records/declare.ts';
import {
  createRecorder,
  keepsStep,
  type Recorder,
  type RecordingSettings,
  recordStep,
} from '../records/recorder.ts';
import { SLOT, SLOT_COUNT } from '../records/slots.ts';
import { advanceCell, type StepConditions } from './cellStep.ts';
import { type CellWork, createCellWork } from './cellWork.ts';
import {
  bookStep,
  createLedger,
  createStepSums,
  type Ledger,
  type StepSums,
  sumStep,
} from './ledger.ts';
import type { RunSetup } from './setup.ts';
import { createState, type RunState } from './state.ts';
import { pushValue } from './tracks.ts';

/** Why a run ended before its time. */
export type EarlyStopReason =
  | 'a_blow_below_s_min_config'
  | 'tau_exceeded_all_cells'
  | 'loss_rate_below_threshold';

/** Why a run ended. */
export type StopReason = EarlyStopReason | 't_end_reached' | 'dt_invalid' | 'max_steps';

/** A run on its way. */
export interface Run {
  readonly setup: RunSetup;
  readonly engine: Engine;
  readonly state: RunState;
  readonly ledger: Ledger;
  readonly recorder: Recorder;
  readonly conditions: StepConditions;
  readonly work: CellWork;
  readonly sums: StepSums;
  readonly stepValues: Float64Array;
  /** The radiation of the last started step; that of the start before the first one. */
  readonly lastRadiation: RadiationState;
  /** Null while the run goes on. */
  stopReason: StopReason | null;
}

/** A run at its start. */
export function createRun(
  setup: RunSetup,
  createEngine: EngineFactory,
  recording: RecordingSettings,
): Run {
  const { disk, cells, grid, phase } = setup;
  const ledger = createLedger(setup);
  const recorder = createRecorder(recording, {
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
    massInitial: ledger.massInitial,
    cellMass: setup.cellMass,
  });
  return {
    setup,
    engine: createEngine(setup.engine),
    state: createState(setup),
    ledger,
    recorder,
    conditions: {
      step: 0,
      time: 0,
      dt: 0,
      radiation: createRadiationState(),
      keepsDiagnostics: true,
    },
    work: createCellWork(setup),
    sums: createStepSums(),
    stepValues: new Float64Array(STEP_VALUES.length),
    lastRadiation: { ...setup.initialRadiation },
    stopReason: null,
  };
}

/**
 * Takes up to `steps` steps, fewer if the run ends.
 *
 * @returns whether the run goes on
 * @throws the errors of the physics; the state is then that of the cells done so far and the run cannot go on
 */
export function advanceRun(run: Run, steps: number): boolean {
  for (let i = 0; i < steps && run.stopReason === null; i++) {
    if (beginStep(run)) {
      advanceCells(run);
      endStep(run);
    }
  }
  return run.stopReason === null;
}

/** Fixes clock, step and radiation of the next step. Returns false if there is none. */
function beginStep(run: Run): boolean {
  const { setup, state, conditions, ledger } = run;
  const { tEnd } = setup.timeGrid;
  if (!(state.time < tEnd)) return stop(run, 't_end_reached');
  if (state.step >= MAX_STEPS) return stop(run, 'max_steps');
  if (!(state.dt > 0 && Number.isFinite(state.dt))) return stop(run, 'dt_invalid');
  const dt = Math.min(state.dt, tEnd - state.time);
  if (dt <= 0) return stop(run, 't_end_reached');

  conditions.step = state.step;
  conditions.time = state.time;
  conditions.dt = dt;
  conditions.keepsDiagnostics = keepsStep(
    run.recorder.settings.diagnosticsStride,
    state.step,
    setup.timeGrid.stepCount,
  );
  const { radiation } = conditions;
  run.engine.radiation(setup.driver.evaluate(state.time), radiation);
  pushValue(ledger.stepTracks.temperature, radiation.temperature);
  pushValue(ledger.stepTracks.beta, radiation.betaMin);
  pushValue(ledger.stepTracks.sBlow, radiation.sBlow);
  Object.assign(run.lastRadiation, radiation);
  const isSmall = radiation.sBlow <= setup.engine.radiation.sMin;
  if (setup.switches.stopsOnSmallBlowoutSize && isSmall && state.time >= setup.minDuration)
    return stop(run, 'a_blow_below_s_min_config');
  return true;
}

function stop(run: Run, reason: StopReason): false {
  run.stopReason = reason;
  return false;
}

function advanceCells({ setup, engine, state, conditions, work, ledger }: Run): void {
  for (let cell = 0; cell < setup.cells; cell++) {
    if (state.isStopped[cell] === 1) continue;
    advanceCell(setup, engine, state, conditions, cell, work);
    if (setup.switches.isSupplyEnabled && Number.isNaN(ledger.firstScaledRate))
      ledger.firstScaledRate = work.supply.rate;
  }
}

/** Sums, books and records a step, stops cells, and decides how the run goes on. */
function endStep(run: Run): void {
  const { setup, state, conditions, ledger, sums } = run;
  const { dt, radiation } = conditions;
  const timeEnd = conditions.time + dt;
  sumStep(setup, state, ledger.massInitial, sums);
  storeStepValues(run, timeEnd);
  bookStep(ledger, sums, dt, timeEnd, radiation.temperature);
  recordStep(run.recorder, {
    step: conditions.step,
    timeEnd,
    stepValues: run.stepValues,
    records: state.records,
    number: state.number,
    isStopped: state.isStopped,
    stoppedStepValues: state.stoppedStepValues,
    massLost: sums.lossCumulative,
    massRemaining: sums.massRemaining,
    massDifference: sums.massDifference,
    budgetErrorPercent: sums.budgetErrorPercent,
  });
  const allStopped = stopCells(run);
  state.time = timeEnd;
  state.step += 1;
  if (allStopped) {
    stop(run, 'tau_exceeded_all_cells');
    return;
  }
  if (isLossRateBelowThreshold(run, dt)) {
    stop(run, 'loss_rate_below_threshold');
    return;
  }
  state.dt = nextStep(setup, sums.shortestCollisionTime);
}

function storeStepValues(run: Run, timeEnd: number): void {
  const { conditions, setup, stepValues, sums } = run;
  const { radiation } = conditions;
  const shortest = sums.shortestCollisionTime;
  // In the order of STEP_VALUES.
  stepValues[0] = conditions.time;
  stepValues[1] = timeEnd;
  stepValues[2] = conditions.dt;
  stepValues[3] = radiation.temperature;
  stepValues[4] = radiation.flux;
  stepValues[5] = radiation.sBlow;
  stepValues[6] = radiation.sMin;
  stepValues[7] = radiation.qprMin;
  stepValues[8] = radiation.qprBlow;
  stepValues[9] = radiation.betaMin;
  stepValues[10] = radiation.isBetaGateOpen ? 1 : 0;
  stepValues[11] = radiation.sMin > setup.constants.s_min_config ? 1 : 0;
  stepValues[12] = Number.isFinite(shortest) ? shortest : Number.NaN;
}

/** Stops the cells whose record says so. Returns whether all cells have stopped and were solid. */
function stopCells({ setup, state, stepValues }: Run): boolean {
  const { isStopped, wasSolid, records, stoppedStepValues } = state;
  let allStopped = true;
  for (let cell = 0; cell < setup.cells; cell++) {
    if (isStopped[cell] === 0 && records[cell * SLOT_COUNT + SLOT.cell_active] === 0) {
      isStopped[cell] = 1;
      stoppedStepValues.set(stepValues, cell * STEP_VALUES.length);
    }
    if (isStopped[cell] === 0 || wasSolid[cell] === 0) allStopped = false;
  }
  return allStopped;
}

function isLossRateBelowThreshold({ setup, state, sums }: Run, dt: number): boolean {
  const threshold = setup.config.numerics.mass_loss_rate_stop_Mmars_s;
  if (threshold === null || state.time < setup.minDuration) return false;
  const rate = (sums.out + sums.sink) / dt;
  return Number.isFinite(rate) && rate <= threshold;
}

/** The nominal step, lengthened to a share of the shortest collision time (which is all that the ratio does). */
function nextStep(setup: RunSetup, shortestCollisionTime: number): number {
  const { dtNominal } = setup.timeGrid;
  const ratio = setup.config.numerics.dt_min_tcoll_ratio;
  if (ratio === null || !Number.isFinite(shortestCollisionTime)) return dtNominal;
  const floor = ratio * shortestCollisionTime;
  return floor > 0 && Number.isFinite(floor) ? Math.max(dtNominal, floor) : dtNominal;
}
