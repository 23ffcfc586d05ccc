import { STEP_VALUES, type StepValue } from '../records/declare.ts';
import { recordStep } from '../records/recorder.ts';
import { SLOT, SLOT_COUNT } from '../records/slots.ts';
import { PHASE_STATES } from '../records/texts.ts';
import { loadConditions, type StepBlock } from './block.ts';
import { bookStep, sumStep } from './ledger.ts';
import { nextStep } from './plan.ts';
import type { Run } from './run.ts';
import type { StepConditions } from './stepConditions.ts';
import { pushValue } from './tracks.ts';

const SOLID = PHASE_STATES.indexOf('solid');

/**
 * Goes through the steps of a block that all cells have taken: sums them in cell order, books and records them, stops
 * cells, and applies the rules that end a run or change the next step. This is the only place where cells meet.
 *
 * @returns the number of steps that count: fewer than the block has if the run ended in it, or if the steps after it
 *   were planned with another length than they must have
 */
export function mergeBlock(run: Run, block: StepBlock): number {
  const { clock, conditions } = run;
  for (let index = 0; index < block.steps; index++) {
    loadConditions(block, index, conditions);
    trackStep(run, conditions);
    mergeStep(run, block, index);
    if (run.stopReason !== null) return index + 1;
    const dt = nextStep(run.setup, run.sums.shortestCollisionTime);
    clock.dt = dt;
    clock.isStepLengthened = dt !== run.setup.timeGrid.dtNominal;
    if (clock.isStepLengthened) return index + 1;
  }
  return block.steps;
}

/** Notes the radiation of a step that was started. */
export function trackStep({ ledger, lastRadiation }: Run, { radiation }: StepConditions): void {
  pushValue(ledger.stepTracks.temperature, radiation.temperature);
  pushValue(ledger.stepTracks.beta, radiation.betaMin);
  pushValue(ledger.stepTracks.sBlow, radiation.sBlow);
  Object.assign(lastRadiation, radiation);
}

function mergeStep(run: Run, block: StepBlock, index: number): void {
  const { setup, clock, conditions, ledger, sums, isStopped } = run;
  const { dt, radiation } = conditions;
  const records = block.recordsOfStep[index];
  const timeEnd = conditions.time + dt;
  sumStep(setup, records, isStopped, ledger.massInitial, sums);
  if (conditions.step === 0) ledger.firstScaledRate = firstScaledRate(records, setup.cells);
  storeStepValues(run, timeEnd);
  bookStep(ledger, sums, dt, timeEnd, radiation.temperature);
  recordStep(run.recorder, {
    step: conditions.step,
    timeEnd,
    stepValues: run.stepValues,
    records,
    number: block.numbersOfStep[index],
    isStopped,
    stoppedStepValues: run.stoppedStepValues,
    massLost: sums.lossCumulative,
    massRemaining: sums.massRemaining,
    massDifference: sums.massDifference,
    budgetErrorPercent: sums.budgetErrorPercent,
  });
  const allStopped = stopCells(run, records);
  clock.time = timeEnd;
  clock.step = conditions.step + 1;
  if (allStopped) run.stopReason = 'tau_exceeded_all_cells';
  else if (isLossRateBelowThreshold(run, dt)) run.stopReason = 'loss_rate_below_threshold';
}

/** The supply rate of the first cell that has a finite one, allowed or not; NaN without supply. */
function firstScaledRate(records: Float64Array, cells: number): number {
  for (let cell = 0; cell < cells; cell++) {
    const rate = records[cell * SLOT_COUNT + SLOT.supply_rate_evaluated];
    if (Number.isFinite(rate)) return rate;
  }
  return Number.NaN;
}

const AT = Object.fromEntries(STEP_VALUES.map((name, index) => [name, index])) as Readonly<
  Record<StepValue, number>
>;

function storeStepValues({ conditions, setup, stepValues, sums }: Run, timeEnd: number): void {
  const { radiation } = conditions;
  const shortest = sums.shortestCollisionTime;
  stepValues[AT.startTime] = conditions.time;
  stepValues[AT.time] = timeEnd;
  stepValues[AT.dt] = conditions.dt;
  stepValues[AT.temperature] = radiation.temperature;
  stepValues[AT.flux] = radiation.flux;
  stepValues[AT.sBlow] = radiation.sBlow;
  stepValues[AT.sMin] = radiation.sMin;
  stepValues[AT.qprMin] = radiation.qprMin;
  stepValues[AT.qprBlow] = radiation.qprBlow;
  stepValues[AT.betaMin] = radiation.betaMin;
  stepValues[AT.isBetaGateOpen] = radiation.isBetaGateOpen ? 1 : 0;
  stepValues[AT.isSMinAboveConfig] = radiation.sMin > setup.constants.s_min_config ? 1 : 0;
  stepValues[AT.shortestCollisionTime] = Number.isFinite(shortest) ? shortest : Number.NaN;
}

/** Stops the cells whose record says so. Returns whether all cells have stopped and were solid. */
function stopCells(
  { setup, isStopped, stepValues, stoppedStepValues }: Run,
  records: Float64Array,
): boolean {
  let allStopped = true;
  for (let cell = 0; cell < setup.cells; cell++) {
    const at = cell * SLOT_COUNT;
    if (isStopped[cell] === 0 && records[at + SLOT.cell_active] === 0) {
      isStopped[cell] = 1;
      stoppedStepValues.set(stepValues, cell * STEP_VALUES.length);
    }
    if (isStopped[cell] === 0 || records[at + SLOT.phase_state] !== SOLID) allStopped = false;
  }
  return allStopped;
}

function isLossRateBelowThreshold({ setup, clock, sums }: Run, dt: number): boolean {
  const threshold = setup.config.numerics.mass_loss_rate_stop_Mmars_s;
  if (threshold === null || clock.time < setup.minDuration) return false;
  const rate = (sums.out + sums.sink) / dt;
  return Number.isFinite(rate) && rate <= threshold;
}
