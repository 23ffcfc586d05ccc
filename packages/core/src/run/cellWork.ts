import {
  type CollisionStepInput,
  type CollisionStepResult,
  type CollisionWorkspace,
  createCollisionStepResult,
  createCollisionWorkspace,
} from '../collisions/step.ts';
import { createPhaseOutcome, type PhaseOutcome } from '../phase/outcome.ts';
import { createShieldingState, type ShieldingState } from '../radiation/shielding.ts';
import { createSinkTimescales, type SinkTimescales } from '../sinks/timescale.ts';
import { createSupplyResult, type SupplyResult } from '../supply/evaluate.ts';
import { createSupplySplit, type SupplySplit } from '../supply/split.ts';
import type { RunSetup } from './setup.ts';

/**
 * What the step of one cell works out on its way from the old state to the new one. One object serves all cells of a
 * thread; nothing in it outlives the step of a cell. "Before" and "after" refer to the collision step; NaN stands for
 * null.
 */
export interface CellWork {
  // Before the collision step.
  sigma: number;
  kappa: number;
  tau: number;
  particleTemperature: number;
  phaseTemperature: number;
  readonly phase: PhaseOutcome;
  isSolid: boolean;
  collides: boolean;
  isSupplyAllowed: boolean;
  isTauGateBlocked: boolean;
  isBlowoutPhaseAllowed: boolean;
  isBlowoutEnabled: boolean;
  dsdt: number;
  dsdtRaw: number;
  /** Mass flux that the erosion follows from, kg m⁻² s⁻¹; NaN if there is none. */
  massFlux: number;
  isSublimationBlocked: boolean;
  readonly sinkTimes: SinkTimescales;
  /** Sink time-scale that acts on all sizes alike, s. */
  tSink: number;
  readonly shieldingBefore: ShieldingState;
  readonly supply: SupplyResult;
  readonly split: SupplySplit;
  nominalRate: number;
  scaledRate: number;
  appliedRate: number;
  clipFactor: number;
  visibility: number;
  isMixingLimited: boolean;
  // The collision or sink-only step.
  readonly collisionInput: CollisionStepInput;
  readonly collision: CollisionStepResult;
  readonly collisionWorkspace: CollisionWorkspace;
  blowoutFlux: number;
  sinkFlux: number;
  sublimationFlux: number;
  // After it.
  sigmaAfter: number;
  kappaAfter: number;
  tauAfter: number;
  readonly shieldingAfter: ShieldingState;
  tSolid: number;
  tColl: number;
  gateFactor: number;
  /** Shortest collision time of the cell, s; Infinity if there is none. */
  shortestCollisionTime: number;
  isStopping: boolean;
  stopTau: number;
  dtOverTBlow: number;
  /** Mass rates lost by blow-out and by sinks, M_Mars s⁻¹. */
  outRate: number;
  sinkRate: number;
}

/** A work object for the cells of a run. */
export function createCellWork(setup: RunSetup): CellWork {
  return {
    sigma: Number.NaN,
    kappa: Number.NaN,
    tau: Number.NaN,
    particleTemperature: Number.NaN,
    phaseTemperature: Number.NaN,
    phase: createPhaseOutcome(),
    isSolid: false,
    collides: false,
    isSupplyAllowed: false,
    isTauGateBlocked: false,
    isBlowoutPhaseAllowed: false,
    isBlowoutEnabled: false,
    dsdt: Number.NaN,
    dsdtRaw: Number.NaN,
    massFlux: Number.NaN,
    isSublimationBlocked: false,
    sinkTimes: createSinkTimescales(),
    tSink: Number.NaN,
    shieldingBefore: createShieldingState(),
    supply: createSupplyResult(),
    split: createSupplySplit(),
    nominalRate: Number.NaN,
    scaledRate: Number.NaN,
    appliedRate: Number.NaN,
    clipFactor: Number.NaN,
    visibility: Number.NaN,
    isMixingLimited: false,
    collisionInput: createCollisionInput(setup),
    collision: createCollisionStepResult(),
    collisionWorkspace: createCollisionWorkspace(setup.grid),
    blowoutFlux: Number.NaN,
    sinkFlux: Number.NaN,
    sublimationFlux: Number.NaN,
    sigmaAfter: Number.NaN,
    kappaAfter: Number.NaN,
    tauAfter: Number.NaN,
    shieldingAfter: createShieldingState(),
    tSolid: Number.NaN,
    tColl: Number.NaN,
    gateFactor: Number.NaN,
    shortestCollisionTime: Number.NaN,
    isStopping: false,
    stopTau: Number.NaN,
    dtOverTBlow: Number.NaN,
    outRate: Number.NaN,
    sinkRate: Number.NaN,
  };
}

/** What is the same for all cells is set here, the rest in every step. */
function createCollisionInput(setup: RunSetup): CollisionStepInput {
  return {
    cell: 0,
    grid: setup.grid,
    number: new Float64Array(0),
    rho: setup.rho,
    collisionsEnabled: true,
    enableBlowout: false,
    tBlow: Number.NaN,
    aBlow: Number.NaN,
    tSink: Number.NaN,
    dsdt: Number.NaN,
    massConserving: setup.switches.isSublimationMassConserving,
    sMinEffective: Number.NaN,
    sigma: Number.NaN,
    dt: Number.NaN,
    supplyRate: Number.NaN,
    r: Number.NaN,
    omega: Number.NaN,
    tau: Number.NaN,
    eccentricity: Number.NaN,
    inclination: setup.dynamics[0]?.i0 ?? Number.NaN,
    dynamics: null,
    supplyVelocity: setup.supplyVelocity,
  };
}
