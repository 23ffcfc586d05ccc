import { MAX_STEPS } from '../constants.ts';
import type { Engine } from '../engine/engine.ts';
import { keepsDistribution, keepsStep, type RecordingSettings } from '../records/recorder.ts';
import { BLOCK_STEPS, type StepBlock, storeConditions } from './block.ts';
import type { RunSetup } from './setup.ts';
import type { StepConditions } from './stepConditions.ts';

/** Why a run ended before its time. */
export type EarlyStopReason =
  | 'a_blow_below_s_min_config'
  | 'tau_exceeded_all_cells'
  | 'loss_rate_below_threshold';

/** Why a run ended. */
export type StopReason = EarlyStopReason | 't_end_reached' | 'dt_invalid' | 'max_steps';

/** Where a run stands. */
export interface Clock {
  /** Start of the next step, s. */
  time: number;
  /** Steps done. */
  step: number;
  /** Length of the next step, s, before it is cut at the end of the run. */
  dt: number;
  /** Whether collision times lengthen the steps, so that a step is not known before the one before it is done. */
  isStepLengthened: boolean;
}

/** What is known of the next steps before they are taken. */
export interface Plan {
  /** Why there is no step after the planned ones; null if there may be. */
  readonly end: StopReason | null;
}

/**
 * Fixes clock and radiation of the next steps and puts them into the block. Steps after the first one are planned with
 * the nominal length.
 *
 * @param limit most steps to plan
 * @param conditions scratch; holds the radiation of an aborted step afterwards if the plan ends with
 *   `a_blow_below_s_min_config`
 * @throws PhysicsError if the temperature of Mars leaves its range at the very first step
 */
export function planBlock(
  setup: RunSetup,
  engine: Engine,
  recording: RecordingSettings,
  clock: Clock,
  limit: number,
  block: StepBlock,
  conditions: StepConditions,
): Plan {
  const { tEnd, dtNominal, stepCount } = setup.timeGrid;
  const most =
    clock.isStepLengthened || setup.isHistoryDependent ? 1 : Math.min(limit, BLOCK_STEPS);
  let { time, dt } = clock;
  block.steps = 0;
  for (let index = 0; index < most; index++) {
    const step = clock.step + index;
    if (!(time < tEnd)) return { end: 't_end_reached' };
    if (step >= MAX_STEPS) return { end: 'max_steps' };
    if (!(dt > 0 && Number.isFinite(dt))) return { end: 'dt_invalid' };
    const cut = Math.min(dt, tEnd - time);
    if (cut <= 0) return { end: 't_end_reached' };
    conditions.step = step;
    conditions.time = time;
    conditions.dt = cut;
    conditions.keepsDiagnostics = keepsStep(recording.diagnosticsStride, step, stepCount);
    conditions.keepsDistribution = keepsDistribution(recording, step);
    conditions.keepsRecord =
      conditions.keepsDiagnostics ||
      conditions.keepsDistribution ||
      keepsStep(recording.seriesStride, step, stepCount);
    const temperature = temperatureAt(setup, time, index === 0);
    if (temperature === null) return { end: null };
    const { radiation } = conditions;
    engine.noteStep?.(step);
    engine.radiation(temperature, radiation);
    const isSmall = radiation.sBlow <= setup.engine.radiation.sMin;
    if (setup.switches.stopsOnSmallBlowoutSize && isSmall && time >= setup.minDuration)
      return { end: 'a_blow_below_s_min_config' };
    storeConditions(block, index, conditions);
    block.steps = index + 1;
    time += cut;
    dt = dtNominal;
  }
  return { end: null };
}

/** Temperature of Mars, K; null where it fails for a later step, which may never come. */
function temperatureAt({ driver }: RunSetup, time: number, isNext: boolean): number | null {
  if (isNext) return driver.evaluate(time);
  try {
    return driver.evaluate(time);
  } catch {
    return null;
  }
}

/** The step after one with this shortest collision time: the nominal one, lengthened to a share of that time. */
export function nextStep(setup: RunSetup, shortestCollisionTime: number): number {
  const { dtNominal } = setup.timeGrid;
  const ratio = setup.config.numerics.dt_min_tcoll_ratio;
  if (ratio === null || !Number.isFinite(shortestCollisionTime)) return dtNominal;
  const floor = ratio * shortestCollisionTime;
  return floor > 0 && Number.isFinite(floor) ? Math.max(dtNominal, floor) : dtNominal;
}
